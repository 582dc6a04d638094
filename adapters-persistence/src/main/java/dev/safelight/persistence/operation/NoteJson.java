package dev.safelight.persistence.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.safelight.application.operation.Story.Note;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.StreamSupport;

/** Notes as the statements that write them put them down. */
final class NoteJson {

    private static final JsonMapper JSON = new JsonMapper();

    private NoteJson() {}

    static List<Note> read(String text) {
        try {
            return StreamSupport.stream(JSON.readTree(text).spliterator(), /* parallel= */ false)
                    .map(NoteJson::read)
                    .toList();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("jsonb is JSON", impossible);
        }
    }

    private static Note read(JsonNode json) {
        return new Note(
                OffsetDateTime.parse(json.required("at").textValue()).toInstant(),
                json.path("attempt").intValue(),
                json.required("why").textValue());
    }
}
