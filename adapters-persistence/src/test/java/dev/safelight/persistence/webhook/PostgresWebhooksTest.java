package dev.safelight.persistence.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.Outage;
import dev.safelight.application.Trace;
import dev.safelight.application.TraceContext;
import dev.safelight.application.TraceState;
import dev.safelight.application.operation.ReceiversContract;
import dev.safelight.application.testing.TestClock;
import dev.safelight.application.webhook.DeliveriesContract;
import dev.safelight.application.webhook.FanOutContract;
import dev.safelight.application.webhook.WebhooksContract;
import dev.safelight.application.webhook.WebhooksWorld;
import dev.safelight.domain.event.EventType;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.persistence.Database;
import dev.safelight.persistence.TestDatabase;
import dev.safelight.persistence.Unreachable;
import dev.safelight.persistence.event.PostgresEventLog;
import dev.safelight.persistence.operation.PostgresAudit;
import dev.safelight.persistence.operation.PostgresBulkReplays;
import dev.safelight.persistence.operation.PostgresReceivers;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PostgresWebhooksTest {

    private static TestDatabase postgres;

    @BeforeAll
    static void open() {
        postgres = TestDatabase.create();
    }

    @AfterAll
    static void close() {
        postgres.close();
    }

    private static WebhooksWorld fresh(TestClock clock) {
        postgres.clear();
        Database database = postgres.database();
        return new WebhooksWorld(
                new PostgresWebhooks(database),
                new PostgresFanOut(database, clock),
                new PostgresDeliveries(database, clock),
                new PostgresEventLog(database),
                PostgresWebhooksTest::tell,
                new WebhooksWorld.OfOperator(
                        new PostgresReceivers(database),
                        new PostgresBulkReplays(database, clock),
                        new PostgresAudit(database)));
    }

    private static void tell(EventType type, OwnerId owner, String subject) {
        postgres.database()
                .run(
                        "telling",
                        handle -> handle.createUpdate("""
                        INSERT INTO event (id, type, owner, subject, time, trace_id, trace)
                        VALUES (gen_random_uuid(), :type, :owner, :subject, now(), 't', :trace)
                        """)
                                .bind("type", type.wireName())
                                .bind("owner", owner.value())
                                .bind("subject", subject)
                                .bind(
                                        "trace",
                                        Trace.context().map(TraceContext::text).orElse(null))
                                .execute());
    }

    @Nested
    class Keeping extends WebhooksContract {
        @Override
        protected WebhooksWorld fresh() {
            return PostgresWebhooksTest.fresh(clock);
        }
    }

    @Nested
    class Telling extends FanOutContract {
        @Override
        protected WebhooksWorld fresh() {
            return PostgresWebhooksTest.fresh(clock);
        }
    }

    @Nested
    class Delivering extends DeliveriesContract {
        @Override
        protected WebhooksWorld fresh() {
            return PostgresWebhooksTest.fresh(clock);
        }

        @Test
        void a_delivery_brings_the_trace_that_its_event_happened_in() {
            var trace = new TraceContext(Trace.fresh(), Optional.of(Trace.freshSpan()), true, TraceState.NONE);
            Trace.within(trace, () -> {
                happens(ANNA, "set");
                return true;
            });
            tell.run();
            assertThat(deliveries.claim(1, 1, LEASE).getFirst().trace()).contains(trace);
        }
    }

    @Nested
    class OfAllOwners extends ReceiversContract {
        @Override
        protected WebhooksWorld fresh() {
            return PostgresWebhooksTest.fresh(clock);
        }
    }

    @Test
    void out_of_reach_is_an_outage_that_passes() {
        try (Database away = Unreachable.database()) {
            assertThatThrownBy(() -> new PostgresFanOut(away, new TestClock()).place())
                    .isInstanceOf(Outage.class);
            assertThatThrownBy(() -> new PostgresDeliveries(away, new TestClock()).claim(1, 1, Duration.ofSeconds(1)))
                    .isInstanceOf(Outage.class);
        }
    }
}
