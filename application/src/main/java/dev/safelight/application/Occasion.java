package dev.safelight.application;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the present work is about, for whoever writes about it: a request, a job, an image, a download, an owner. It only
 * ever ends up in the log; nothing is decided by it.
 */
public final class Occasion {

    /** What there is to tell. */
    public enum Fact {
        REQUEST("requestId"),
        JOB("job"),
        IMAGE("image"),
        DOWNLOAD("download"),
        OWNER("owner");

        private final String label;

        Fact(String label) {
            this.label = label;
        }

        /** What it is called in the log. */
        public String label() {
            return label;
        }
    }

    private static final ScopedValue<Map<Fact, String>> CURRENT = ScopedValue.newInstance();

    private Occasion() {}

    /** What is known, in the order in which it became known. */
    public static Map<Fact, String> facts() {
        return CURRENT.isBound() ? CURRENT.get() : Map.of();
    }

    /** Does {@code work} with {@code more} known besides what is known already. */
    public static <R, X extends Throwable> R with(Map<Fact, String> more, ScopedValue.CallableOp<R, X> work) throws X {
        Map<Fact, String> all = new LinkedHashMap<>(facts());
        all.putAll(more);
        return ScopedValue.where(CURRENT, all).call(work);
    }
}
