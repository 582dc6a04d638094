package dev.safelight.application.event;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Rings within this process. */
public class MemoryBell implements Bell {

    private static final UUID ALL = new UUID(0, 0);

    private final Map<UUID, Collection<Ear>> ears = new ConcurrentHashMap<>();

    @Override
    public void ring(UUID subject) {
        hear(subject);
        hear(ALL);
    }

    private void hear(UUID subject) {
        Collection<Ear> listening = ears.get(subject);
        if (listening != null) {
            listening.forEach(Ear::hear);
        }
    }

    @Override
    public Listener listenToAll() {
        return listen(ALL);
    }

    @Override
    public Listener listen(UUID subject) {
        Ear ear = new Ear(subject);
        ears.compute(subject, (id, others) -> {
            Collection<Ear> all = others == null ? new CopyOnWriteArrayList<>() : others;
            all.add(ear);
            return all;
        });
        return ear;
    }

    private final class Ear implements Listener {

        private final UUID subject;
        private final Semaphore rung = new Semaphore(0);

        Ear(UUID subject) {
            this.subject = subject;
        }

        void hear() {
            rung.release();
        }

        @Override
        public boolean await(Duration atMost) throws InterruptedException {
            boolean rang = rung.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
            rung.drainPermits();
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
