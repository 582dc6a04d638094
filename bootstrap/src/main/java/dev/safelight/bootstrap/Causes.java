package dev.safelight.bootstrap;

/** Why things went wrong. */
final class Causes {

    private Causes() {}

    /** The failure that all the others came from. */
    static Throwable deepest(Throwable failure) {
        Throwable deepest = failure;
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            deepest = cause;
        }
        return deepest;
    }
}
