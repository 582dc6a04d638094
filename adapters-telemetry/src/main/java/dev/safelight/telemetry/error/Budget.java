package dev.safelight.telemetry.error;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How many reports there may be in a minute: a few of each fault, so that an outage does not drown what else goes wrong,
 * and not too many of all. Holds no more faults than reports in a minute. Safe for any number of threads.
 */
final class Budget {

    static final int OF_ONE_FAULT = 5;
    static final int OF_ALL = 60;

    /** More faults than this are counted as one. */
    private static final int FAULTS = 200;

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Map<String, Integer> asked = new HashMap<>();
    private Map<String, Integer> leftOut = new HashMap<>();
    private Instant end = Instant.MIN;
    private int given;

    /**
     * Asks for leave to report a fault.
     *
     * @return how often that fault was not reported in the minute before; empty when this one is not to be reported either
     */
    synchronized OptionalInt ask(String fault, Instant now) {
        if (now.isAfter(end)) {
            begin(now);
        }
        String known = asked.containsKey(fault) || asked.size() < FAULTS ? fault : "others";
        int times = asked.merge(known, 1, Integer::sum);
        if (times > OF_ONE_FAULT || given >= OF_ALL) {
            return OptionalInt.empty();
        }
        given++;
        Integer before = leftOut.remove(known);
        return OptionalInt.of(before == null ? 0 : before);
    }

    private void begin(Instant now) {
        leftOut = new HashMap<>();
        asked.forEach((fault, times) -> {
            if (times > OF_ONE_FAULT) {
                leftOut.put(fault, times - OF_ONE_FAULT);
            }
        });
        asked.clear();
        given = 0;
        end = now.plus(WINDOW);
    }
}
