package dev.safelight.application.event;

import java.time.Duration;
import java.util.UUID;

/**
 * Wakes those who wait for an image or a download to change, in this process and in others. A hint and no more: a ring may be lost, so
 * who waits reads the database again from time to time; a ring may be false, so who wakes reads before it believes.
 * Never throws for an outage. Safe for any number of threads.
 */
public interface Bell {

    /** Something about the image or download of this id has changed. Returns at once. */
    void ring(UUID subject);

    /** Begins to listen; a ring between this and {@link Listener#await} is not missed. */
    Listener listen(UUID subject);

    /** Listens to every ring. */
    Listener listenToAll();

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
