package dev.safelight.application.doctor;

import java.util.Locale;

/** How much a finding matters, from nothing to most. */
public enum Severity {
    /** As it should be. */
    OK,
    /** Works; could be better, and whether that is worth the trouble is for the operator to say. */
    ADVICE,
    /** Works until something else happens. */
    WARNING,
    /** Does not work, or is open to others. */
    ERROR;

    /** As it is printed: {@code ok}, {@code advice}, {@code warning}, {@code error}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
