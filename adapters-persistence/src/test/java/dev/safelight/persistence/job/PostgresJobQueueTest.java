package dev.safelight.persistence.job;

import dev.safelight.application.job.JobQueue;
import dev.safelight.application.job.JobQueueContract;
import dev.safelight.persistence.Database;
import dev.safelight.persistence.Notifications;
import dev.safelight.persistence.TestDatabase;
import dev.safelight.persistence.Unreachable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresJobQueueTest extends JobQueueContract {

    private static TestDatabase postgres;
    private static Notifications notifications;
    private static Database away;

    @BeforeAll
    static void open() {
        postgres = TestDatabase.create();
        notifications = Notifications.start(postgres.database());
        away = Unreachable.database();
    }

    @AfterAll
    static void close() {
        away.close();
        notifications.close();
        postgres.close();
    }

    @Override
    protected JobQueue fresh() {
        postgres.clear();
        return new PostgresJobQueue(postgres.database(), clock, notifications);
    }

    @Override
    protected JobQueue unreachable() {
        return new PostgresJobQueue(away, clock, notifications);
    }
}
