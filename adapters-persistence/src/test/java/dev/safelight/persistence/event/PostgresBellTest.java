package dev.safelight.persistence.event;

import dev.safelight.application.event.Bell;
import dev.safelight.application.event.BellContract;
import dev.safelight.persistence.Notifications;
import dev.safelight.persistence.TestDatabase;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresBellTest extends BellContract {

    private static TestDatabase postgres;
    private static Notifications here;
    private static Notifications there;

    @BeforeAll
    static void open() {
        postgres = TestDatabase.create();
        here = Notifications.start(postgres.database());
        there = Notifications.start(postgres.database());
        while (!here.isListening() || !there.isListening()) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    @AfterAll
    static void close() {
        here.close();
        there.close();
        there.close();
        postgres.close();
    }

    @Override
    protected Bell fresh() {
        return new PostgresBell(here);
    }

    @Override
    protected Bell elsewhere() {
        return new PostgresBell(there);
    }
}
