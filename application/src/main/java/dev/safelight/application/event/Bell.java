package dev.safelight.application.event;

import dev.safelight.domain.image.ImageId;
import java.time.Duration;

/**
 * Wakes those who wait for an image to change, in this process and in others. A hint and no more: a ring may be lost, so
 * who waits reads the database again from time to time; a ring may be false, so who wakes reads before it believes.
 * Never throws for an outage. Safe for any number of threads.
 */
public interface Bell {

    /** Something about the image has changed. Returns at once. */
    void ring(ImageId image);

    /** Begins to listen; a ring between this and {@link Listener#await} is not missed. */
    Listener listen(ImageId image);

    /** One who waits. Close it. */
    interface Listener extends AutoCloseable {

        /**
         * Waits for a ring since the last call (or since listening began), at most {@code atMost}.
         *
         * @return whether it rang
         */
        boolean await(Duration atMost) throws InterruptedException;

        @Override
        void close();
    }
}
