package dev.safelight.persistence.event;

import dev.safelight.application.event.Bell;
import dev.safelight.domain.image.ImageId;
import dev.safelight.persistence.Notifications;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Rings here at once and in other processes by NOTIFY. Make one for each {@link Notifications}. */
public final class PostgresBell implements Bell {

    private final Notifications notifications;
    private final Map<String, Set<Ear>> ears = new ConcurrentHashMap<>();

    public PostgresBell(Notifications notifications) {
        this.notifications = notifications;
        notifications.subscribe(Notifications.Topic.IMAGE, new Notifications.Ear() {
            @Override
            public void hear(String image) {
                ears.getOrDefault(image, Set.of()).forEach(Ear::hear);
            }

            @Override
            public void mayHaveMissed() {
                ears.values().forEach(all -> all.forEach(Ear::hear));
            }
        });
    }

    @Override
    public void ring(ImageId image) {
        notifications.publish(Notifications.Topic.IMAGE, image.toString());
    }

    @Override
    public Listener listen(ImageId image) {
        Ear ear = new Ear(image.toString());
        ears.compute(ear.image, (id, others) -> {
            Set<Ear> all = others == null ? ConcurrentHashMap.newKeySet() : others;
            all.add(ear);
            return all;
        });
        return ear;
    }

    private final class Ear implements Listener {

        private final String image;
        private final Semaphore rung = new Semaphore(0);

        Ear(String image) {
            this.image = image;
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
            ears.computeIfPresent(image, (id, all) -> {
                all.remove(this);
                return all.isEmpty() ? null : all;
            });
        }
    }
}
