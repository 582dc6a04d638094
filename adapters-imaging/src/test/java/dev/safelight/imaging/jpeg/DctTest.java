package dev.safelight.imaging.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DctTest {

    /** The ranges of IEEE 1180, its limits for the largest and the mean error, and nearly (0.02) for the mean square. */
    @ParameterizedTest
    @ValueSource(ints = {5, 256, 300})
    void the_full_inverse_is_as_exact_as_the_standard_wants(int range) {
        Random random = new Random(range);
        int rounds = 2_000;
        double squares = 0;
        double sum = 0;
        for (int round = 0; round < rounds; round++) {
            short[] block = coefficients(random, range);
            byte[] samples = new byte[64];
            InverseDct.full(block, new int[64], samples, 0, 8);
            double[] exact = exact(block);
            for (int i = 0; i < 64; i++) {
                double error = (samples[i] & 255) - Math.clamp(Math.rint(exact[i] + 128), 0, 255);
                assertThat(Math.abs(error)).isLessThanOrEqualTo(1);
                squares += error * error;
                sum += error;
            }
        }
        assertThat(squares / rounds / 64).isLessThan(0.022);
        assertThat(Math.abs(sum / rounds / 64)).isLessThan(0.0015);
    }

    @Test
    void smaller_ones_are_means_of_the_low_frequencies() {
        Random random = new Random(3);
        for (int round = 0; round < 500; round++) {
            for (int side : new int[] {4, 2, 1}) {
                short[] block = coefficients(random, 100);
                for (int i = 0; i < 64; i++) {
                    block[i] = i % 8 < side && i / 8 < side ? block[i] : 0;
                }
                byte[] samples = new byte[64];
                switch (side) {
                    case 4 -> InverseDct.half(block, new int[64], samples, 0, 4);
                    case 2 -> InverseDct.quarter(block, samples, 0, 2);
                    default -> samples[0] = InverseDct.flat(block[0]);
                }
                double[] exact = exact(block);
                for (int i = 0; i < side * side; i++) {
                    double mean = mean(exact, i % side, i / side, 8 / side) + 128;
                    assertThat((double) (samples[i] & 255)).isBetween(clip(mean) - 0.75, clip(mean) + 0.75);
                }
            }
        }
    }

    @Test
    void the_forward_one_is_right_within_its_rounding() {
        Random random = new Random(5);
        for (int round = 0; round < 500; round++) {
            byte[] samples = new byte[64];
            random.nextBytes(samples);
            int[] block = new int[64];
            ForwardDct.transform(samples, 0, 8, block);
            for (int v = 0; v < 8; v++) {
                for (int u = 0; u < 8; u++) {
                    double sum = 0;
                    for (int i = 0; i < 64; i++) {
                        sum += ((samples[i] & 255) - 128) * basis(i % 8, u) * basis(i / 8, v);
                    }
                    assertThat(block[v * 8 + u] / 8.0).isBetween(sum - 0.4, sum + 0.4);
                }
            }
        }
    }

    @Test
    void whatever_the_coefficients_samples_stay_within_bounds() {
        short[] block = new short[64];
        for (int value : new int[] {Short.MIN_VALUE, Short.MAX_VALUE}) {
            Arrays.fill(block, (short) value);
            byte[] samples = new byte[64];
            InverseDct.full(block, new int[64], samples, 0, 8);
            InverseDct.half(block, new int[64], samples, 0, 8);
            InverseDct.quarter(block, samples, 0, 8);
        }
    }

    @Test
    void the_order_of_files_goes_along_diagonals() {
        for (int k = 1; k < 64; k++) {
            int before = Zigzag.NATURAL[k - 1];
            int place = Zigzag.NATURAL[k];
            int diagonal = place / 8 + place % 8;
            assertThat(diagonal - before / 8 - before % 8).isBetween(0, 1);
            assertThat(Math.abs(place / 8 - before / 8)).isLessThanOrEqualTo(1);
            assertThat((int) Zigzag.OF_NATURAL[place]).isEqualTo(k);
        }
    }

    private static double clip(double value) {
        return Math.clamp(value, 0, 255);
    }

    private static double mean(double[] samples, int x, int y, int size) {
        double sum = 0;
        for (int i = 0; i < size * size; i++) {
            sum += samples[(y * size + i / size) * 8 + x * size + i % size];
        }
        return sum / size / size;
    }

    /** Of noise in that range, as IEEE 1180 makes them. */
    private static short[] coefficients(Random random, int range) {
        double[] samples = random.doubles(64, -range, range).toArray();
        short[] block = new short[64];
        for (int place = 0; place < 64; place++) {
            double sum = 0;
            for (int i = 0; i < 64; i++) {
                sum += samples[i] * basis(i % 8, place % 8) * basis(i / 8, place / 8);
            }
            block[place] = (short) Math.clamp(Math.round(sum), -2048, 2047);
        }
        return block;
    }

    /** T.81, section A.3.3, as it is written. */
    private static double[] exact(short[] block) {
        double[] samples = new double[64];
        for (int i = 0; i < 64; i++) {
            for (int place = 0; place < 64; place++) {
                samples[i] += block[place] * basis(i % 8, place % 8) * basis(i / 8, place / 8);
            }
        }
        return samples;
    }

    private static double basis(int x, int u) {
        return 0.5 * (u == 0 ? Math.sqrt(0.5) : 1) * Math.cos((2 * x + 1) * u * Math.PI / 16);
    }
}
