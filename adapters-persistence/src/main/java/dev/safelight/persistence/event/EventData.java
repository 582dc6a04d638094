package dev.safelight.persistence.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.safelight.domain.download.Progress;
import dev.safelight.domain.event.Event;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What an event says in its column {@code data}: the codes of a move, or how far a download has come. */
public final class EventData {

    private static final JsonMapper JSON = new JsonMapper();

    private EventData() {}

    /** Empty when the other columns say it all. */
    public static Optional<String> of(Event.Move move) {
        ObjectNode data = JSON.createObjectNode();
        data.set("codes", JSON.valueToTree(move.codes()));
        return Optional.of(data.toString()).filter(text -> !move.codes().isEmpty());
    }

    public static String of(Event.Download download) {
        Progress progress = download.progress();
        ObjectNode data = JSON.createObjectNode()
                .put("doneFiles", progress.doneFiles())
                .put("totalFiles", progress.totalFiles())
                .put("doneBytes", progress.doneBytes())
                .put("totalBytes", progress.totalBytes());
        download.error().ifPresent(error -> data.put("error", error));
        return data.toString();
    }

    static List<String> codes(Optional<String> data) {
        return StreamSupport.stream(read(data).path("codes").spliterator(), /* parallel= */ false)
                .map(JsonNode::asText)
                .toList();
    }

    static Event.Download download(Optional<String> data) {
        JsonNode json = read(data);
        Progress progress = new Progress(
                json.path("doneFiles").asInt(),
                json.path("totalFiles").asInt(),
                json.path("doneBytes").asLong(),
                json.path("totalBytes").asLong());
        return new Event.Download(
                progress, Optional.ofNullable(json.get("error")).map(JsonNode::asText));
    }

    private static JsonNode read(Optional<String> data) {
        try {
            return JSON.readTree(data.orElse("{}"));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("jsonb is JSON", impossible);
        }
    }
}
