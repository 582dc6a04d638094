package dev.safelight.bootstrap.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What makes an operator.
 *
 * @param name what that operator is called; the same for all who have none
 */
public record OperatorKey(String name, Secret key) {

    private static final int SHORTEST = 16;
    private static final Pattern NAMED = Pattern.compile("([A-Za-z0-9._-]{1,40})=(.{" + SHORTEST + ",})");

    /** A key, or {@code name=key}; so what stands before the first {@code =} of a key that nobody named counts as its name. */
    static Kind<OperatorKey> kind() {
        return new Kind<>("at least " + SHORTEST + " characters", OperatorKey::parse, OperatorKey::name);
    }

    private static OperatorKey parse(String text) {
        Matcher named = NAMED.matcher(text);
        if (named.matches()) {
            return new OperatorKey(named.group(1), new Secret(named.group(2)));
        }
        if (text.length() < SHORTEST) {
            throw new IllegalArgumentException("too short");
        }
        return new OperatorKey("operator", new Secret(text));
    }
}
