package dev.safelight.persistence;

import dev.safelight.application.testing.ChaosProxy;
import java.time.Duration;

/** A database of its own behind a network that can be made bad, and short timeouts to find that out. */
public final class BadNetwork implements AutoCloseable {

    private static final Timeouts SHORT = new Timeouts(
            Duration.ofSeconds(1),
            Duration.ofMillis(700),
            Duration.ofMillis(300),
            Duration.ofMillis(200),
            Duration.ofSeconds(1));

    private final TestDatabase postgres = TestDatabase.create();
    private final ChaosProxy proxy = ChaosProxy.before("127.0.0.1", Gate.portOf(postgres.config()));
    private final Database far;

    /** @param poolSize of the database behind the bad network */
    public BadNetwork(int poolSize) {
        far = Database.open(behind(postgres.config(), poolSize));
    }

    private DatabaseConfig behind(DatabaseConfig near, int poolSize) {
        String url = near.url().replace(":" + Gate.portOf(near) + "/", ":" + proxy.port() + "/");
        return new DatabaseConfig(url, near.user(), near.password(), poolSize, SHORT);
    }

    public ChaosProxy proxy() {
        return proxy;
    }

    /** Through the bad network. */
    public Database far() {
        return far;
    }

    /** Around it. */
    public Database near() {
        return postgres.database();
    }

    @Override
    public void close() {
        far.close();
        proxy.close();
        postgres.close();
    }
}
