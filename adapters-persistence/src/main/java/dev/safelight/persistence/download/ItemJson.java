package dev.safelight.persistence.download;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.safelight.domain.download.Item;
import dev.safelight.domain.download.Wanted;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.image.StoredObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The photos of a download as they lie in the database. {@code PostgresDownloads.expireWith} looks into them too. */
final class ItemJson {

    private static final JsonMapper JSON = new JsonMapper();

    private ItemJson() {}

    static String write(List<Item> items) {
        ArrayNode rows = JSON.createArrayNode();
        items.forEach(item -> rows.add(write(item)));
        return rows.toString();
    }

    private static ObjectNode write(Item item) {
        ObjectNode json = JSON.createObjectNode();
        json.put("wanted", item.wanted().toString());
        json.put("outcome", item.outcome().name());
        item.sha256().ifPresent(sha256 -> json.put("sha256", sha256.hex()));
        item.content().ifPresent(content -> {
            json.put("image", content.image().toString());
            json.put("fileId", content.fileId());
            json.put("name", content.name());
            json.put("modified", content.modified().toString());
            json.put("key", content.object().key());
            json.put("size", content.object().size());
            json.put("etag", content.object().etag());
        });
        return json;
    }

    static List<Item> read(String text) {
        try {
            return StreamSupport.stream(JSON.readTree(text).spliterator(), /* parallel= */ false)
                    .map(ItemJson::read)
                    .toList();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("jsonb is JSON", impossible);
        }
    }

    private static Item read(JsonNode json) {
        return new Item(
                wanted(json.get("wanted").asText()),
                Item.Outcome.valueOf(json.get("outcome").asText()),
                json.has("image") ? Optional.of(content(json)) : Optional.empty(),
                sha256(json));
    }

    private static Optional<Sha256> sha256(JsonNode json) {
        return Optional.ofNullable(json.get("sha256")).map(JsonNode::asText).flatMap(Sha256::parse);
    }

    private static Item.Content content(JsonNode json) {
        return new Item.Content(
                image(json.get("image").asText()),
                json.get("fileId").asLong(),
                json.get("name").asText(),
                Instant.parse(json.get("modified").asText()),
                new StoredObject(
                        json.get("key").asText(),
                        json.get("size").asLong(),
                        json.get("etag").asText(),
                        Optional.empty()));
    }

    /** As {@link Wanted} is written: only ids have hyphens. */
    static Wanted wanted(String text) {
        return text.contains("-") ? new Wanted.Id(image(text)) : new Wanted.FileNumber(Long.parseLong(text));
    }

    private static ImageId image(String text) {
        return new ImageId(UUID.fromString(text));
    }
}
