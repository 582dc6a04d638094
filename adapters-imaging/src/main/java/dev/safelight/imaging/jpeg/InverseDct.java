package dev.safelight.imaging.jpeg;

import static dev.safelight.imaging.jpeg.Rotations.BETWEEN;
import static dev.safelight.imaging.jpeg.Rotations.BITS;
import static dev.safelight.imaging.jpeg.Rotations.FIX_0_298;
import static dev.safelight.imaging.jpeg.Rotations.FIX_0_390;
import static dev.safelight.imaging.jpeg.Rotations.FIX_0_541;
import static dev.safelight.imaging.jpeg.Rotations.FIX_0_765;
import static dev.safelight.imaging.jpeg.Rotations.FIX_0_899;
import static dev.safelight.imaging.jpeg.Rotations.FIX_1_175;
import static dev.safelight.imaging.jpeg.Rotations.FIX_1_501;
import static dev.safelight.imaging.jpeg.Rotations.FIX_1_847;
import static dev.safelight.imaging.jpeg.Rotations.FIX_1_961;
import static dev.safelight.imaging.jpeg.Rotations.FIX_2_053;
import static dev.safelight.imaging.jpeg.Rotations.FIX_2_562;
import static dev.safelight.imaging.jpeg.Rotations.FIX_3_072;
import static dev.safelight.imaging.jpeg.Rotations.fixed;

/**
 * From coefficients to samples (T.81, section A.3.3), at four sizes. The full one is the accurate integer algorithm of
 * Loeffler, Ligtenberg and Moschytz (ICASSP 1989, 12 multiplications) in fixed point with 13 bits, rounded where everybody
 * who uses it rounds, so that results are the same to the bit.
 *
 * <p>The smaller ones look at the low frequencies alone, each weakened by as much as averaging the samples would: the
 * result is the mean over 2×2, 4×4 or 8×8 of what these frequencies are at full size.
 *
 * <p>{@code block} is row by row and already multiplied by its steps; results go to {@code out} from {@code at} on, a row
 * every {@code stride}, 128 added (A.3.1) and cut off at 0 and 255.
 */
final class InverseDct {

    private static final int FIRST = BITS - BETWEEN;

    /** Of four samples, the first and the second: cosines times √2 times the weight of the frequency, cos(kπ/16). */
    private static final int HALF_1_0 = fixed(1.306562965 * 0.980785280);

    private static final int HALF_1_1 = fixed(0.541196100 * 0.980785280);
    private static final int HALF_2 = fixed(0.923879533);
    private static final int HALF_3_0 = fixed(0.541196100 * 0.831469612);
    private static final int HALF_3_1 = fixed(1.306562965 * 0.831469612);

    /** The mean of the first four samples of the lowest frequency. */
    private static final int QUARTER_1 = fixed(0.906127446);

    private InverseDct() {}

    /** 8×8 samples. Long, since both passes keep eight numbers in locals. */
    static void full(short[] block, int[] between, byte[] out, int at, int stride) {
        for (int x = 0; x < 8; x++) {
            column(block, between, x);
        }
        for (int y = 0, to = at; y < 64; y += 8, to += stride) {
            row(between, y, out, to);
        }
    }

    private static void column(short[] block, int[] between, int x) {
        int c1 = block[8 + x];
        int c2 = block[16 + x];
        int c3 = block[24 + x];
        int c4 = block[32 + x];
        int c5 = block[40 + x];
        int c6 = block[48 + x];
        int c7 = block[56 + x];
        if ((c1 | c2 | c3 | c4 | c5 | c6 | c7) == 0) {
            int flat = block[x] << BETWEEN;
            for (int y = x; y < 64; y += 8) {
                between[y] = flat;
            }
            return;
        }
        int even = (c2 + c6) * FIX_0_541;
        int e2 = even - c6 * FIX_1_847;
        int e3 = even + c2 * FIX_0_765;
        int e0 = ((block[x] + c4) << BITS) + (1 << (FIRST - 1));
        int e1 = ((block[x] - c4) << BITS) + (1 << (FIRST - 1));
        int a0 = e0 + e3;
        int a1 = e1 + e2;
        int a2 = e1 - e2;
        int a3 = e0 - e3;
        int sum = (c7 + c3 + c5 + c1) * FIX_1_175;
        int z1 = (c7 + c1) * -FIX_0_899;
        int z2 = (c5 + c3) * -FIX_2_562;
        int z3 = (c7 + c3) * -FIX_1_961 + sum;
        int z4 = (c5 + c1) * -FIX_0_390 + sum;
        int o0 = c7 * FIX_0_298 + z1 + z3;
        int o1 = c5 * FIX_2_053 + z2 + z4;
        int o2 = c3 * FIX_3_072 + z2 + z3;
        int o3 = c1 * FIX_1_501 + z1 + z4;
        between[x] = (a0 + o3) >> FIRST;
        between[56 + x] = (a0 - o3) >> FIRST;
        between[8 + x] = (a1 + o2) >> FIRST;
        between[48 + x] = (a1 - o2) >> FIRST;
        between[16 + x] = (a2 + o1) >> FIRST;
        between[40 + x] = (a2 - o1) >> FIRST;
        between[24 + x] = (a3 + o0) >> FIRST;
        between[32 + x] = (a3 - o0) >> FIRST;
    }

