package dev.safelight.application;

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The trace that the present work belongs to. A request brings or begins one, and what it sets in motion goes on in it:
 * jobs carry it, and every event that is written under it tells its id.
 */
public final class Trace {

    private static final ScopedValue<TraceContext> CURRENT = ScopedValue.newInstance();

    private Trace() {}

    /** The id of the present trace, 32 hexadecimal digits; a fresh one when nobody has begun any. */
    public static String current() {
        return CURRENT.isBound() ? CURRENT.get().traceId() : fresh();
    }

    /** Where in its trace the present work is; empty when nobody has begun any. */
    public static Optional<TraceContext> context() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** Does {@code work} as part of the trace {@code id}. */
    public static <R, X extends Throwable> R within(String id, ScopedValue.CallableOp<R, X> work) throws X {
        return within(TraceContext.begun(id), work);
    }

    /** Does {@code work} there in a trace. */
    public static <R, X extends Throwable> R within(TraceContext context, ScopedValue.CallableOp<R, X> work) throws X {
        return ScopedValue.where(CURRENT, context).call(work);
    }

    /** An id for a new trace. Unique, not secret. */
    public static String fresh() {
        return freshSpan() + freshSpan();
    }

    /** An id for a piece of a trace, 16 hexadecimal digits. Unique, not secret. */
    public static String freshSpan() {
        long some = ThreadLocalRandom.current().nextLong();
        return HexFormat.of().toHexDigits(some == 0 ? 1 : some); // all zeros mean none
    }
}
