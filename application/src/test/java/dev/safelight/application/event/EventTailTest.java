package dev.safelight.application.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.Outage;
import dev.safelight.application.testing.Availability;
import dev.safelight.domain.event.Event;
import dev.safelight.domain.event.EventType;
import dev.safelight.domain.image.OwnerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventTailTest {

    private static final OwnerId ANNA = new OwnerId("anna");
    private static final OwnerId BEN = new OwnerId("ben");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Availability availability = new Availability("the database");
    private final AtomicInteger readings = new AtomicInteger();

    /** Who holds it keeps the log from being read. */
    private final ReentrantLock reading = new ReentrantLock();

    private final MemoryEventLog log = new MemoryEventLog(availability) {
        @Override
        public Page read(long after, int limit) {
            readings.incrementAndGet();
            reading.lock();
            try {
                return super.read(after, limit);
            } finally {
                reading.unlock();
            }
        }
    };
    private final MemoryBell bell = new MemoryBell();
    private final AtomicInteger formed = new AtomicInteger();
    private final EventTail<Event> tail = new EventTail<>(log, bell, event -> {
        formed.incrementAndGet();
        return event;
    });

    @AfterEach
    void close() {
        tail.close();
    }

    /** Keeps all it hears. */
    private static final class Listener implements EventTail.Ear<Event> {
        private final BlockingQueue<Event> heard = new LinkedBlockingQueue<>();
        private volatile boolean missed;

        @Override
        public void hear(Event told) {
            heard.add(told);
        }

        @Override
        public void mayHaveMissed() {
            missed = true;
        }

        String next() throws InterruptedException {
            @Nullable Event event = heard.poll(20, TimeUnit.SECONDS);
            assertThat(event).as("nothing is heard").isNotNull();
            return event.subject();
        }
    }

    private void tellSilently(OwnerId owner, String subject) {
        log.tell(EventType.SET_READY, owner, subject, NOON, Optional.empty(), Optional.empty());
    }

    private void tell(OwnerId owner, String subject) {
        tellSilently(owner, subject);
        bell.ring(UUID.randomUUID());
    }

    private Listener listen(OwnerId owner) {
        Listener listener = new Listener();
        var _ = tail.listen(owner, Optional.empty(), listener);
        return listener;
    }

    @Test
    void who_listens_hears_what_comes_from_then_on_and_only_his_own() throws Exception {
        tell(ANNA, "before");
        Listener anna = listen(ANNA);
        Listener ben = listen(BEN);
        tell(ANNA, "one");
        tell(BEN, "his");
        tell(ANNA, "two");
        assertThat(List.of(anna.next(), anna.next())).containsExactly("one", "two");
        assertThat(ben.next()).isEqualTo("his");
        assertThat(anna.heard).isEmpty();
        assertThat(ben.heard).isEmpty();
    }

    @Test
    void one_subject_is_heard_alone() throws Exception {
        Listener listener = new Listener();
        var _ = tail.listen(ANNA, Optional.of("mine"), listener);
        Listener all = listen(ANNA);
        tell(ANNA, "other");
        tell(ANNA, "mine");
        assertThat(listener.next()).isEqualTo("mine");
        assertThat(List.of(all.next(), all.next())).containsExactly("other", "mine");
        assertThat(listener.heard).isEmpty();
    }

    @Test
    void an_event_is_formed_once_for_all_and_never_when_nobody_hears_it() throws Exception {
        List<Listener> listeners =
                IntStream.range(0, 5).mapToObj(i -> listen(ANNA)).toList();
        tell(BEN, "unheard");
        tell(ANNA, "heard");
        for (Listener listener : listeners) {
            assertThat(listener.next()).isEqualTo("heard");
        }
        assertThat(formed.get()).isEqualTo(1);
    }

    @Test
    void a_lost_ring_makes_an_event_late_and_no_more() throws Exception {
        Listener anna = listen(ANNA);
        tell(ANNA, "rung");
        assertThat(anna.next()).isEqualTo("rung");
        tellSilently(ANNA, "not rung");
        assertThat(anna.next()).isEqualTo("not rung");
    }

    @Test
    void an_outage_makes_events_late_and_loses_none() throws Exception {
        Listener anna = listen(ANNA);
        tell(ANNA, "before");
        assertThat(anna.next()).isEqualTo("before");
        availability.goDown();
        int read = readings.get();
        tell(ANNA, "meanwhile");
        while (readings.get() == read) {
            Thread.onSpinWait();
        }
        availability.comeBack();
        tell(ANNA, "after");
        assertThat(List.of(anna.next(), anna.next())).containsExactly("meanwhile", "after");
    }

    @Test
    void nobody_can_begin_to_listen_when_nobody_knows_where_the_log_ends() throws Exception {
        availability.goDown();
        assertThatThrownBy(() -> listen(ANNA)).isInstanceOf(Outage.class);
        availability.comeBack();
        Listener anna = listen(ANNA);
        tell(ANNA, "later");
        assertThat(anna.next()).isEqualTo("later");
    }

    @Test
    void what_was_forgotten_before_it_was_handed_on_is_said_to_be_missing() throws Exception {
        Listener anna = listen(ANNA);
        reading.lock();
        try {
            tellSilently(ANNA, "forgotten");
            log.forget(NOON.plusSeconds(1), 10);
            tell(ANNA, "kept");
        } finally {
            reading.unlock();
        }
        assertThat(anna.next()).isEqualTo("kept");
        assertThat(anna.missed).isTrue();
    }

    @Test
    void the_log_is_not_read_while_nobody_listens() throws Exception {
        Listener first = new Listener();
        try (var _ = tail.listen(ANNA, Optional.empty(), first)) {
            tell(ANNA, "heard");
            assertThat(first.next()).isEqualTo("heard");
        }
        long before = tail.position();
        IntStream.range(0, 3_000).forEach(i -> tellSilently(ANNA, "unheard"));
        int read = readings.get();
        Listener second = new Listener();
        try (var hearing = tail.listen(ANNA, Optional.empty(), second)) {
            assertThat(hearing.from()).isEqualTo(log.end()).isGreaterThan(before);
            tell(ANNA, "heard again");
            assertThat(second.next()).isEqualTo("heard again");
        }
        assertThat(readings.get() - read).as("readings, of 500 events each").isLessThan(6);
    }

    @Test
    void who_listens_and_then_reads_the_log_misses_nothing_however_many_come_and_go() throws Exception {
        int events = 3_000;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> visits = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                int heardLive = 1 + i % 7;
                visits.add(threads.submit(() -> {
                    while (log.end() < events - 100) {
                        visit(heardLive);
                    }
                    return true;
                }));
            }
            for (int i = 0; i < events; i++) {
                tell(ANNA, Integer.toString(i));
            }
            for (Future<Boolean> visit : visits) {
                assertThat(visit.get()).isTrue();
            }
        }
    }

    private void visit(int heardLive) throws InterruptedException {
        Listener listener = new Listener();
        try (var hearing = tail.listen(ANNA, Optional.empty(), listener)) {
            List<Long> told = new ArrayList<>();
            EventLog.Page page = log.read(ANNA, hearing.from(), 100);
            page.events().forEach(event -> told.add(event.sequence()));
            while (page.more()) {
                page = log.read(ANNA, page.upTo(), 100);
                page.events().forEach(event -> told.add(event.sequence()));
            }
            int read = told.size();
            while (told.size() < read + heardLive && hearing.from() + told.size() < log.end()) {
                @Nullable Event event = listener.heard.poll(20, TimeUnit.SECONDS);
                assertThat(event).isNotNull();
                if (event.sequence() > page.upTo()) {
                    told.add(event.sequence());
                }
            }
            for (int i = 0; i < told.size(); i++) {
                assertThat(told.get(i)).isEqualTo(hearing.from() + 1 + i);
            }
        }
    }

    @Test
    void it_can_be_closed_twice_and_before_anybody_listens() {
        tail.close();
        Listener anna = listen(ANNA);
        tell(ANNA, "unheard");
        tail.close();
        assertThat(anna.heard).isEmpty();
    }
}
