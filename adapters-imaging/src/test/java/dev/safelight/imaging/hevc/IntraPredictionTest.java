package dev.safelight.imaging.hevc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.imaging.codec.Sampling;
import dev.safelight.imaging.codec.Unreadable;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the formulas of 8.4.4.2, sample by sample, where all neighbours are there. */
class IntraPredictionTest {

    private static final int[] ANGLES = {
        32, 26, 21, 17, 13, 9, 5, 2, 0, -2, -5, -9, -13, -17, -21, -26, -32, -26, -21, -17, -13, -9, -5, -2, 0, 2, 5, 9,
        13, 17, 21, 26, 32
    };

    private final int size = 8;
    private final int at = 16;
    private int[][] around = new int[0][0];

    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27,
                28, 29, 30, 31, 32, 33, 34
            })
    void every_mode_follows_its_formula(int mode) throws Unreadable {
        Frame frame = new Frame(sps());
        Random random = new Random(mode);
        for (int i = 0; i < frame.samples[0].length; i++) {
            frame.samples[0][i] = (short) random.nextInt(256);
        }
        around = new int[2 * size + 1][2 * size + 1];
        for (int y = 0; y <= 2 * size; y++) {
            for (int x = 0; x <= 2 * size; x++) {
                around[y][x] = frame.samples[0][(at - 1 + y) * 64 + at - 1 + x];
            }
        }
        if (mode == 0 || mode == 2 || mode == 18 || mode == 34) {
            smooth();
        }

        Neighbours neighbours = new Neighbours(frame, TreeOrder.of(frame.sps, pps()));
        neighbours.enter(0, 0);
        new IntraPrediction(frame, neighbours).predict(0, at, at, 3, mode, true);

        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                assertThat(frame.samples[0][(at + y) * 64 + at + x])
                        .as("at %d, %d", x, y)
                        .isEqualTo((short) expected(mode, x, y));
            }
        }
    }

    /** p[x][y] of the standard, −1 for what lies before the block. */
    private int p(int x, int y) {
        return around[y + 1][x + 1];
    }

    private void smooth() {
        int[][] smooth = new int[2 * size + 1][2 * size + 1];
        smooth[0][0] = (p(-1, 0) + 2 * p(-1, -1) + p(0, -1) + 2) >> 2;
        for (int i = 0; i < 2 * size - 1; i++) {
            smooth[i + 1][0] = (p(-1, i + 1) + 2 * p(-1, i) + p(-1, i - 1) + 2) >> 2;
            smooth[0][i + 1] = (p(i - 1, -1) + 2 * p(i, -1) + p(i + 1, -1) + 2) >> 2;
        }
        smooth[2 * size][0] = p(-1, 2 * size - 1);
        smooth[0][2 * size] = p(2 * size - 1, -1);
        around = smooth;
    }

    private int expected(int mode, int x, int y) {
        if (mode == 0) {
            return ((size - 1 - x) * p(-1, y)
                            + (x + 1) * p(size, -1)
                            + (size - 1 - y) * p(x, -1)
                            + (y + 1) * p(-1, size)
                            + size)
                    >> 4;
        }
        if (mode == 1) {
            return mean(x, y);
        }
        boolean vertical = mode >= 18;
        int along = vertical ? x : y;
        int across = vertical ? y : x;
        int angle = ANGLES[mode - 2];
        if (angle == 0 && along == 0) {
            int side = vertical ? p(-1, y) : p(x, -1);
            int straight = vertical ? p(0, -1) : p(-1, 0);
            return Math.clamp(straight + ((side - p(-1, -1)) >> 1), 0, 255);
        }
        int index = ((across + 1) * angle) >> 5;
        int part = ((across + 1) * angle) & 31;
        int first = reference(vertical, angle, along + index + 1);
        return part == 0
                ? first
                : ((32 - part) * first + part * reference(vertical, angle, along + index + 2) + 16) >> 5;
    }

    private int reference(boolean vertical, int angle, int index) {
        if (index >= 0) {
            return vertical ? p(index - 1, -1) : p(-1, index - 1);
        }
        int inverse = (int) Math.round(8192.0 / angle);
        int side = -1 + ((index * inverse + 128) >> 8);
        return vertical ? p(-1, side) : p(side, -1);
    }

    private int mean(int x, int y) {
        int sum = size;
        for (int i = 0; i < size; i++) {
            sum += p(i, -1) + p(-1, i);
        }
        int mean = sum >> 4;
        if (x == 0 && y == 0) {
            return (p(-1, 0) + 2 * mean + p(0, -1) + 2) >> 2;
        }
        return y == 0 ? (p(x, -1) + 3 * mean + 2) >> 2 : x == 0 ? (p(-1, y) + 3 * mean + 2) >> 2 : mean;
    }

    private static Sps sps() {
        return new Sps(
                0,
                Sampling.GRAY,
                64,
                64,
                Sps.Window.ALL,
                8,
                8,
                new Sps.Blocks(3, 6, 2, 5, 2),
                Optional.empty(),
                false,
                Optional.empty(),
                new ReferenceSets(new int[0], -1, 4),
                false,
                false,
                Optional.empty(),
                Sps.RangeTools.NONE);
    }

    private static Pps pps() {
        return new Pps(
                0,
                0,
                new Pps.Headers(false, false, 0, false, false, false),
                false,
                26,
                0,
                -1,
                0,
                0,
                false,
                Optional.empty(),
                false,
                Pps.Deblocking.DEFAULT,
                Optional.empty(),
                Pps.RangeTools.NONE);
    }
}
