package dev.safelight.imaging.hevc;

import java.util.Arrays;

/**
 * From scaled coefficients to residuals, added to what was predicted (8.6.4.2). Columns first, then rows, each by even and
 * odd halves; coefficients beyond the last column and row that has any are not looked at. Afterwards the coefficients are
 * zero again.
 */
final class Transform {

    private static final int MAX_SIZE = 32;

    /** 64 · √2 · cos(i · π / 64) as the standard rounds it (transMatrix, 8.6.4.2); 64 in the first place. */
    private static final int[] COSINES = {
        64, 90, 90, 90, 89, 88, 87, 85, 83, 82, 80, 78, 75, 73, 70, 67, 64, 61, 57, 54, 50, 46, 43, 38, 36, 31, 25, 22,
        18, 13, 9, 4, 0
    };

    /** Odd rows of the 16-point matrix, 8 columns each. */
    private static final int[] ODD_16 = oddRows(16);

    /** Odd rows of the 32-point matrix, 16 columns each. */
    private static final int[] ODD_32 = oddRows(32);

    private final int[] columns = new int[MAX_SIZE * MAX_SIZE];
    private final int[] in = new int[MAX_SIZE];
    private final int[] out = new int[MAX_SIZE];
    private final int[] odd = new int[MAX_SIZE / 2];

    /** transMatrix of {@code size} points: the weight of a frequency at a place. */
    static int weight(int size, int frequency, int place) {
        int angle = frequency * (2 * place + 1) * (MAX_SIZE / size) % 128;
        int folded = angle > 64 ? 128 - angle : angle;
        return folded > 32 ? -COSINES[64 - folded] : COSINES[folded];
    }

