package dev.safelight.application;

/**
 * Something that we depend on failed. Never the user's fault and never a verdict: work in hand is tried again later, a
 * request is answered with 503.
 */
public final class Outage extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean retryHelps;

    private Outage(String what, boolean retryHelps, Throwable cause) {
        super(what, cause);
        this.retryHelps = retryHelps;
    }

    /** A fault that passes by itself: a timeout, a refused connection, a 503. */
    public static Outage passing(String what, Throwable cause) {
        return new Outage(what, true, cause);
    }

    /** A fault that stays until somebody changes something: wrong credentials, a missing bucket. */
    public static Outage lasting(String what, Throwable cause) {
        return new Outage(what, false, cause);
    }

    /** Whether the same call may succeed later without anybody changing anything. */
    public boolean retryHelps() {
        return retryHelps;
    }
}
