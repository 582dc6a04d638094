package dev.safelight.persistence.job;

import dev.safelight.application.job.OutboxContract;
import dev.safelight.persistence.Notifications;
import dev.safelight.persistence.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresOutboxTest extends OutboxContract {

    private static TestDatabase postgres;
    private static Notifications notifications;

    @BeforeAll
    static void open() {
        postgres = TestDatabase.create();
        notifications = Notifications.start(postgres.database());
    }

    @AfterAll
    static void close() {
        notifications.close();
        postgres.close();
    }

    @Override
    protected PostgresJobQueue fresh() {
        postgres.clear();
        return new PostgresJobQueue(postgres.database(), clock, notifications);
    }
}
