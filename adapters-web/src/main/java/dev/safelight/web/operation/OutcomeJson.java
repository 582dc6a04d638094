package dev.safelight.web.operation;

import dev.safelight.application.operation.Outcome;
import java.util.UUID;

/** What came of an action, as it is answered. */
record OutcomeJson(UUID auditId, String action, int done, int unchanged, boolean more) {

    static OutcomeJson of(String action, Outcome outcome) {
        return new OutcomeJson(outcome.audit(), action, outcome.done(), outcome.unchanged(), outcome.more());
    }
}
