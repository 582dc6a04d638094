package dev.safelight.application.webhook;

import dev.safelight.application.event.MemoryEventLog;
import dev.safelight.application.operation.MemoryAudit;
import dev.safelight.application.operation.MemoryBulkReplays;
import dev.safelight.application.operation.MemoryReceivers;
import dev.safelight.application.operation.ReceiversContract;
import dev.safelight.application.testing.Availability;
import dev.safelight.application.testing.TestClock;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

class MemoryWebhooksTest {

    private static WebhooksWorld fresh(TestClock clock) {
        Availability database = new Availability("the database");
        MemoryEventLog log = new MemoryEventLog(database);
        MemoryWebhooks all = new MemoryWebhooks(log, clock, database);
        MemoryAudit audit = new MemoryAudit(database);
        return new WebhooksWorld(
                all,
                all,
                all,
                log,
                (type, owner, subject) ->
                        log.tell(type, owner, subject, clock.instant(), Optional.empty(), Optional.empty()),
                new WebhooksWorld.OfOperator(
                        new MemoryReceivers(all), new MemoryBulkReplays(all, audit, clock), audit));
    }

    @Nested
    class Keeping extends WebhooksContract {
        @Override
        protected WebhooksWorld fresh() {
            return MemoryWebhooksTest.fresh(clock);
        }
    }

    @Nested
    class Telling extends FanOutContract {
        @Override
        protected WebhooksWorld fresh() {
            return MemoryWebhooksTest.fresh(clock);
        }
    }

    @Nested
    class Delivering extends DeliveriesContract {
        @Override
        protected WebhooksWorld fresh() {
            return MemoryWebhooksTest.fresh(clock);
        }
    }

    @Nested
    class OfAllOwners extends ReceiversContract {
        @Override
        protected WebhooksWorld fresh() {
            return MemoryWebhooksTest.fresh(clock);
        }
    }
}
