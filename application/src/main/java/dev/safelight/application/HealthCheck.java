package dev.safelight.application;

/** Asks one of the things that we depend on whether it works. */
public interface HealthCheck {

    /** The name in {@code /health}: {@code database}, {@code storage}, {@code queue}. */
    String name();

    /** Returns when it works, within 2 s; throws anything at all when it does not. */
    void check() throws Exception;
}
