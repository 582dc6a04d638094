package dev.safelight.domain.image;

/**
 * How many photos a set needs and how many it takes.
 *
 * @param minimum accepted photos for the set to be ready, at least 1
 * @param maximum photos that are accepted or may still become so, at least {@code minimum}
 */
public record SetSize(int minimum, int maximum) {

    public SetSize {
        if (minimum < 1 || maximum < minimum) {
            throw new IllegalArgumentException("a set takes at least 1 photo, and no fewer than it needs");
        }
    }

    public static SetSize defaults() {
        return new SetSize(6, 10);
    }
}
