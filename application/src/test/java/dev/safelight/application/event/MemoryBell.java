package dev.safelight.application.event;

import dev.safelight.domain.image.ImageId;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Rings within this process. */
public class MemoryBell implements Bell {

    private final Map<ImageId, Collection<Ear>> ears = new ConcurrentHashMap<>();

    @Override
    public void ring(ImageId image) {
        Collection<Ear> listening = ears.get(image);
        if (listening != null) {
            listening.forEach(Ear::hear);
        }
    }

    @Override
    public Listener listen(ImageId image) {
        Ear ear = new Ear(image);
        ears.compute(image, (id, others) -> {
            Collection<Ear> all = others == null ? new CopyOnWriteArrayList<>() : others;
            all.add(ear);
            return all;
        });
        return ear;
    }

    private final class Ear implements Listener {

        private final ImageId image;
        private final Semaphore rung = new Semaphore(0);

        Ear(ImageId image) {
            this.image = image;
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
            ears.computeIfPresent(image, (id, all) -> {
                all.remove(this);
                return all.isEmpty() ? null : all;
            });
        }
    }
}
