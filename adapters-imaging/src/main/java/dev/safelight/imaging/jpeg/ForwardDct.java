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

/**
 * From samples to coefficients (T.81, section A.3.3), the way back of {@link InverseDct}: the same algorithm, 13 bits.
 * Results are 8 times what the standard defines.
 */
final class ForwardDct {

    private static final int FIRST = BITS - BETWEEN;
    private static final int SECOND = BITS + BETWEEN;

    private ForwardDct() {}

    /** Samples from {@code at} on, a row every {@code stride}; {@code block} becomes coefficients row by row. */
    static void transform(byte[] samples, int at, int stride, int[] block) {
        for (int to = 0, from = at; to < 64; to += 8, from += stride) {
            row(samples, from, block, to);
        }
        for (int x = 0; x < 8; x++) {
            column(block, x);
        }
    }

    private static void row(byte[] samples, int from, int[] block, int to) {
        int s0 = samples[from] & 255;
        int s1 = samples[from + 1] & 255;
        int s2 = samples[from + 2] & 255;
        int s3 = samples[from + 3] & 255;
        int s4 = samples[from + 4] & 255;
        int s5 = samples[from + 5] & 255;
        int s6 = samples[from + 6] & 255;
        int s7 = samples[from + 7] & 255;
        int e0 = s0 + s7 + s3 + s4;
        int e1 = s1 + s6 + s2 + s5;
        int e2 = s1 + s6 - s2 - s5;
        int e3 = s0 + s7 - s3 - s4;
        block[to] = (e0 + e1 - 8 * 128) << BETWEEN;
        block[to + 4] = (e0 - e1) << BETWEEN;
        int rounding = 1 << (FIRST - 1);
        int even = (e2 + e3) * FIX_0_541 + rounding;
        block[to + 2] = (even + e3 * FIX_0_765) >> FIRST;
        block[to + 6] = (even - e2 * FIX_1_847) >> FIRST;
        int o0 = s3 - s4;
        int o1 = s2 - s5;
        int o2 = s1 - s6;
        int o3 = s0 - s7;
        int sum = (o0 + o1 + o2 + o3) * FIX_1_175 + rounding;
        int z1 = (o0 + o3) * -FIX_0_899;
        int z2 = (o1 + o2) * -FIX_2_562;
        int z3 = (o0 + o2) * -FIX_1_961 + sum;
        int z4 = (o1 + o3) * -FIX_0_390 + sum;
        block[to + 7] = (o0 * FIX_0_298 + z1 + z3) >> FIRST;
        block[to + 5] = (o1 * FIX_2_053 + z2 + z4) >> FIRST;
        block[to + 3] = (o2 * FIX_3_072 + z2 + z3) >> FIRST;
        block[to + 1] = (o3 * FIX_1_501 + z1 + z4) >> FIRST;
    }

    private static void column(int[] block, int x) {
        int s0 = block[x];
        int s1 = block[8 + x];
        int s2 = block[16 + x];
        int s3 = block[24 + x];
        int s4 = block[32 + x];
        int s5 = block[40 + x];
        int s6 = block[48 + x];
        int s7 = block[56 + x];
        int e0 = s0 + s7 + s3 + s4;
        int e1 = s1 + s6 + s2 + s5;
        int e2 = s1 + s6 - s2 - s5;
        int e3 = s0 + s7 - s3 - s4;
        block[x] = (e0 + e1 + (1 << (BETWEEN - 1))) >> BETWEEN;
        block[32 + x] = (e0 - e1 + (1 << (BETWEEN - 1))) >> BETWEEN;
        int rounding = 1 << (SECOND - 1);
        int even = (e2 + e3) * FIX_0_541 + rounding;
        block[16 + x] = (even + e3 * FIX_0_765) >> SECOND;
        block[48 + x] = (even - e2 * FIX_1_847) >> SECOND;
        int o0 = s3 - s4;
        int o1 = s2 - s5;
        int o2 = s1 - s6;
        int o3 = s0 - s7;
        int sum = (o0 + o1 + o2 + o3) * FIX_1_175 + rounding;
        int z1 = (o0 + o3) * -FIX_0_899;
        int z2 = (o1 + o2) * -FIX_2_562;
        int z3 = (o0 + o2) * -FIX_1_961 + sum;
        int z4 = (o1 + o3) * -FIX_0_390 + sum;
        block[56 + x] = (o0 * FIX_0_298 + z1 + z3) >> SECOND;
        block[40 + x] = (o1 * FIX_2_053 + z2 + z4) >> SECOND;
        block[24 + x] = (o2 * FIX_3_072 + z2 + z3) >> SECOND;
        block[8 + x] = (o3 * FIX_1_501 + z1 + z4) >> SECOND;
    }
}
