package dev.safelight.persistence.job;

import dev.safelight.application.job.DeadLettersContract;
import dev.safelight.application.job.JobQueue;
import dev.safelight.application.job.JobQueueContract;
import dev.safelight.application.job.OutboxContract;
import dev.safelight.application.job.QueueAgesContract;
import dev.safelight.application.job.QueueSwitchContract;
import dev.safelight.persistence.Database;
import dev.safelight.persistence.Notifications;
import dev.safelight.persistence.TestDatabase;
import dev.safelight.persistence.Unreachable;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** One table that is a queue, an outbox, keeps dead letters and can be paused. */
class PostgresJobQueueTest {

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

    private static PostgresJobQueue empty(InstantSource clock) {
        postgres.clear();
        return new PostgresJobQueue(postgres.database(), clock, notifications);
    }

    @Nested
    class AsAQueue extends JobQueueContract {
        @Override
        protected JobQueue fresh() {
            return empty(clock);
        }

        @Override
        protected JobQueue unreachable() {
            return new PostgresJobQueue(away, clock, notifications);
        }
    }

    @Nested
    class AsAnOutbox extends OutboxContract {
        @Override
        protected PostgresJobQueue fresh() {
            return empty(clock);
        }
    }

    @Nested
    class WithDeadLetters extends DeadLettersContract<PostgresJobQueue> {
        @Override
        protected PostgresJobQueue fresh() {
            return empty(clock);
        }
    }

    @Nested
    class WithASwitch extends QueueSwitchContract<PostgresJobQueue> {
        @Override
        protected PostgresJobQueue fresh() {
            return empty(clock);
        }
    }

    @Nested
    class WithAges extends QueueAgesContract {
        @Override
        protected World fresh() {
            return new World(empty(clock), new PostgresQueueAges(postgres.database(), clock));
        }
    }
}
