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

    /** Signs of equality at the end of a key in Base64 name nothing. */
    private static final Pattern NAMED = Pattern.compile("([A-Za-z0-9._-]{1,40})=([^=].*)");

    /** A key, or {@code name=key}. */
    static Kind<OperatorKey> kind() {
        return new Kind<>("at least " + SHORTEST + " characters", OperatorKey::parse, OperatorKey::name);
    }

    private static OperatorKey parse(String text) {
        Matcher named = NAMED.matcher(text);
        String name = named.matches() ? named.group(1) : "operator";
        String key = named.matches() ? named.group(2) : text;
        if (key.length() < SHORTEST) {
            throw new IllegalArgumentException("too short");
        }
        return new OperatorKey(name, new Secret(key));
    }
}
