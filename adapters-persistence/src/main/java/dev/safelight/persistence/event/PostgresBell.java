package dev.safelight.persistence.event;

import dev.safelight.application.event.Bell;
import dev.safelight.persistence.Notifications;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Rings here at once and in other processes by NOTIFY. Make one for each {@link Notifications}. */
public final class PostgresBell implements Bell {

    /** Not an id. */
    private static final String ALL = "*";

    private final Notifications notifications;
    private final Map<String, Set<Ear>> ears = new ConcurrentHashMap<>();

    public PostgresBell(Notifications notifications) {
        this.notifications = notifications;
        notifications.subscribe(Notifications.Topic.CHANGE, new Notifications.Ear() {
            @Override
            public void hear(String subject) {
                ears.getOrDefault(subject, Set.of()).forEach(Ear::hear);
                ears.getOrDefault(ALL, Set.of()).forEach(Ear::hear);
            }

            @Override
            public void mayHaveMissed() {
                ears.values().forEach(all -> all.forEach(Ear::hear));
            }
        });
    }

    @Override
    public void ring(UUID subject) {
        notifications.publish(Notifications.Topic.CHANGE, subject.toString());
    }

    @Override
    public Listener listen(UUID subject) {
        return listen(subject.toString());
    }

    @Override
    public Listener listenToAll() {
        return listen(ALL);
    }

    private Listener listen(String subject) {
        Ear ear = new Ear(subject);
        ears.compute(ear.subject, (id, others) -> {
            Set<Ear> all = others == null ? ConcurrentHashMap.newKeySet() : others;
            all.add(ear);
            return all;
        });
        return ear;
    }

    private final class Ear implements Listener {

        private final String subject;
        private final Semaphore rung = new Semaphore(0);

        Ear(String subject) {
            this.subject = subject;
        }

        void hear() {
            rung.release();
        }

        @Override
        public boolean await(Duration atMost) throws InterruptedException {
            boolean rang = rung.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
            rung.drainPermits(); // rings that came together are one
            return rang;
        }

        @Override
        public void close() {
            ears.computeIfPresent(subject, (id, all) -> {
                all.remove(this);
                return all.isEmpty() ? null : all;
            });
        }
    }
}
