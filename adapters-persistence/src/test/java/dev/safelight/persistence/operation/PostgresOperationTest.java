package dev.safelight.persistence.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.job.Job;
import dev.safelight.application.operation.ActionsContract;
import dev.safelight.application.operation.Audit;
import dev.safelight.application.operation.AuditContract;
import dev.safelight.application.operation.CancellingContract;
import dev.safelight.application.operation.Deed;
import dev.safelight.application.operation.OperationWorld;
import dev.safelight.application.operation.Operator;
import dev.safelight.application.operation.OutlookContract;
import dev.safelight.application.operation.SearchContract;
import dev.safelight.application.operation.StoryContract;
import dev.safelight.application.operation.TroublesContract;
import dev.safelight.application.testing.TestClock;
import dev.safelight.persistence.download.PostgresDownloads;
import dev.safelight.persistence.image.PostgresBulkMoves;
import dev.safelight.persistence.image.PostgresWorld;
import dev.safelight.persistence.job.PostgresJobQueue;
import dev.safelight.persistence.job.PostgresQueueAges;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

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
                new PostgresAudit(postgres.database()),
                new PostgresTroubles(postgres.database()));
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

    @Nested
    class WritingDown extends AuditContract {
        @Override
        protected OperationWorld world() {
            return create(clock);
        }

        /** The entry is refused, and so the pause has not happened. */
        @Test
        void what_cannot_be_written_down_is_not_done() {
            PostgresJobQueue queue = new PostgresJobQueue(postgres.database(), clock, postgres.notifications());
            Audit.Entry broken = new Audit.Entry(
                    UUID.randomUUID(),
                    clock.instant(),
                    new Operator("olga", Optional.empty()),
                    Deed.PAUSE.name(),
                    "no JSON",
                    "",
                    "t",
                    1,
                    0,
                    Optional.empty());
            assertThatThrownBy(() -> operation
                            .audit()
                            .together(
                                    () -> {
                                        queue.pause(Job.Kind.JUDGE);
                                        return queue.paused();
                                    },
                                    paused -> broken))
                    .isInstanceOf(RuntimeException.class);
            assertThat(queue.paused()).isEmpty();
        }
    }

    @Nested
    class Cancelling extends CancellingContract {
        @Override
        protected OperationWorld world() {
            return create(clock);
        }
    }

    @Nested
    class WhatIsInTrouble extends TroublesContract {
        @Override
        protected OperationWorld world() {
            return create(clock);
        }
    }
}
