package dev.safelight.imaging.hevc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.imaging.codec.Unreadable;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Whatever is changed in a stream, there is a picture or a refusal. */
class MutatedStreamsTest {

    private static final int SEEDS = 40;
    private static final int MUTANTS = 75;

    @Test
    void damaged_streams_are_decoded_or_refused() {
        Assertions.assertTimeoutPreemptively(Duration.ofMinutes(5), () -> {
            int refused = 0;
            for (int seed = 0; seed < SEEDS; seed++) {
                refused += refusals(seed);
            }
            assertThat(refused).isBetween(1, SEEDS * MUTANTS);
        });
    }

    private static int refusals(int seed) throws Unreadable {
        List<byte[]> units = RandomStream.units(seed);
        byte[] configuration = Streams.configuration(units);
        byte[] samples = Streams.samples(units);
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < MUTANTS; i++) {
            boolean sets = random.nextInt(3) == 0;
            try {
                Streams.decode(
                        sets ? mutant(configuration, random) : configuration, sets ? samples : mutant(samples, random));
            } catch (Unreadable unreadable) {
                refused++;
            }
        }
        return refused;
    }

    private static byte[] mutant(byte[] original, Random random) {
        byte[] mutant = original.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(mutant.length);
            switch (random.nextInt(3)) {
                case 0 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> mutant[at] = (byte) random.nextInt(256);
                default -> mutant = java.util.Arrays.copyOf(mutant, Math.max(1, at));
            }
        }
        return mutant;
    }
}
