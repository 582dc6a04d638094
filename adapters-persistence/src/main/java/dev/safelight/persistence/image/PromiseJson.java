package dev.safelight.persistence.image;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.safelight.domain.image.Upload;
import java.util.List;

/** Promises on their way to the one statement that adds them all: rows for {@code jsonb_to_recordset}. */
final class PromiseJson {

    private static final JsonMapper JSON = new JsonMapper();

    private PromiseJson() {}

    static String write(List<Upload.Promise> promises) {
        ArrayNode rows = JSON.createArrayNode();
        promises.forEach(promise -> rows.add(row(promise, rows.size())));
        return rows.toString();
    }

    private static ObjectNode row(Upload.Promise promise, int position) {
        ObjectNode row = JSON.createObjectNode();
        row.put("position", position);
        row.put("id", promise.id().toString());
        row.put("filename", promise.filename().value());
        row.put("content_type", promise.contentType());
        row.put("format", promise.format().name());
        row.put("size", promise.size());
        promise.sha256().ifPresent(sha256 -> row.put("sha256", sha256.hex()));
        row.put("created_at", promise.createdAt().toString());
        row.put("deadline", promise.deadline().toString());
        return row;
    }
}
