package dev.safelight.domain.image;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** The name of one image: a UUIDv7 (RFC 9562, section 5.7), so that ids sort by the time they were made. */
public record ImageId(UUID value) implements Comparable<ImageId> {

    /** A fresh id. Two ids made in the same millisecond are told apart by 74 random bits, but not ordered. */
    public static ImageId at(Instant now, RandomGenerator random) {
        long high = (now.toEpochMilli() << 16) | 0x7000L | (random.nextLong() & 0x0FFFL);
        long low = 0x8000000000000000L | (random.nextLong() >>> 2);
        return new ImageId(new UUID(high, low));
    }

    /** Reads the canonical 36-character form; empty for anything else, which is an unknown image and not a mistake. */
    public static Optional<ImageId> parse(String text) {
        if (text.length() != 36) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ImageId(UUID.fromString(text)));
        } catch (IllegalArgumentException notAUuid) {
            return Optional.empty();
        }
    }

    /** When the id was made, to the millisecond. */
    public Instant madeAt() {
        return Instant.ofEpochMilli(value.getMostSignificantBits() >>> 16);
    }

    @Override
    public int compareTo(ImageId other) {
        int high = Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
        return high != 0
                ? high
                : Long.compareUnsigned(value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
