package dev.safelight.persistence.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.safelight.application.webhook.Delivery.Attempt;
import dev.safelight.persistence.Columns;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** How attempts stand in the column {@code log}. */
final class AttemptJson {

    private static final JsonMapper JSON = new JsonMapper();

    private AttemptJson() {}

    static String write(Attempt attempt) {
        ObjectNode json = JSON.createObjectNode()
                .put("at", attempt.at().toString())
                .put("ms", attempt.took().toMillis())
                .put("answer", Columns.text(attempt.answer()));
        attempt.status().ifPresent(status -> json.put("status", status));
        attempt.error().ifPresent(error -> json.put("error", Columns.text(error)));
        return json.toString();
    }

    static List<Attempt> read(String log) {
        try {
            return StreamSupport.stream(JSON.readTree(log).spliterator(), /* parallel= */ false)
                    .map(AttemptJson::attempt)
                    .toList();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("jsonb is JSON", impossible);
        }
    }

    private static Attempt attempt(JsonNode json) {
        return new Attempt(
                Instant.parse(json.get("at").asText()),
                Optional.ofNullable(json.get("status")).map(JsonNode::asInt),
                Optional.ofNullable(json.get("error")).map(JsonNode::asText),
                Duration.ofMillis(json.get("ms").asLong()),
                json.get("answer").asText());
    }
}