    private static void row(int[] between, int y, byte[] out, int to) {
        int shift = BITS + BETWEEN + 3;
        int middle = (128 << shift) + (1 << (shift - 1));
        int c1 = between[y + 1];
        int c2 = between[y + 2];
        int c3 = between[y + 3];
        int c4 = between[y + 4];
        int c5 = between[y + 5];
        int c6 = between[y + 6];
        int c7 = between[y + 7];
        int even = (c2 + c6) * FIX_0_541;
        int e2 = even - c6 * FIX_1_847;
        int e3 = even + c2 * FIX_0_765;
        int e0 = ((between[y] + c4) << BITS) + middle;
        int e1 = ((between[y] - c4) << BITS) + middle;
        int a0 = e0 + e3;
        int a1 = e1 + e2;
        int a2 = e1 - e2;
        int a3 = e0 - e3;
        int sum = (c7 + c3 + c5 + c1) * FIX_1_175;
        int z1 = (c7 + c1) * -FIX_0_899;
        int z2 = (c5 + c3) * -FIX_2_562;
        int z3 = (c7 + c3) * -FIX_1_961 + sum;
        int z4 = (c5 + c1) * -FIX_0_390 + sum;
        int o0 = c7 * FIX_0_298 + z1 + z3;
        int o1 = c5 * FIX_2_053 + z2 + z4;
        int o2 = c3 * FIX_3_072 + z2 + z3;
        int o3 = c1 * FIX_1_501 + z1 + z4;
        out[to] = sample((a0 + o3) >> shift);
        out[to + 1] = sample((a1 + o2) >> shift);
        out[to + 2] = sample((a2 + o1) >> shift);
        out[to + 3] = sample((a3 + o0) >> shift);
        out[to + 4] = sample((a3 - o0) >> shift);
        out[to + 5] = sample((a2 - o1) >> shift);
        out[to + 6] = sample((a1 - o2) >> shift);
        out[to + 7] = sample((a0 - o3) >> shift);
    }

    /** 4×4 samples. */
    static void half(short[] block, int[] between, byte[] out, int at, int stride) {
        int rounding = 1 << (FIRST - 1);
        for (int x = 0; x < 4; x++) {
            int e0 = (block[x] << BITS) + block[16 + x] * HALF_2 + rounding;
            int e1 = (block[x] << BITS) - block[16 + x] * HALF_2 + rounding;
            int o0 = block[8 + x] * HALF_1_0 + block[24 + x] * HALF_3_0;
            int o1 = block[8 + x] * HALF_1_1 - block[24 + x] * HALF_3_1;
            between[x] = (e0 + o0) >> FIRST;
            between[8 + x] = (e1 + o1) >> FIRST;
            between[16 + x] = (e1 - o1) >> FIRST;
            between[24 + x] = (e0 - o0) >> FIRST;
        }
        int shift = BITS + BETWEEN + 3;
        int middle = (128 << shift) + (1 << (shift - 1));
        for (int y = 0, to = at; y < 32; y += 8, to += stride) {
            int e0 = (between[y] << BITS) + between[y + 2] * HALF_2 + middle;
            int e1 = (between[y] << BITS) - between[y + 2] * HALF_2 + middle;
            int o0 = between[y + 1] * HALF_1_0 + between[y + 3] * HALF_3_0;
            int o1 = between[y + 1] * HALF_1_1 - between[y + 3] * HALF_3_1;
            out[to] = sample((e0 + o0) >> shift);
            out[to + 1] = sample((e1 + o1) >> shift);
            out[to + 2] = sample((e1 - o1) >> shift);
            out[to + 3] = sample((e0 - o0) >> shift);
        }
    }

    /** 2×2 samples. */
    static void quarter(short[] block, byte[] out, int at, int stride) {
        int shift = BITS + 3;
        int mean = (block[0] << BITS) + (128 << shift) + (1 << (shift - 1));
        int across = block[1] * QUARTER_1;
        int down = block[8] * QUARTER_1;
        int both = (block[9] * QUARTER_1) >> BITS;
        both *= QUARTER_1;
        out[at] = sample((mean + across + down + both) >> shift);
        out[at + 1] = sample((mean - across + down - both) >> shift);
        out[at + stride] = sample((mean + across - down - both) >> shift);
        out[at + stride + 1] = sample((mean - across - down + both) >> shift);
    }

    /** The one sample that a block without details is. */
    static byte flat(int mean) {
        return sample(((mean + 4) >> 3) + 128);
    }

    private static byte sample(int value) {
        return (byte) (value < 0 ? 0 : value > 255 ? 255 : value);
    }
}
