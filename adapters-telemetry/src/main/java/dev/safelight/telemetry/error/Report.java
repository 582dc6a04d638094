package dev.safelight.telemetry.error;

import java.util.Map;
import java.util.Optional;

/**
 * One failure of ours that is to be told.
 *
 * @param code stable, by which reports are counted and searched
 * @param where the route, or the kind of job
 * @param summary in words of ours
 * @param failure what was thrown; its messages are nobody's words, and are seen to by {@link Discretion}
 * @param tags what else is known, besides what {@code Trace} and {@code Occasion} tell
 */
record Report(String code, String where, String summary, Optional<Throwable> failure, Map<String, String> tags) {

    /** Reports with the same are likely to be one fault. */
    String fault() {
        return code + " " + where + " "
                + failure.map(it -> it.getClass().getName()).orElse("");
    }
}
