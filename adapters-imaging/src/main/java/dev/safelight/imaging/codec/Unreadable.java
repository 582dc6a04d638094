package dev.safelight.imaging.codec;

import java.io.IOException;

/**
 * A file that cannot be read, for a reason that is its own. A retry does not help. An {@link IOException}, so that
 * ImageIO may throw it; without a stack trace, since hostile files throw many.
 */
public final class Unreadable extends IOException {

    private static final long serialVersionUID = 1L;

    private final Fault fault;

    public Unreadable(Fault fault, String why) {
        super(why);
        this.fault = fault;
    }

    public Unreadable(Fault fault) {
        this(fault, fault.name());
    }

    public Fault fault() {
        return fault;
    }

    public static Unreadable truncated() {
        return new Unreadable(Fault.TRUNCATED);
    }

    public static Unreadable corrupt() {
        return new Unreadable(Fault.CORRUPT);
    }

    /** @param what is contradictory, in a few words for whoever looks into it */
    public static Unreadable corrupt(String what) {
        return new Unreadable(Fault.CORRUPT, what);
    }

    public static Unreadable rare() {
        return new Unreadable(Fault.UNSUPPORTED_VARIANT);
    }

    /** @param what we do not decode, in a few words for whoever looks into it */
    public static Unreadable rare(String what) {
        return new Unreadable(Fault.UNSUPPORTED_VARIANT, what);
    }

    public static Unreadable tooComplex(String what) {
        return new Unreadable(Fault.TOO_COMPLEX, what);
    }

    /** Not filled in: hostile files throw many, and the message says where. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
