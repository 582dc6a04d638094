package dev.safelight.imaging.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Ways to spoil a file. The same seed spoils it in the same way. */
enum Mutation {
    FLIP_BITS {
        @Override
        byte[] of(byte[] file, List<byte[]> others, SplittableRandom random) {
            byte[] mutant = file.clone();
            for (int i = random.nextInt(1, 9); i > 0; i--) {
                mutant[random.nextInt(mutant.length)] ^= (byte) (1 << random.nextInt(8));
            }
            return mutant;
        }
    },
    SET_BYTES {
        @Override
        byte[] of(byte[] file, List<byte[]> others, SplittableRandom random) {
            byte[] mutant = file.clone();
            for (int i = random.nextInt(1, 5); i > 0; i--) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt();
            }
            return mutant;
        }
    },
    /** Sizes and counts lie near the beginning. */
    SPOIL_THE_HEADER {
        @Override
        byte[] of(byte[] file, List<byte[]> others, SplittableRandom random) {
            byte[] mutant = file.clone();
            int header = Math.min(mutant.length, 400);
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                int at = random.nextInt(header);
                int length = Math.min(mutant.length - at, 1 << random.nextInt(3));
                Arrays.fill(mutant, at, at + length, EXTREMES[random.nextInt(EXTREMES.length)]);
            }
            return mutant;
        }
    },
    CUT_OFF {
        @Override
        byte[] of(byte[] file, List<byte[]> others, SplittableRandom random) {
            return Arrays.copyOf(file, random.nextInt(file.length));
        }
    },
    LEAVE_OUT {
        @Override
        byte[] of(byte[] file, List<byte[]> others, SplittableRandom random) {
            int from = random.nextInt(file.length);
            int to = Math.min(file.length, from + random.nextInt(1, 64));
            return joined(Arrays.copyOf(file, from), Arrays.copyOfRange(file, to, file.length));
        }
    },
    SAY_TWICE {
        @Override
        byte[] of(byte[] file, List<byte[]> others, SplittableRandom random) {
            int from = random.nextInt(file.length);
            int to = Math.min(file.length, from + random.nextInt(1, 256));
            return joined(Arrays.copyOf(file, to), Arrays.copyOfRange(file, from, file.length));
        }
    },
    /** The beginning of one and the end of another. */
    CROSS {
        @Override
        byte[] of(byte[] file, List<byte[]> others, SplittableRandom random) {
            byte[] other = others.get(random.nextInt(others.size()));
            return joined(
                    Arrays.copyOf(file, random.nextInt(file.length)),
                    Arrays.copyOfRange(other, random.nextInt(other.length), other.length));
        }
    };

    private static final byte[] EXTREMES = {0, 1, -1, 0x7F, -128, 16, 64};

    abstract byte[] of(byte[] file, List<byte[]> others, SplittableRandom random);

    /** One or two of them, one after the other. */
    static byte[] any(byte[] file, List<byte[]> others, SplittableRandom random) {
        byte[] once = values()[random.nextInt(values().length)].of(file, others, random);
        return once.length < 8 || random.nextBoolean()
                ? once
                : values()[random.nextInt(values().length)].of(once, others, random);
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
