package dev.safelight.bootstrap.config;

/** How the log is written. */
public enum LogFormat {
    /** A line for people. */
    TEXT,
    /** An object a line, for machines. */
    JSON
}
