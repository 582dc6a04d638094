package dev.safelight.application.event;

import dev.safelight.application.Outage;
import dev.safelight.domain.event.Event;
import dev.safelight.domain.image.OwnerId;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Follows the log for all in this process who listen: one reader, however many they are, and none while nobody does. It
 * remembers how far it has come, so an outage makes events late and loses none.
 *
 * @param <T> the form in which events are handed on, made once for each that anybody hears
 */
public final class EventTail<T> implements AutoCloseable {

    /** Who hears. Called by the one reader, in order: returns at once and never throws. */
    public interface Ear<T> {
        void hear(T told);

        /** Some events were forgotten before they could be handed on; the log itself says which. */
        void mayHaveMissed();
    }

    private static final System.Logger LOG = System.getLogger(EventTail.class.getName());
    private static final int PAGE = 500;

    /** How long a ring that was lost may go unnoticed. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /** A ring may come before its event is shown, as long as others write who began before: they are mostly quick. */
    private static final Duration SOON = Duration.ofMillis(50);

    /** In which rings gather. */
    private static final Duration BREATH = Duration.ofMillis(5);

    private static final Duration AFTER_OUTAGE = Duration.ofSeconds(1);
    private static final Duration STOPPING = Duration.ofSeconds(5);

    private final EventLog log;
    private final Bell bell;
    private final Function<Event, T> form;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Guards all below; who is added while events are handed on hears either all of a page or, later, none of it. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<OwnerId, List<Hearing>> hearings = new HashMap<>();
    private volatile long position;
    private @Nullable Thread reader;
    private boolean away;

    public EventTail(EventLog log, Bell bell, Function<Event, T> form) {
        this.log = log;
        this.bell = bell;
        this.form = form;
    }

    /** One who listens. Close it. */
    public final class Hearing implements AutoCloseable {

        private final OwnerId owner;
        private final Optional<String> subject;
        private final Ear<T> ear;
        private final long from;

        private Hearing(OwnerId owner, Optional<String> subject, Ear<T> ear, long from) {
            this.owner = owner;
            this.subject = subject;
            this.ear = ear;
            this.from = from;
        }

        /** Every event after this one is heard; perhaps some are before it. */
        public long from() {
            return from;
        }

        private boolean isAbout(Event event) {
            return subject.isEmpty() || subject.get().equals(event.subject());
        }

        @Override
        public void close() {
            lock.lock();
            try {
                hearings.computeIfPresent(owner, (of, all) -> {
                    all.remove(this);
                    return all.isEmpty() ? null : all;
                });
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Begins to listen to the owner's events, or those about one subject. Who reads the log after that, and skips what he
     * has read there, misses nothing.
     *
     * @throws Outage when nobody listened before, and it cannot be found out where the log ends
     */
    public Hearing listen(OwnerId owner, Optional<String> subject, Ear<T> ear) {
        lock.lock();
        try {
            if (hearings.isEmpty()) {
                position = Math.max(position, log.end());
            }
            Hearing hearing = new Hearing(owner, subject, ear, position);
            hearings.computeIfAbsent(owner, first -> new ArrayList<>(1)).add(hearing);
            if (reader == null && !isClosed()) {
                reader = Thread.ofVirtual().name("event-tail").start(this::follow);
            }
            return hearing;
        } finally {
            lock.unlock();
        }
    }

    /** Everything up to this event was handed to those who listen. */
    public long position() {
        return position;
    }

    private void follow() {
        try (Bell.Listener listener = bell.listenToAll()) {
            boolean rang = false;
            while (isFollowed()) {
                boolean more = readOn();
                if (!more) {
                    rang = listener.await(rang ? SOON : LOOK_AGAIN);
                    pause(BREATH);
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether to go on; if not, the next who listens begins anew. */
    private boolean isFollowed() {
        lock.lock();
        try {
            if (hearings.isEmpty() || isClosed()) {
                reader = null;
                return false;
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean readOn() throws InterruptedException {
        try {
            EventLog.Page page = log.read(position, PAGE);
            handOn(page);
            return page.more();
        } catch (RuntimeException failure) {
            complain(failure);
            pause(AFTER_OUTAGE);
            return true;
        }
    }

    private void handOn(EventLog.Page page) {
        lock.lock();
        try {
            away = false;
            if (page.missed()) {
                hearings.values().forEach(all -> all.forEach(hearing -> hearing.ear.mayHaveMissed()));
            }
            page.events().forEach(this::handOn);
            position = Math.max(position, page.upTo());
        } finally {
            lock.unlock();
        }
    }

    private void handOn(Event event) {
        List<Hearing> interested = hearings.getOrDefault(event.owner(), List.of()).stream()
                .filter(hearing -> hearing.isAbout(event))
                .toList();
        if (!interested.isEmpty()) {
            T told = form.apply(event);
            interested.forEach(hearing -> hearing.ear.hear(told));
        }
    }

    /** Once for each outage. */
    private void complain(RuntimeException failure) {
        if (!away && !isClosed()) {
            LOG.log(Level.WARNING, "The log of events cannot be followed; it is tried again and again", failure);
        }
        away = true;
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void pause(Duration time) throws InterruptedException {
        boolean closing = closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
        if (closing) {
            LOG.log(Level.TRACE, "The log of events is followed no more");
        }
    }

    /** Nobody hears anything any more. May be called twice. */
    @Override
    public void close() {
        closed.countDown();
        Thread last = reader();
        try {
            if (last != null) {
                last.interrupt();
                last.join(STOPPING);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Thread reader() {
        lock.lock();
        try {
            return reader;
        } finally {
            lock.unlock();
        }
    }
}
