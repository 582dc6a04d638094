package dev.safelight.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.safelight.application.Outage;
import dev.safelight.application.testing.ChaosProxy.Direction;
import dev.safelight.application.testing.NetworkFault;
import dev.safelight.application.testing.Outcomes;
import dev.safelight.application.testing.Race;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class DatabaseBadNetworkTest {

    private static final int POOL = 4;
    private static final int MUCH = 30_000_000;

    private final BadNetwork network = new BadNetwork(POOL);
    private final Database database = network.far();

    @AfterEach
    void close() {
        network.close();
    }

    private int length(String text) {
        return database.run(
                "measuring",
                handle -> handle.createQuery("SELECT length(:text)")
                        .bind("text", text)
                        .mapTo(Integer.class)
                        .one());
    }

    /** Holds every connection of the pool at the same moment, which cannot be if one was lost. */
    private void useAllConnections() throws Exception {
        CyclicBarrier all = new CyclicBarrier(POOL);
        Race.among(
                POOL,
                () -> database.run("meeting", handle -> {
                    int one =
                            handle.createQuery("SELECT 1").mapTo(Integer.class).one();
                    try {
                        return all.await() + one;
                    } catch (Exception broken) {
                        throw new IllegalStateException(broken);
                    }
                }));
    }

    @ParameterizedTest
    @EnumSource
    void every_call_ends_in_an_outage_that_passes_and_no_connection_is_lost(NetworkFault fault) throws Exception {
        useAllConnections();
        fault.strike(network.proxy());
        Map<String, Outcomes.Call> calls = Map.of(
                "ask", () -> length("abc"),
                "ask again", () -> length("abcd"),
                "health", new DatabaseHealth(database)::check,
                "queue health", new QueueHealth(database)::check,
                "migrate", database::migrate);
        Outcomes.assertAllMeetAnOutage(calls);
        Outcomes.assertAllMeetAnOutage(calls);

        network.proxy().pass();
        Outcomes.untilItWorks(() -> length("abc"));
        useAllConnections();
        Outcomes.assertAllWork(calls);
    }

    /** Somewhere in these answers it is greeted, asked whether it is alive, and asked for its isolation level. */
    @Test
    void a_first_connection_that_breaks_while_it_is_made_spoils_none_that_come_after_it() throws Exception {
        for (int bytes = 300; bytes < 700; bytes += 5) {
            network.proxy().resetAfter(Direction.TO_CLIENT, bytes);
            LockSupport.parkNanos(Duration.ofMillis(30).toNanos());
        }
        network.proxy().pass();
        Outcomes.untilItWorks(() -> length("abc"));
        useAllConnections();
    }

    @Test
    void slow_is_not_broken() {
        network.proxy().delay(Duration.ofMillis(20));
        assertThat(length("abc")).isEqualTo(3);
    }

    @Test
    void a_peer_that_takes_nothing_of_a_long_statement_holds_nobody_up() throws Exception {
        String much = "x".repeat(MUCH);
        useAllConnections();
        network.proxy().stall();
        Outcomes.assertAllMeetAnOutage(Map.of("write much", () -> length(much)));
        network.proxy().pass();
        Outcomes.untilItWorks(() -> length("abc"));
        useAllConnections();
    }

    @Test
    void an_answer_that_breaks_off_in_the_middle_is_an_outage_that_passes() throws Exception {
        useAllConnections();
        network.proxy().resetAfter(Direction.TO_CLIENT, 100_000);
        Outcomes.assertAllMeetAnOutage(Map.of(
                "read much",
                () -> database.run(
                        "reading much",
                        handle -> handle.createQuery("SELECT repeat('x', 1000000)")
                                .mapTo(String.class)
                                .one())));
    }

    @ParameterizedTest
    @EnumSource(names = {"STALLED", "VANISHED"})
    void it_can_be_closed_while_nothing_gets_through(NetworkFault fault) throws Exception {
        useAllConnections();
        fault.strike(network.proxy());
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread asking = Thread.startVirtualThread(() -> failure.set(catchThrowable(() -> length("abc"))));
        database.close();
        asking.join();
        assertThat(failure.get()).isInstanceOf(Outage.class);
    }
}
