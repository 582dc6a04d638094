package dev.safelight.web.health;

/** Where the server is in its own life. */
public enum Phase {
    STARTING,
    SERVING,
    CLOSING
}
