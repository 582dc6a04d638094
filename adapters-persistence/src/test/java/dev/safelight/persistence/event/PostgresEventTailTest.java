package dev.safelight.persistence.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.event.Bell;
import dev.safelight.application.event.EventTail;
import dev.safelight.domain.event.Event;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.persistence.Notifications;
import dev.safelight.persistence.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two processes on one database: each hears what the other writes. */
@Timeout(120)
class PostgresEventTailTest {

    private static final OwnerId ANNA = new OwnerId("anna");
    private static final int WRITERS = 4;
    private static final int EACH = 50;

    private final TestDatabase postgres = TestDatabase.create();
    private final Notifications here = Notifications.start(postgres.database());
    private final Notifications there = Notifications.start(postgres.database());
    private final Bell bellHere = new PostgresBell(here);
    private final EventTail<Event> tailThere = tail(new PostgresBell(there));
    private final EventTail<Event> tailHere = tail(bellHere);

    private EventTail<Event> tail(Bell bell) {
        return new EventTail<>(new PostgresEventLog(postgres.database()), bell, event -> event);
    }

    @BeforeEach
    void listen() {
        while (!here.isListening() || !there.isListening()) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    @AfterEach
    void close() {
        tailHere.close();
        tailThere.close();
        here.close();
        there.close();
        postgres.close();
    }

    private record Ear(BlockingQueue<Event> heard) implements EventTail.Ear<Event> {
        @Override
        public void hear(Event told) {
            heard.add(told);
        }

        @Override
        public void mayHaveMissed() {
            throw new AssertionError("nothing is forgotten here");
        }

        Event next() throws InterruptedException {
            @Nullable Event event = heard.poll(30, TimeUnit.SECONDS);
            assertThat(event).as("nothing is heard").isNotNull();
            return event;
        }
    }

    private static Ear listen(EventTail<Event> tail) {
        Ear ear = new Ear(new LinkedBlockingQueue<>());
        var _ = tail.listen(ANNA, Optional.empty(), ear);
        return ear;
    }

    /** Several events in a transaction that takes a while, as those that write them may. */
    private void write(String writer, int round, boolean ring) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(postgres.config().url(), "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < 2; i++) {
                statement.execute("""
                        INSERT INTO event (id, type, owner, subject, time, trace_id)
                        VALUES (gen_random_uuid(), 'set.ready', 'anna', '%s-%d-%d', now(), 't')
                        """.formatted(writer, round, i));
                statement.execute("SELECT pg_sleep(random() * 0.01)");
            }
            connection.commit();
        }
        if (ring) {
            bellHere.ring(UUID.randomUUID());
        }
    }

    @Test
    void both_hear_everything_once_and_in_the_same_order_whoever_writes() throws Exception {
        Ear fromHere = listen(tailHere);
        Ear fromThere = listen(tailThere);
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < WRITERS; i++) {
                String name = "w" + i;
                boolean rings = i > 0;
                var _ = writers.submit(() -> {
                    for (int round = 0; round < EACH; round++) {
                        write(name, round, rings);
                    }
                    return true;
                });
            }
        }
        Set<String> subjects = new HashSet<>();
        long last = 0;
        for (int i = 0; i < WRITERS * EACH * 2; i++) {
            Event event = fromHere.next();
            assertThat(fromThere.next().sequence()).isEqualTo(event.sequence());
            assertThat(event.sequence()).isGreaterThan(last);
            assertThat(subjects.add(event.subject())).isTrue();
            last = event.sequence();
        }
        assertThat(fromHere.heard()).isEmpty();
        assertThat(fromThere.heard()).isEmpty();
    }

    @Test
    void what_one_writes_wakes_the_other_long_before_it_would_look_by_itself() throws Exception {
        Ear fromThere = listen(tailThere);
        int quick = 0;
        for (int round = 0; round < 10; round++) {
            write("w", round, true);
            long written = System.nanoTime();
            fromThere.next();
            fromThere.next();
            quick += System.nanoTime() - written < TimeUnit.MILLISECONDS.toNanos(400) ? 1 : 0;
        }
        assertThat(quick).as("of 10").isGreaterThan(5);
    }
}
