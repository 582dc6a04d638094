package dev.safelight.application.operation;

import dev.safelight.application.image.RetryTerms;
import java.util.List;

/** What sort of thing went wrong, by the words in which it was noted. The codes are part of the contract with operators. */
public enum ErrorCode {
    /** Something that we depend on failed: the store, the database, memory. */
    OUTAGE(List.of("Outage: ", "the store could not be asked: ")),

    /** What had been uploaded is no longer in the store. */
    OBJECT_GONE(List.of("Gone: ")),

    /** A worker began and was not heard of again: it died, or was cut off. */
    WORKER_LOST(List.of(RetryTerms.WORKER_DIED, NotedFailure.LEASE_LOST)),

    /** Anything else: a bug. */
    UNEXPECTED(List.of(""));

    private final List<String> beginnings;

    ErrorCode(List<String> beginnings) {
        this.beginnings = beginnings;
    }

    static ErrorCode of(String why) {
        for (ErrorCode code : values()) {
            if (code.beginnings.stream().anyMatch(why::startsWith)) {
                return code;
            }
        }
        return UNEXPECTED;
    }
}
