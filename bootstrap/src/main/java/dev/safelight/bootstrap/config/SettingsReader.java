package dev.safelight.bootstrap.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads settings from an environment and collects every mistake on the way, so that all can be told at once. */
final class SettingsReader {

    /** Names further apart than this are no slip of the finger. */
    private static final int SLIP = 4;

    private final Map<String, String> environment;
    private final List<String> mistakes = new ArrayList<>();

    SettingsReader(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The value, or the standard one when it is not set or wrong. */
    <T> T get(Setting<T> setting) {
        return find(setting).or(setting::standard).orElseThrow();
    }

    /** The value; empty when it is not set or wrong. An empty text counts as not set, as container tools mean it. */
    <T> Optional<T> find(Setting<T> setting) {
        return nameUsed(setting).flatMap(name -> parse(setting, name));
    }

    /** The value; a mistake when it is not set. */
    <T> Optional<T> require(Setting<T> setting, String because) {
        if (nameUsed(setting).isEmpty()) {
            mistakes.add(setting.name() + " is missing: " + because);
        }
        return find(setting);
    }

    boolean isSet(Setting<?> setting) {
        return nameUsed(setting).isPresent();
    }

    /** Notes a mistake about what a setting says together with others. */
    void check(boolean right, Setting<?> setting, String rule) {
        if (!right) {
            mistakes.add(shown(setting, nameUsed(setting).orElse(setting.name())) + ": " + rule);
        }
    }

    /** Notes every variable with our prefix that is none of {@code known}. */
    void refuseUnknown(Collection<? extends Setting<?>> known) {
        Set<String> names = known.stream().flatMap(Setting::names).collect(Collectors.toSet());
        for (String name : new TreeSet<>(environment.keySet())) {
            if (name.startsWith(Setting.PREFIX) && !names.contains(name)) {
                mistakes.add(name + " is not a setting" + suggestion(name, names));
            }
        }
    }

    void finish() throws BadSettings {
        if (!mistakes.isEmpty()) {
            throw new BadSettings(mistakes.stream().distinct().toList());
        }
    }

    private Optional<String> nameUsed(Setting<?> setting) {
        return setting.names()
                .filter(name -> !environment.getOrDefault(name, "").isBlank())
                .findFirst();
    }

    private <T> Optional<T> parse(Setting<T> setting, String name) {
        try {
            return Optional.of(setting.kind().parse(text(name)));
        } catch (IllegalArgumentException | ArithmeticException notAllowed) {
            mistakes.add(shown(setting, name) + ": must be " + setting.kind().allowed());
            return Optional.empty();
        }
    }

    private String text(String name) {
        return environment.getOrDefault(name, "").strip();
    }

    private String shown(Setting<?> setting, String name) {
        if (text(name).isEmpty()) {
            return name + " (not set: " + setting.otherwise() + ")";
        }
        return name + "=" + (setting.hidden() ? "(hidden)" : text(name));
    }

    private static String suggestion(String name, Set<String> names) {
        return names.stream()
                .min(Comparator.comparingInt((String other) -> distance(name, other))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(nearest -> distance(name, nearest) <= SLIP)
                .map(nearest -> "; did you mean " + nearest + "?")
                .orElse("; --help lists them all");
    }

    /** How many letters must be added, dropped or changed to make one of the other (Levenshtein). */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