    private static int[] oddRows(int size) {
        int half = size / 2;
        int[] rows = new int[half * half];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = weight(size, 2 * (i / half) + 1, i % half);
        }
        return rows;
    }

    /**
     * @param coefficients row by row
     * @param maxX the last column with a coefficient
     * @param shift bdShift, 20 less the depth
     * @param lowest what the sum is limited to
     */
    void inverse(
            int[] coefficients,
            int log2,
            int maxX,
            int maxY,
            int shift,
            short[] to,
            int at,
            int stride,
            int lowest,
            int highest) {
        if ((maxX | maxY) == 0) {
            flat(coefficients, log2, shift, to, at, stride, lowest, highest);
            return;
        }
        switch (log2) {
            case 2 -> inverse4(coefficients, shift, to, at, stride, lowest, highest);
            case 3 -> inverse8(coefficients, maxX, shift, to, at, stride, lowest, highest);
            default -> inverseLarge(coefficients, log2, maxX, maxY, shift, to, at, stride, lowest, highest);
        }
        int size = 1 << log2;
        for (int y = 0; y <= maxY; y++) {
            Arrays.fill(coefficients, y * size, y * size + maxX + 1, 0);
        }
    }

    /** The mean alone: all residuals are alike. */
    private static void flat(
            int[] coefficients, int log2, int shift, short[] to, int start, int stride, int lowest, int highest) {
        int size = 1 << log2;
        int first = (64 * coefficients[0] + 64) >> 7;
        int value = (64 * first + (1 << (shift - 1))) >> shift;
        coefficients[0] = 0;
        for (int y = 0, at = start; y < size; y++, at += stride) {
            for (int x = at; x < at + size; x++) {
                to[x] = (short) Math.min(Math.max(to[x] + value, lowest), highest);
            }
        }
    }

    private static int limit(int value) {
        return Math.min(Math.max(value, -32768), 32767);
    }

    private static void add(short[] to, int at, int residual, int lowest, int highest) {
        to[at] = (short) Math.min(Math.max(to[at] + residual, lowest), highest);
    }

    /** The sine transform of 4×4 luma (clause 8.6.4.2, trType 1). */
    void sine(int[] coefficients, int shift, short[] to, int start, int stride, int lowest, int highest) {
        int[] mid = columns;
        for (int x = 0; x < 4; x++) {
            int a = coefficients[x];
            int b = coefficients[4 + x];
            int c = coefficients[8 + x];
            int d = coefficients[12 + x];
            mid[x] = limit((29 * a + 74 * b + 84 * c + 55 * d + 64) >> 7);
            mid[4 + x] = limit((55 * a + 74 * b - 29 * c - 84 * d + 64) >> 7);
            mid[8 + x] = limit((74 * (a - c + d) + 64) >> 7);
            mid[12 + x] = limit((84 * a - 74 * b + 55 * c - 29 * d + 64) >> 7);
        }
        int half = 1 << (shift - 1);
        for (int y = 0, at = start; y < 4; y++, at += stride) {
            int a = mid[4 * y];
            int b = mid[4 * y + 1];
            int c = mid[4 * y + 2];
            int d = mid[4 * y + 3];
            add(to, at, (29 * a + 74 * b + 84 * c + 55 * d + half) >> shift, lowest, highest);
            add(to, at + 1, (55 * a + 74 * b - 29 * c - 84 * d + half) >> shift, lowest, highest);
            add(to, at + 2, (74 * (a - c + d) + half) >> shift, lowest, highest);
            add(to, at + 3, (84 * a - 74 * b + 55 * c - 29 * d + half) >> shift, lowest, highest);
        }
        Arrays.fill(coefficients, 0, 16, 0);
    }

    private void inverse4(int[] coefficients, int shift, short[] to, int start, int stride, int lowest, int highest) {
        int[] mid = columns;
        for (int x = 0; x < 4; x++) {
            int sum = ((coefficients[x] + coefficients[8 + x]) << 6) + 64;
            int difference = ((coefficients[x] - coefficients[8 + x]) << 6) + 64;
            int b0 = 83 * coefficients[4 + x] + 36 * coefficients[12 + x];
            int b1 = 36 * coefficients[4 + x] - 83 * coefficients[12 + x];
            mid[x] = limit((sum + b0) >> 7);
            mid[4 + x] = limit((difference + b1) >> 7);
            mid[8 + x] = limit((difference - b1) >> 7);
            mid[12 + x] = limit((sum - b0) >> 7);
        }
        int half = 1 << (shift - 1);
        for (int y = 0, at = start; y < 4; y++, at += stride) {
            int row = 4 * y;
            int sum = ((mid[row] + mid[row + 2]) << 6) + half;
            int difference = ((mid[row] - mid[row + 2]) << 6) + half;
            int b0 = 83 * mid[row + 1] + 36 * mid[row + 3];
            int b1 = 36 * mid[row + 1] - 83 * mid[row + 3];
            add(to, at, (sum + b0) >> shift, lowest, highest);
            add(to, at + 1, (difference + b1) >> shift, lowest, highest);
            add(to, at + 2, (difference - b1) >> shift, lowest, highest);
            add(to, at + 3, (sum - b0) >> shift, lowest, highest);
        }
    }

    private void inverse8(
            int[] coefficients, int maxX, int shift, short[] to, int start, int stride, int lowest, int highest) {
        int[] mid = columns;
        int[] result = out;
        for (int x = 0; x <= maxX; x++) {
            eight(coefficients, x, 8, 64, result);
            for (int y = 0; y < 8; y++) {
                mid[8 * y + x] = limit(result[y] >> 7);
            }
        }
        for (int x = maxX + 1; x < 8; x++) {
            for (int y = 0; y < 8; y++) {
                mid[8 * y + x] = 0;
            }
        }
        int half = 1 << (shift - 1);
        for (int y = 0, at = start; y < 8; y++, at += stride) {
            eight(mid, 8 * y, 1, half, result);
            for (int x = 0; x < 8; x++) {
                add(to, at + x, result[x] >> shift, lowest, highest);
            }
        }
    }

    /** Eight points at {@code from + i * step}, rounding included, not shifted yet. */
    private static void eight(int[] values, int from, int step, int half, int[] result) {
        int c1 = values[from + step];
        int c2 = values[from + 2 * step];
        int c3 = values[from + 3 * step];
        int c5 = values[from + 5 * step];
        int c6 = values[from + 6 * step];
        int c7 = values[from + 7 * step];
        int a0 = ((values[from] + values[from + 4 * step]) << 6) + half;
        int a1 = ((values[from] - values[from + 4 * step]) << 6) + half;
        int b0 = 83 * c2 + 36 * c6;
        int b1 = 36 * c2 - 83 * c6;
        int o0 = 89 * c1 + 75 * c3 + 50 * c5 + 18 * c7;
        int o1 = 75 * c1 - 18 * c3 - 89 * c5 - 50 * c7;
        int o2 = 50 * c1 - 89 * c3 + 18 * c5 + 75 * c7;
        int o3 = 18 * c1 - 50 * c3 + 75 * c5 - 89 * c7;
        result[0] = a0 + b0 + o0;
        result[1] = a1 + b1 + o1;
        result[2] = a1 - b1 + o2;
        result[3] = a0 - b0 + o3;
        result[4] = a0 - b0 - o3;
        result[5] = a1 - b1 - o2;
        result[6] = a1 + b1 - o1;
        result[7] = a0 + b0 - o0;
    }

    private void inverseLarge(
            int[] coefficients,
            int log2,
            int maxX,
            int maxY,
            int shift,
            short[] to,
            int start,
            int stride,
            int lowest,
            int highest) {
        int size = 1 << log2;
        int[] mid = columns;
        int[] result = out;
        Arrays.fill(in, 0);
        for (int x = 0; x <= maxX; x++) {
            for (int y = 0; y <= maxY; y++) {
                in[y] = coefficients[y * size + x];
            }
            line(size, maxY, 64);
            for (int y = 0; y < size; y++) {
                mid[y * size + x] = limit(result[y] >> 7);
            }
        }
        Arrays.fill(in, 0);
        int half = 1 << (shift - 1);
        for (int y = 0, at = start; y < size; y++, at += stride) {
            System.arraycopy(mid, y * size, in, 0, maxX + 1);
            line(size, maxX, half);
            for (int x = 0; x < size; x++) {
                add(to, at + x, result[x] >> shift, lowest, highest);
            }
        }
    }

    /** 16 or 32 points from {@link #in}, of which none behind {@code last} is set, to {@link #out}. */
    private void line(int size, int last, int half) {
        int[] result = out;
        eight(in, 0, size >> 3, half, result);
        butterfly(ODD_16, 8, size >> 4, last);
        if (size == MAX_SIZE) {
            butterfly(ODD_32, 16, 1, last);
        }
    }

    /** From the even half's {@code count} results to twice as many. */
    private void butterfly(int[] rows, int count, int step, int last) {
        int[] values = in;
        int[] result = out;
        int[] sums = odd;
        for (int from = 0; from < count; from += 8) {
            eightOdd(rows, count, from, step, last, values, sums);
        }
        for (int i = 0; i < count; i++) {
            int even = result[i];
            result[i] = even + sums[i];
            result[2 * count - 1 - i] = even - sums[i];
        }
    }

    /** Eight of the odd half's sums at once, to keep them in registers. */
    private static void eightOdd(int[] rows, int count, int from, int step, int last, int[] values, int[] sums) {
        int s0 = 0;
        int s1 = 0;
        int s2 = 0;
        int s3 = 0;
        int s4 = 0;
        int s5 = 0;
        int s6 = 0;
        int s7 = 0;
        for (int i = step, row = from; i <= last; i += 2 * step, row += count) {
            int value = values[i];
            if (value != 0) {
                s0 += value * rows[row];
                s1 += value * rows[row + 1];
                s2 += value * rows[row + 2];
                s3 += value * rows[row + 3];
                s4 += value * rows[row + 4];
                s5 += value * rows[row + 5];
                s6 += value * rows[row + 6];
                s7 += value * rows[row + 7];
            }
        }
        sums[from] = s0;
        sums[from + 1] = s1;
        sums[from + 2] = s2;
        sums[from + 3] = s3;
        sums[from + 4] = s4;
        sums[from + 5] = s5;
        sums[from + 6] = s6;
        sums[from + 7] = s7;
    }
}
