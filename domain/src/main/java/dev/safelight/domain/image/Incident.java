package dev.safelight.domain.image;

/**
 * A failure of ours.
 *
 * @param id what the user may quote and the operator searches the log for
 * @param summary what happened, for the operator; never shown to the user
 */
public record Incident(String id, String summary) {}
