package dev.safelight.telemetry.metric;

import java.time.Duration;
import java.util.stream.LongStream;

/** The bounds of a histogram: few, because each is a series for every combination of labels. */
enum Buckets {
    /** Not a histogram. */
    NONE,
    /** Answers that somebody waits for. */
    QUICK(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000),
    /** Work at one photo. */
    WORK(25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 20_000, 60_000, 180_000),
    /** What may take all day. */
    LONG(100, 500, 1_000, 5_000, 15_000, 60_000, 300_000, 900_000, 3_600_000, 21_600_000, 86_400_000);

    private final Duration[] bounds;

    Buckets(long... millis) {
        bounds = LongStream.of(millis).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }

    Duration[] bounds() {
        return bounds.clone();
    }
}
