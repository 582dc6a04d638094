package dev.safelight.persistence.caller;

import dev.safelight.application.caller.Handovers;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.Sha256;
import dev.safelight.persistence.Columns;
import dev.safelight.persistence.Database;
import java.time.Instant;
import java.util.Optional;

/** Invitations in the table {@code handover}. */
public final class PostgresHandovers implements Handovers {

    private final Database database;

    public PostgresHandovers(Database database) {
        this.database = database;
    }

    @Override
    public void add(Sha256 tokenHash, OwnerId owner, Instant expiresAt) {
        database.run(
                "offering a handover",
                handle -> handle.createUpdate("""
                        WITH crowded_out AS (
                            DELETE FROM handover WHERE token_sha256 IN (
                                SELECT token_sha256 FROM handover
                                WHERE owner = :owner ORDER BY expires_at DESC OFFSET :others))
                        INSERT INTO handover (token_sha256, owner, expires_at) VALUES (:hash, :owner, :expiresAt)
                        """)
                        .bind("hash", tokenHash.hex())
                        .bind("owner", owner.value())
                        .bind("expiresAt", Columns.time(expiresAt))
                        .bind("others", MOST_FOR_AN_OWNER - 1)
                        .execute());
    }

    @Override
    public Optional<OwnerId> find(Sha256 tokenHash, Instant now) {
        return database.run(
                "looking for a handover",
                handle -> handle.createQuery("""
                        SELECT owner FROM handover WHERE token_sha256 = :hash AND expires_at > :now
                        """)
                        .bind("hash", tokenHash.hex())
                        .bind("now", Columns.time(now))
                        .mapTo(String.class)
                        .findOne()
                        .map(OwnerId::new));
    }

    @Override
    public Optional<OwnerId> take(Sha256 tokenHash, Instant now) {
        return database.run(
                "taking a handover",
                handle -> handle.createQuery("""
                        DELETE FROM handover WHERE token_sha256 = :hash AND expires_at > :now RETURNING owner
                        """)
                        .bind("hash", tokenHash.hex())
                        .bind("now", Columns.time(now))
                        .mapTo(String.class)
                        .findOne()
                        .map(OwnerId::new));
    }

    @Override
    public int removeExpired(Instant now) {
        return database.run(
                "removing old handovers",
                handle -> handle.createUpdate("DELETE FROM handover WHERE expires_at <= :now")
                        .bind("now", Columns.time(now))
                        .execute());
    }
}
