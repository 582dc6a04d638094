package dev.safelight.application.doctor;

import java.util.List;

/** What a checkup finds, for tests. */
public final class Findings {

    private Findings() {}

    /** Makes all checks as the doctor does. */
    public static List<Finding> of(Checkup checkup) {
        try {
            return new Doctor(Doctor.PATIENCE).examine(List.of(checkup));
        } catch (InterruptedException hurry) {
            throw new IllegalStateException(hurry);
        }
    }

    /** Those that are more than advice. */
    public static List<Finding> above(Severity limit, List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.severity().compareTo(limit) > 0)
                .toList();
    }

    /** The gravest finding of one check. */
    public static Finding of(String check, List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.check().equals(check))
                .max((a, b) -> a.severity().compareTo(b.severity()))
                .orElseThrow(() -> new AssertionError("nothing of " + check + " in " + findings));
    }
}
