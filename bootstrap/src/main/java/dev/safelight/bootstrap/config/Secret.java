package dev.safelight.bootstrap.config;

/** A text that is never shown, wherever it is printed. */
public record Secret(String value) {

    @Override
    public String toString() {
        return "(hidden)";
    }
}
