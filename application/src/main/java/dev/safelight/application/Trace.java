package dev.safelight.application;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The trace that the present work belongs to: 32 hexadecimal digits, as in W3C Trace Context. A request brings or begins
 * one, a job begins one; every event that is written under it carries it.
 */
public final class Trace {

    private static final ScopedValue<String> CURRENT = ScopedValue.newInstance();

    private Trace() {}

    /** The id of the present trace; a fresh one when nobody has begun any. */
    public static String current() {
        return CURRENT.isBound() ? CURRENT.get() : fresh();
    }

    /** Does {@code work} as part of the trace {@code id}. */
    public static <R, X extends Throwable> R within(String id, ScopedValue.CallableOp<R, X> work) throws X {
        return ScopedValue.where(CURRENT, id).call(work);
    }

    /** An id for a new trace. Unique, not secret. */
    public static String fresh() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return HexFormat.of().toHexDigits(random.nextLong() | 1)
                + HexFormat.of().toHexDigits(random.nextLong());
    }
}
