package dev.safelight.bootstrap.config;

import java.util.List;
import java.util.stream.Collectors;

/** The settings cannot be used. Its message lists every mistake on a line of its own; secrets are not in it. */
public final class BadSettings extends Exception {

    private static final long serialVersionUID = 1L;

    BadSettings(List<String> mistakes) {
        super(mistakes.stream().map(mistake -> "  " + mistake).collect(Collectors.joining(System.lineSeparator())));
    }
}
