package dev.safelight.persistence.operation;

import dev.safelight.application.operation.ActionsContract;
import dev.safelight.application.operation.OperationWorld;
import dev.safelight.application.operation.OutlookContract;
import dev.safelight.application.operation.SearchContract;
import dev.safelight.application.operation.StoryContract;
import dev.safelight.application.testing.TestClock;
import dev.safelight.persistence.download.PostgresDownloads;
import dev.safelight.persistence.image.PostgresBulkMoves;
import dev.safelight.persistence.image.PostgresWorld;
import dev.safelight.persistence.job.PostgresQueueAges;
import java.security.SecureRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

class PostgresOperationTest {

    private static PostgresWorld postgres;

    @BeforeAll
    static void open() {
        postgres = PostgresWorld.open();
    }

    @AfterAll
    static void close() {
        postgres.close();
    }

    private static OperationWorld create(TestClock clock) {
        return new OperationWorld(
                postgres.fresh(clock),
                new PostgresDownloads(postgres.database(), postgres.notifications(), new SecureRandom()),
                new PostgresOutlook(postgres.database()),
                new PostgresQueueAges(postgres.database(), clock),
                new PostgresSearch(postgres.database()),
                new PostgresStory(postgres.database()),
                new PostgresBulkMoves(postgres.database(), postgres.notifications(), new SecureRandom()),
                new PostgresAudit(postgres.database()));
    }

    @Nested
    class HowThingsStand extends OutlookContract {
        @Override
        protected OperationWorld world() {
            return create(clock);
        }
    }

    @Nested
    class Finding extends SearchContract {
        @Override
        protected OperationWorld world() {
            return create(clock);
        }
    }

    @Nested
    class OneImage extends StoryContract {
        @Override
        protected OperationWorld world() {
            return create(clock);
        }
    }

    @Nested
    class Acting extends ActionsContract {
        @Override
        protected OperationWorld world() {
            return create(clock);
        }
    }
}
