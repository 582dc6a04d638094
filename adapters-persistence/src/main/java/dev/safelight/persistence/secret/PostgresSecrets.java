package dev.safelight.persistence.secret;

import dev.safelight.application.secret.Secrets;
import dev.safelight.persistence.Database;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** Keys in the table {@code secret}. Asked for once and remembered, because they never change. */
public final class PostgresSecrets implements Secrets {

    private final Database database;
    private final RandomGenerator random;
    private final Map<String, byte[]> known = new ConcurrentHashMap<>();

    /** @param random fit for keys, and safe for many threads: {@link java.security.SecureRandom} */
    public PostgresSecrets(Database database, RandomGenerator random) {
        this.database = database;
        this.random = random;
    }

    @Override
    public byte[] key(String name) {
        return known.computeIfAbsent(name, this::findOrMake).clone();
    }

    private byte[] findOrMake(String name) {
        byte[] fresh = new byte[32];
        random.nextBytes(fresh);
        return database.run("reading a key", handle -> {
            handle.createUpdate("INSERT INTO secret (name, key) VALUES (:name, :key) ON CONFLICT (name) DO NOTHING")
                    .bind("name", name)
                    .bind("key", fresh)
                    .execute();
            return handle.createQuery("SELECT key FROM secret WHERE name = :name")
                    .bind("name", name)
                    .mapTo(byte[].class)
                    .one();
        });
    }
}
