package dev.safelight.persistence.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.safelight.application.idempotency.Replies;
import dev.safelight.persistence.Columns;
import dev.safelight.persistence.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Replies in the table {@code reply}; its primary key decides who was first. */
public final class PostgresReplies implements Replies {

    private static final JsonMapper JSON = new JsonMapper();

    private final Database database;
    private final InstantSource clock;

    public PostgresReplies(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Begun begin(Key key, Duration hold, Duration kept) {
        Instant now = clock.instant();
        return database.run("beginning a request", handle -> {
            Optional<Begun> begun = Optional.empty();
            while (begun.isEmpty()) {
                begun = take(handle, key, now, hold, kept).<Begun>map(Begun.First::new);
                if (begun.isEmpty()) {
                    // Gone again if its holder gave it up in between: then it is ours to take.
                    begun = look(handle, key, now);
                }
            }
            return begun.get();
        });
    }

    private static Optional<UUID> take(Handle handle, Key key, Instant now, Duration hold, Duration kept) {
        return handle.createQuery("""
                        INSERT INTO reply (scope, key, fingerprint, hold, hold_ends, expires_at)
                        VALUES (:scope, :key, :fingerprint, gen_random_uuid(), :holdEnds, :expiresAt)
                        ON CONFLICT ON CONSTRAINT one_reply_for_each_key DO UPDATE
                        SET fingerprint = excluded.fingerprint, hold = excluded.hold, hold_ends = excluded.hold_ends,
                            expires_at = excluded.expires_at, status = NULL, content_type = NULL, headers = NULL,
                            body = NULL
                        WHERE reply.expires_at <= :now OR (reply.status IS NULL AND reply.hold_ends <= :now)
                        RETURNING hold
                        """)
                .bind("scope", key.scope())
                .bind("key", key.key())
                .bind("fingerprint", key.fingerprint())
                .bind("now", Columns.time(now))
                .bind("holdEnds", Columns.time(now.plus(hold)))
                .bind("expiresAt", Columns.time(now.plus(kept)))
                .mapTo(UUID.class)
                .findOne();
    }

    private static Optional<Begun> look(Handle handle, Key key, Instant now) {
        return handle.createQuery("""
                        SELECT fingerprint, status, content_type, headers, body FROM reply
                        WHERE scope = :scope AND key = :key
                          AND expires_at > :now AND (status IS NOT NULL OR hold_ends > :now)
                        """)
                .bind("scope", key.scope())
                .bind("key", key.key())
                .bind("now", Columns.time(now))
                .map((row, context) -> begun(row, key))
                .findOne();
    }

    private static Begun begun(ResultSet row, Key key) throws SQLException {
        if (!row.getString("fingerprint").equals(key.fingerprint())) {
            return new Begun.OtherRequest();
        }
        return row.getObject("status") == null ? new Begun.InProgress() : new Begun.Repeat(reply(row));
    }

    @Override
    public void finish(Key key, Begun.First first, Reply reply) {
        database.run(
                "keeping a reply",
                handle -> handle.createUpdate("""
                        UPDATE reply
                        SET status = :status, content_type = :contentType, headers = :headers::jsonb, body = :body
                        WHERE scope = :scope AND key = :key AND hold = :hold AND status IS NULL
                        """)
                        .bind("scope", key.scope())
                        .bind("key", key.key())
                        .bind("hold", first.hold())
                        .bind("status", reply.status())
                        .bind("contentType", reply.contentType())
                        .bind("headers", json(reply.headers()))
                        .bind("body", reply.body())
                        .execute());
    }

    @Override
    public void abandon(Key key, Begun.First first) {
        database.run(
                "giving up a request",
                handle -> handle.createUpdate("""
                        DELETE FROM reply WHERE scope = :scope AND key = :key AND hold = :hold AND status IS NULL
                        """)
                        .bind("scope", key.scope())
                        .bind("key", key.key())
                        .bind("hold", first.hold())
                        .execute());
    }

    @Override
    public Optional<Reply> find(Key key) {
        Instant now = clock.instant();
        return database.run(
                "looking for a reply",
                handle -> look(handle, key, now)
                        .flatMap(found ->
                                found instanceof Begun.Repeat repeat ? Optional.of(repeat.reply()) : Optional.empty()));
    }

    @Override
    public int removeExpired() {
        return database.run(
                "removing old replies",
                handle -> handle.createUpdate("""
                        DELETE FROM reply WHERE expires_at <= :now OR (status IS NULL AND hold_ends <= :now)
                        """)
                        .bind("now", Columns.time(clock.instant()))
                        .execute());
    }

    private static Reply reply(ResultSet row) throws SQLException {
        return new Reply(
                row.getInt("status"),
                row.getString("content_type"),
                headers(row.getString("headers")),
                row.getString("body"));
    }

    private static String json(Map<String, String> headers) {
        try {
            return JSON.writeValueAsString(headers);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a map of texts is always JSON", impossible);
        }
    }

    private static Map<String, String> headers(String json) {
        try {
            return JSON.readValue(json, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException corrupt) {
            throw new IllegalStateException("headers that we did not write: " + json, corrupt);
        }
    }
}
