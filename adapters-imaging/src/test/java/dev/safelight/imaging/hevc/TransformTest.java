package dev.safelight.imaging.hevc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransformTest {

    private static final int[][] SINE = {{29, 55, 74, 84}, {74, 74, 0, -74}, {84, -29, -74, 55}, {55, -84, 74, -29}};

    /** The first eight columns of transMatrix's even rows, as printed in 8.6.4.2, tell whether the matrix is right. */
    private static final int[][] EIGHT = {
        {64, 64, 64, 64, 64, 64, 64, 64},
        {89, 75, 50, 18, -18, -50, -75, -89},
        {83, 36, -36, -83, -83, -36, 36, 83},
        {75, -18, -89, -50, 50, 89, 18, -75},
        {64, -64, -64, 64, 64, -64, -64, 64},
        {50, -89, 18, 75, -75, -18, 89, -50},
        {36, -83, 83, -36, -36, 83, -83, 36},
        {18, -50, 75, -89, 89, -75, 50, -18}
    };

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5})
    void every_size_agrees_with_the_matrices_of_the_standard(int log2) {
        Random random = new Random(log2);
        int size = 1 << log2;
        for (int round = 0; round < 200; round++) {
            int maxX = random.nextInt(size);
            int maxY = random.nextInt(size);
            int[] coefficients = coefficients(random, size, maxX, maxY);
            short[] expected = plain(coefficients, size, cosines(size));
            short[] actual = new short[size * size];

            new Transform().inverse(coefficients, log2, maxX, maxY, 12, actual, 0, size, -32768, 32767);

            assertThat(actual).isEqualTo(expected);
            assertThat(coefficients).containsOnly(0);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void the_sine_transform_agrees_with_its_matrix(long seed) {
        int[] coefficients = coefficients(new Random(seed), 4, 3, 3);
        short[] expected = plain(coefficients, 4, SINE);
        short[] actual = new short[16];

        new Transform().sine(coefficients, 12, actual, 0, 4, -32768, 32767);

        assertThat(actual).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void the_matrix_of_eight_is_the_one_that_is_printed(int frequency) {
        assertThat(cosines(8)[frequency]).isEqualTo(EIGHT[frequency]);
    }

    private static int[] coefficients(Random random, int size, int maxX, int maxY) {
        int[] coefficients = new int[size * size];
        for (int y = 0; y <= maxY; y++) {
            for (int x = 0; x <= maxX; x++) {
                coefficients[y * size + x] =
                        random.nextInt(3) == 0 ? random.nextInt(65_536) - 32_768 : random.nextInt(200) - 100;
            }
        }
        return coefficients;
    }

    private static int[][] cosines(int size) {
        int[][] matrix = new int[size][size];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                matrix[row][column] = Transform.weight(size, row, column);
            }
        }
        return matrix;
    }

    /** 8.6.4.2 word by word, columns first; of 8 bits. */
    private static short[] plain(int[] coefficients, int size, int[][] matrix) {
        int[] middle = new int[size * size];
        for (int x = 0; x < size; x++) {
            for (int y = 0; y < size; y++) {
                int sum = 0;
                for (int k = 0; k < size; k++) {
                    sum += matrix[k][y] * coefficients[k * size + x];
                }
                middle[y * size + x] = Math.clamp((sum + 64) >> 7, -32_768, 32_767);
            }
        }
        short[] residual = new short[size * size];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int sum = 0;
                for (int k = 0; k < size; k++) {
                    sum += matrix[k][x] * middle[y * size + k];
                }
                residual[y * size + x] = (short) Math.clamp((sum + 2048) >> 12, -32_768, 32_767);
            }
        }
        return residual;
    }
}
