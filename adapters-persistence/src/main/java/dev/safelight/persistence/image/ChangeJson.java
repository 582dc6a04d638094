package dev.safelight.persistence.image;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.safelight.application.job.Job;
import dev.safelight.domain.event.Event;
import dev.safelight.domain.event.EventType;
import dev.safelight.domain.image.Change;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.persistence.Columns;
import dev.safelight.persistence.event.EventData;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Moves of finished images on their way to the one statement that makes them all: rows for {@code jsonb_to_recordset}. */
final class ChangeJson {

    private static final JsonMapper JSON = new JsonMapper();

    private ChangeJson() {}

    static String write(List<Change> changes, RandomGenerator random) {
        ArrayNode rows = JSON.createArrayNode();
        changes.forEach(change -> rows.add(row(change, random)));
        return rows.toString();
    }

    private static ObjectNode row(Change change, RandomGenerator random) {
        Image before = change.before();
        Image after = change.after();
        ObjectNode row = JSON.createObjectNode()
                .put("id", before.id().toString())
                .put("owner", before.owner().value())
                .put("version_read", before.life().version())
                .put("status_read", before.status().name())
                .put("status", after.status().name())
                .put("chapter", after.life().chapter());
        after.dueAt().ifPresent(due -> row.put("due_at", due.toString()));
        putState(row, after);
        putEvent(row, change, random);
        Job.wantedBy(after)
                .ifPresent(job ->
                        row.put("job", job.id()).put("job_kind", job.kind().name()));
        SetTally more = SetTally.of(before, after);
        return row.put("accepted", more.accepted())
                .put("rejected", more.rejected())
                .put("pending", more.pending());
    }

    private static void putState(ObjectNode row, Image after) {
        if (after instanceof Image.Verifying it) {
            row.put("looks", it.looks()).put("attempts", it.attempts());
        } else if (after instanceof Image.Processing it) {
            row.put("attempts", it.attempts());
        } else if (after instanceof Image.Judged it) {
            it.overruling()
                    .ifPresent(by -> row.put("overruled_by", Columns.text(by.operator()))
                            .put("overruled_because", Columns.text(by.reason())));
        }
    }

    private static void putEvent(ObjectNode row, Change change, RandomGenerator random) {
        Event.Move move = Event.Move.of(change);
        row.put("event", id(change, random).toString())
                .put("ready", id(change, random).toString())
                .put("type", EventType.of(move.to()).wireName())
                .put("event_attempt", move.attempt())
                .put("why", Columns.text(move.why()));
        EventData.of(move).ifPresent(data -> row.putRawValue("data", new RawValue(data)));
    }

    private static UUID id(Change change, RandomGenerator random) {
        return ImageId.at(change.after().life().since(), random).value();
    }
}
