package dev.safelight.application.image;

import java.time.Duration;
import java.time.Instant;

/**
 * How much work there is and how fast it is done, in the whole installation: every process sees the same. Not for any
 * one image; that is {@link ImageQueries}.
 *
 * <p>Nothing is changed, so a repeat is harmless. Sees every write that was acknowledged before it began. The cost is
 * bounded, however much there is to count: {@code most} images and the last {@link #ENOUGH} of those that were finished.
 * Throws {@link dev.safelight.application.Outage} when the database cannot be reached. Safe for any number of threads.
 * Held to this by {@code BacklogContract}.
 */
public interface Backlog {

    /** What was finished longer ago says nothing about now. */
    Duration WINDOW = Duration.ofMinutes(1);

    /** From so many on, a longer look back does not make the rate any truer. */
    int ENOUGH = 1_000;

    /**
     * The work as it is.
     *
     * @param most where to stop counting what is in work, at least 1
     * @param now the end of the {@link #WINDOW} that is looked back on
     */
    Load load(int most, Instant now);

    /**
     * What waits or is worked on, and what was finished lately. An image that awaits its upload is no work: nobody knows
     * whether it will come.
     *
     * @param inWork images VERIFYING or PROCESSING, or the number at which counting stopped
     * @param owners whose those are that were counted
     * @param finished the last {@link #ENOUGH} that came to their end out of work within the window, or fewer
     * @param during how long ago the first of them did; zero when there is none
     */
    record Load(int inWork, int owners, int finished, Duration during) {

        /** So few in a time shorter than this say more about chance than about the rate. */
        private static final Duration LEAST = Duration.ofSeconds(5);

        /**
         * How many photos are finished in a second: those of the last minute over the time that they took, which is less
         * than a minute when work began later. Zero when nothing was finished.
         */
        public double perSecond() {
            long least = finished < ENOUGH ? LEAST.toMillis() : 1;
            return finished * 1000.0 / Math.max(least, during.toMillis());
        }
    }
}
