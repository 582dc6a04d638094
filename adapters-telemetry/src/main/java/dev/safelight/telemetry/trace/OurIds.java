package dev.safelight.telemetry.trace;

import dev.safelight.application.Trace;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A trace keeps the id that was told in {@code X-Trace-Id} when its first span begins, and an attempt has an id that
 * whoever makes the next one, in whatever process, can work out to point to it.
 */
final class OurIds implements IdGenerator {

    private static final ScopedValue<AtomicReference<@Nullable String>> NEXT = ScopedValue.newInstance();

    @Override
    public String generateTraceId() {
        return Trace.current();
    }

    @Override
    public String generateSpanId() {
        String wanted = NEXT.isBound() ? NEXT.get().getAndSet(null) : null;
        return wanted == null ? Trace.freshSpan() : wanted;
    }

    /** Does {@code work}, whose first span gets this id. */
    static <R, X extends Throwable> R withNext(String spanId, ScopedValue.CallableOp<R, X> work) throws X {
        return ScopedValue.where(NEXT, new AtomicReference<>(spanId)).call(work);
    }

    /** The id of the span of the {@code attempt}th time that {@code what} is tried in a trace. */
    static String ofAttempt(String traceId, String what, int attempt) {
        byte[] seed = (traceId + "/" + what + "/" + attempt).getBytes(StandardCharsets.UTF_8);
        String id = HexFormat.of().formatHex(sha256(seed), 0, 8);
        return id.equals("0".repeat(16)) ? "0".repeat(15) + "1" : id;
    }

    private static byte[] sha256(byte[] seed) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(seed);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
