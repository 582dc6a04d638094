package dev.safelight.bootstrap.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One environment variable: everything there is to say about it.
 *
 * @param name with its prefix
 * @param description one line, for {@code --help} and the documentation
 * @param standard its value when nobody sets it, if that is always the same
 * @param otherwise in words, what is so when nobody sets it
 * @param older names of the service that came before, taken when {@code name} is not set
 * @param hidden whether its value may not be shown
 */
record Setting<T>(
        String name,
        Kind<T> kind,
        String description,
        Optional<T> standard,
        String otherwise,
        List<String> older,
        boolean hidden) {

    static final String PREFIX = "SAFELIGHT_";

    /** A setting with a value of its own when nobody sets it. */
    static <T> Setting<T> setting(String name, Kind<T> kind, T standard, String description) {
        String shown = kind.show().apply(standard);
        return new Setting<>(PREFIX + name, kind, description, Optional.of(standard), shown, List.of(), false);
    }

    /** A setting that may be absent, and what is so then. */
    static <T> Setting<T> optional(String name, Kind<T> kind, String otherwise, String description) {
        return new Setting<>(PREFIX + name, kind, description, Optional.empty(), otherwise, List.of(), false);
    }

    /** The same, known by other names too; the first of them that is set counts. */
    Setting<T> formerly(String... names) {
        return new Setting<>(name, kind, description, standard, otherwise, List.of(names), hidden);
    }

    /** The same, never shown. */
    Setting<T> secret() {
        return new Setting<>(name, kind, description, standard, otherwise, older, true);
    }

    /** Every name it goes by, the one that counts first. */
    Stream<String> names() {
        return Stream.concat(Stream.of(name), older.stream());
    }
}
