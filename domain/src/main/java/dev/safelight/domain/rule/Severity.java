package dev.safelight.domain.rule;

/** What a failed rule means. */
public enum Severity {
    /** The photo is refused. */
    REJECT,
    /** The photo may be accepted; the user is told. */
    WARN,
    /** The rule is not asked. */
    OFF
}
