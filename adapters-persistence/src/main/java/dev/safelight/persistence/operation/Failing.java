package dev.safelight.persistence.operation;

/** Which deliveries are failing: the condition of the index {@code delivery_failing}, to the letter. */
final class Failing {

    static final String CONDITION = "(status = 'FAILED' OR (status = 'PENDING' AND log -> -1 -> 'error' IS NOT NULL))";

    private Failing() {}
}
