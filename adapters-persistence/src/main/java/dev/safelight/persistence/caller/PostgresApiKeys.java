package dev.safelight.persistence.caller;

import dev.safelight.application.caller.ApiKey;
import dev.safelight.application.caller.ApiKeys;
import dev.safelight.application.caller.Scope;
import dev.safelight.domain.image.Sha256;
import dev.safelight.persistence.Columns;
import dev.safelight.persistence.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** API keys in the table {@code api_key}. */
public final class PostgresApiKeys implements ApiKeys {

    private final Database database;

    public PostgresApiKeys(Database database) {
        this.database = database;
    }

    @Override
    public void add(ApiKey key, Sha256 secretHash) {
        database.run(
                "adding an API key",
                handle -> handle.createUpdate("""
                        INSERT INTO api_key (id, secret_sha256, name, scopes, created_at, created_by)
                        VALUES (:id, :hash, :name, :scopes, :createdAt, :createdBy)
                        """)
                        .bind("id", key.id())
                        .bind("hash", secretHash.hex())
                        .bind("name", key.name())
                        .bindArray(
                                "scopes",
                                String.class,
                                key.scopes().stream().map(Enum::name).toArray())
                        .bind("createdAt", Columns.time(key.createdAt()))
                        .bind("createdBy", key.createdBy())
                        .execute());
    }

    @Override
    public Optional<Kept> find(String id) {
        return database.run(
                "looking for an API key",
                handle -> handle.createQuery("SELECT * FROM api_key WHERE id = :id")
                        .bind("id", id)
                        .map((row, context) -> new Kept(key(row), new Sha256(row.getString("secret_sha256"))))
                        .findOne());
    }

    @Override
    public List<ApiKey> page(Optional<String> after, int limit) {
        return database.run(
                "listing API keys",
                handle -> handle.createQuery("""
                        SELECT * FROM api_key
                        WHERE :after::text IS NULL
                           OR (created_at, id) < (SELECT created_at, id FROM api_key WHERE id = :after)
                        ORDER BY created_at DESC, id DESC
                        LIMIT :limit
                        """)
                        .bind("after", after.orElse(null))
                        .bind("limit", limit)
                        .map((row, context) -> key(row))
                        .list());
    }

    @Override
    public boolean revoke(String id, Instant at) {
        return database.run(
                "revoking an API key",
                handle -> handle.createUpdate("""
                        UPDATE api_key SET revoked_at = coalesce(revoked_at, :at) WHERE id = :id
                        """)
                                .bind("id", id)
                                .bind("at", Columns.time(at))
                                .execute()
                        == 1);
    }

    @Override
    public void used(String id, Instant at, Duration atMostEvery) {
        database.run(
                "noting that an API key was used",
                handle -> handle.createUpdate("""
                        UPDATE api_key SET last_used_at = :at
                        WHERE id = :id AND (last_used_at IS NULL OR last_used_at <= :before)
                        """)
                        .bind("id", id)
                        .bind("at", Columns.time(at))
                        .bind("before", Columns.time(at.minus(atMostEvery)))
                        .execute());
    }

    private static ApiKey key(ResultSet row) throws SQLException {
        String[] scopes = (String[]) row.getArray("scopes").getArray();
        return new ApiKey(
                row.getString("id"),
                row.getString("name"),
                Arrays.stream(scopes).map(Scope::valueOf).collect(Collectors.toUnmodifiableSet()),
                Columns.time(row, "created_at"),
                row.getString("created_by"),
                Columns.optionalTime(row, "last_used_at"),
                Columns.optionalTime(row, "revoked_at"));
    }
}
