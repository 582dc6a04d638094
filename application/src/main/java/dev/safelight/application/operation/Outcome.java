package dev.safelight.application.operation;

import java.util.UUID;

/**
 * What came of something that an operator did to many.
 *
 * @param audit the entry in which it is written down
 * @param done how many were changed
 * @param unchanged how many were looked at and left: in another state, changed by somebody else meanwhile, or not there
 * @param more whether there may be more that were meant than were looked at
 */
public record Outcome(UUID audit, int done, int unchanged, boolean more) {}
