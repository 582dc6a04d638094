package dev.safelight.domain.image;

import java.util.Optional;
import java.util.regex.Pattern;

/** One collection of an owner's images, counted towards the minimum and the maximum. Two owners may use the same name. */
public record SetId(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** The set of those who do not name one. */
    public static final SetId DEFAULT = new SetId("default");

    public SetId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a set's name is 1 to 64 characters of [A-Za-z0-9._-]");
        }
    }

    public static Optional<SetId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new SetId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
