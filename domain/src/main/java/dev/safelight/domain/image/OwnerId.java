package dev.safelight.domain.image;

/** Whose image it is. Every row is read through its owner; an image's id alone gives no right to anything. */
public record OwnerId(String value) {

    /** The longest name of an owner, in characters. */
    public static final int MAX_LENGTH = 200;

    public OwnerId {
        if (value.isBlank() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("an owner's name is 1 to " + MAX_LENGTH + " characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
