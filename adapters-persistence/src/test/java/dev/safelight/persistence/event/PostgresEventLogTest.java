package dev.safelight.persistence.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.event.EventLog;
import dev.safelight.application.event.EventLog.Page;
import dev.safelight.application.event.EventLogContract;
import dev.safelight.domain.event.Event;
import dev.safelight.domain.event.EventType;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.persistence.Columns;
import dev.safelight.persistence.DatabaseConfig;
import dev.safelight.persistence.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresEventLogTest extends EventLogContract {

    private static final OwnerId ANNA = new OwnerId("anna");
    private static final String TELL =
            "INSERT INTO event (id, type, owner, subject, time, trace_id) VALUES (gen_random_uuid(), 'set.ready', 'anna', '%s', now(), 't')";

    private static TestDatabase postgres;

    @BeforeAll
    static void open() {
        postgres = TestDatabase.create();
    }

    @AfterAll
    static void close() {
        postgres.close();
    }

    @Override
    protected EventLog fresh() {
        postgres.clear();
        return log();
    }

    private static EventLog log() {
        return new PostgresEventLog(postgres.database());
    }

    @Override
    protected void tell(EventType type, OwnerId owner, String subject, Instant time, Optional<Event.Move> move) {
        postgres.database()
                .run(
                        "telling",
                        handle -> handle.createUpdate("""
                        INSERT INTO event (id, type, owner, subject, image, time, trace_id,
                                           from_status, to_status, chapter, attempt, why, data)
                        VALUES (gen_random_uuid(), :type, :owner, :subject, :image::uuid, :time, 't',
                                :from, :to, :chapter, :attempt, :why, :data::jsonb)
                        """)
                                .bind("type", type.wireName())
                                .bind("owner", owner.value())
                                .bind("subject", subject)
                                .bind("image", move.isPresent() ? subject : null)
                                .bind("time", Columns.time(time))
                                .bind("from", move.map(it -> it.from().name()).orElse(null))
                                .bind("to", move.map(it -> it.to().name()).orElse(null))
                                .bind("chapter", move.map(Event.Move::chapter).orElse(null))
                                .bind("attempt", move.map(Event.Move::attempt).orElse(null))
                                .bind("why", move.map(Event.Move::why).orElse(null))
                                .bind("data", move.flatMap(EventData::of).orElse(null))
                                .execute());
    }

    private static Connection connect() throws SQLException {
        DatabaseConfig config = postgres.config();
        return DriverManager.getConnection(config.url(), config.user(), config.password());
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> subjects(Page page) {
        return page.events().stream().map(Event::subject).toList();
    }

    @Test
    void an_event_that_commits_late_is_not_passed_over() throws SQLException {
        try (Connection late = connect()) {
            late.setAutoCommit(false);
            run(late, TELL.formatted("late"));
            postgres.execute(TELL.formatted("early"));
            Page before = log().read(ANNA, 0, 10);
            assertThat(before.events()).as("what may still be preceded waits").isEmpty();
            late.commit();
            Page after = log().read(ANNA, before.upTo(), 10);
            assertThat(subjects(after)).containsExactly("late", "early");
        }
    }

    /** It had its place among the transactions before the other, and tells after it: numbers as drawn would betray the reader. */
    @Test
    void nor_is_one_that_began_first_and_told_last() throws SQLException {
        try (Connection first = connect();
                Connection second = connect()) {
            first.setAutoCommit(false);
            second.setAutoCommit(false);
            run(first, "SELECT pg_current_xact_id()");
            run(second, "SELECT pg_current_xact_id()");
            run(second, TELL.formatted("second"));
            run(first, TELL.formatted("first"));
            first.commit();
            Page one = log().read(ANNA, 0, 10);
            assertThat(subjects(one)).containsExactly("first");
            second.commit();
            assertThat(subjects(log().read(ANNA, one.upTo(), 10))).containsExactly("second");
        }
    }

    @Test
    void one_that_is_rolled_back_holds_nobody_up() throws SQLException {
        try (Connection late = connect()) {
            late.setAutoCommit(false);
            run(late, TELL.formatted("never"));
            postgres.execute(TELL.formatted("early"));
            late.rollback();
            assertThat(subjects(log().read(ANNA, 0, 10))).containsExactly("early");
        }
    }

    @Test
    void a_transaction_tells_several_in_their_order() {
        postgres.execute("""
                INSERT INTO event (id, type, owner, subject, time, trace_id)
                SELECT gen_random_uuid(), 'set.ready', 'anna', i::text, now(), 't' FROM generate_series(1, 1024) AS i
                """);
        assertThat(subjects(log().read(ANNA, 0, 1000)))
                .isEqualTo(IntStream.rangeClosed(1, 1000)
                        .mapToObj(Integer::toString)
                        .toList());
    }

    /** Sixteen writers whose transactions last at random, and four readers that are always a little behind. */
    @Test
    void of_a_thousand_that_overlap_every_reader_is_told_every_one_once_and_in_order() throws Exception {
        int writers = 16;
        int each = 64;
        AtomicInteger writing = new AtomicInteger(writers);
        Set<String> told = ConcurrentHashMap.newKeySet();
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Event>>> readers = new ArrayList<>();
            for (int reader = 0; reader < 4; reader++) {
                int page = 1 + reader * 7;
                readers.add(crowd.submit(() -> readAll(page, writing)));
            }
            List<Future<Integer>> done = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                int seed = writer;
                done.add(crowd.submit(() -> {
                    write(seed, each, told);
                    return writing.decrementAndGet();
                }));
            }
            for (Future<Integer> writer : done) {
                assertThat(writer.get(2, TimeUnit.MINUTES)).isNotNegative();
            }
            for (Future<List<Event>> reader : readers) {
                List<Event> heard = reader.get(2, TimeUnit.MINUTES);
                assertThat(heard).extracting(Event::subject).containsExactlyInAnyOrderElementsOf(told);
                assertThat(heard).extracting(Event::sequence).isSorted();
            }
        }
    }

    private static void write(int seed, int count, Set<String> told) throws SQLException {
        Random random = new Random(seed);
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < count; i++) {
                String subject = seed + "-" + i;
                run(connection, "SELECT pg_current_xact_id(), pg_sleep(" + random.nextInt(4) / 1000.0 + ")");
                run(connection, TELL.formatted(subject));
                run(connection, "SELECT pg_sleep(" + random.nextInt(4) / 1000.0 + ")");
                if (random.nextInt(10) == 0) {
                    connection.rollback();
                } else {
                    connection.commit();
                    told.add(subject);
                }
            }
        }
    }

    private static List<Event> readAll(int limit, AtomicInteger writing) {
        List<Event> heard = new ArrayList<>();
        long upTo = 0;
        boolean last = false;
        while (true) {
            Page page = log().read(ANNA, upTo, limit);
            heard.addAll(page.events());
            upTo = page.upTo();
            if (last && !page.more()) {
                return heard;
            }
            last = writing.get() == 0; // what they told is settled by now: once more to the end
        }
    }

    @Test
    void in_a_cluster_made_anew_from_a_dump_events_come_after_those_that_were_there() {
        postgres.execute(TELL.formatted("of old"));
        postgres.execute("UPDATE event SET sequence = sequence + 1000000000000");
        long away = 0;
        postgres.database().migrate();
        postgres.execute(TELL.formatted("new"));
        assertThat(subjects(log().read(ANNA, away, 10))).containsExactly("of old", "new");
        long base = base();
        postgres.database().migrate();
        assertThat(base()).as("healed once").isEqualTo(base);
    }

    private static long base() {
        return postgres.database()
                .run(
                        "reading",
                        handle -> handle.createQuery("SELECT base FROM event_log")
                                .mapTo(Long.class)
                                .one());
    }
}
