package dev.safelight.imaging.hevc;

import dev.safelight.imaging.codec.Sampling;
import dev.safelight.imaging.codec.Unreadable;
import java.util.Arrays;

/**
 * The coefficients of one transform block (7.3.8.11), scaled (8.6.4.1), transformed and added to the prediction. What costs
 * most of the time of a picture happens here.
 */
final class Residual {

    /** levelScale (8.6.4.1). */
    private static final int[] LEVEL_SCALE = {40, 45, 51, 57, 64, 72};

    /** ctxIdxMap (table 9-50) of blocks of 4×4, by y * 4 + x. */
    private static final byte[] SMALL = {0, 1, 4, 5, 2, 3, 4, 5, 6, 6, 8, 8, 7, 7, 8, 8};

    /** sigCtx of blocks of 4×4 by scan and index. */
    private static final byte[][] SMALL_INCREMENTS = new byte[3][16];

    /** sigCtx within a sub-block by which neighbours are coded, scan and index (9-46 to 9-49). */
    private static final byte[][][] INCREMENTS = new byte[4][3][16];

    /** The one context of all, with transform_skip_context_enabled_flag. */
    private static final byte[] ALIKE = new byte[16];

    static {
        for (int scan = 0; scan < 3; scan++) {
            byte[] order = Scans.order(2, scan);
            for (int i = 0; i < 16; i++) {
                int x = order[i] & 3;
                int y = order[i] >> 2;
                SMALL_INCREMENTS[scan][i] = SMALL[order[i]];
                INCREMENTS[0][scan][i] = (byte) (x + y == 0 ? 2 : x + y < 3 ? 1 : 0);
                INCREMENTS[1][scan][i] = (byte) (y == 0 ? 2 : y == 1 ? 1 : 0);
                INCREMENTS[2][scan][i] = (byte) (x == 0 ? 2 : x == 1 ? 1 : 0);
                INCREMENTS[3][scan][i] = 2;
            }
        }
    }

    private static final int MAX_SIZE = 32;

    /** Sub-blocks in a row of the largest block, and one beyond, which is never coded. */
    private static final int CODED_STRIDE = 9;

    private final Sps sps;
    private final Pps pps;
    private final Cabac cabac;
    private final Transform transform = new Transform();
    private final short[][][] factors;
    private final boolean skipContext;
    private final boolean implicitRdpcm;

    private final int[] coefficients = new int[MAX_SIZE * MAX_SIZE];
    private final byte[] coded = new byte[CODED_STRIDE * CODED_STRIDE];
    private final int[] levels = new int[16];

    /** StatCoeff (9.3.3.11): what escapes were like so far, by kind of block. */
    final int[] statistics = new int[4];

    private int maxX;
    private int maxY;
    private boolean skipped;

    Residual(Sps sps, Pps pps, Cabac cabac) {
        this.sps = sps;
        this.pps = pps;
        this.cabac = cabac;
        factors = pps.lists()
                .or(sps::lists)
                .filter(lists -> sps.lists().isPresent())
                .map(ScalingLists::factors)
                .orElse(new short[0][][]);
        skipContext = sps.range().skipContext();
        implicitRdpcm = sps.range().implicitRdpcm();
    }

    /**
     * Reads a block and adds it.
     *
     * @param mode with which the block was predicted
     * @param qp of the plane, offset by its depth (qP)
     * @param bypass cu_transquant_bypass_flag
     * @param lowest what sums are limited to
     */
    void decode(
            int plane,
            int log2,
            int mode,
            int qp,
            boolean bypass,
            short[] to,
            int at,
            int stride,
            int lowest,
            int highest)
            throws Unreadable {
        read(plane, log2, mode, qp, bypass);
        int shift = 20 - sps.depth(plane);
        if (!bypass && !skipped) {
            if (plane == 0 && log2 == 2) {
                transform.sine(coefficients, shift, to, at, stride, lowest, highest);
            } else {
                transform.inverse(coefficients, log2, maxX, maxY, shift, to, at, stride, lowest, highest);
            }
            return;
        }
        int size = 1 << log2;
        if (log2 == 2 && sps.range().skipRotation()) {
            rotate();
        }
        if (skipped) {
            scaleSkipped(log2, shift);
        }
        if (implicitRdpcm && mode == IntraPrediction.HORIZONTAL) {
            sumRows(size);
        } else if (implicitRdpcm && mode == IntraPrediction.VERTICAL) {
            sumColumns(size);
        }
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int sum = to[at + y * stride + x] + coefficients[y * size + x];
                to[at + y * stride + x] = (short) Math.clamp(sum, lowest, highest);
            }
        }
        Arrays.fill(coefficients, 0, size * size, 0);
    }

    /** By half a turn (8.6.2, rotation). */
    private void rotate() {
        for (int i = 0; i < 8; i++) {
            int other = coefficients[15 - i];
            coefficients[15 - i] = coefficients[i];
            coefficients[i] = other;
        }
    }

    /** 8.6.4.2, transform_skip_flag: only the scale of a transform. */
    private void scaleSkipped(int log2, int shift) {
        int half = 1 << (shift - 1);
        for (int i = 0; i < 1 << (2 * log2); i++) {
            coefficients[i] = ((coefficients[i] << (5 + log2)) + half) >> shift;
        }
    }

    /** Directional residual modification (8.6.8) of a horizontal prediction. */
    private void sumRows(int size) {
        for (int y = 0; y < size; y++) {
            for (int i = y * size + 1; i < (y + 1) * size; i++) {
                coefficients[i] += coefficients[i - 1];
            }
        }
    }

    private void sumColumns(int size) {
        for (int i = size; i < size * size; i++) {
            coefficients[i] += coefficients[i - size];
        }
    }

    /** last_sig_coeff_x_prefix or y (9.3.4.2.3). */
    private int lastPrefix(int base, int plane, int log2) throws Unreadable {
        int offset = plane == 0 ? 3 * (log2 - 2) + ((log2 - 1) >> 2) : 15;
        int shift = plane == 0 ? (log2 + 1) >> 2 : log2 - 2;
        int most = (log2 << 1) - 1;
        int prefix = 0;
        while (prefix < most && cabac.bin(base + offset + (prefix >> shift)) != 0) {
            prefix++;
        }
        return prefix;
    }

    /** LastSignificantCoeffX or Y (7-76). */
    private int last(int prefix) throws Unreadable {
        if (prefix <= 3) {
            return prefix;
        }
        int bits = (prefix >> 1) - 1;
        return (1 << bits) * (2 + (prefix & 1)) + cabac.bypass(bits);
    }

    /** scanIdx (7.4.9.11). */
    private int scan(int plane, int log2, int mode) {
        if (log2 == 2 || (log2 == 3 && (plane == 0 || sps.sampling() == Sampling.YUV_444))) {
            return mode >= 6 && mode <= 14
                    ? Scans.VERTICAL
                    : mode >= 22 && mode <= 30 ? Scans.HORIZONTAL : Scans.DIAGONAL;
        }
        return Scans.DIAGONAL;
    }

    /** residual_coding() up to scaled coefficients. One long method, so that what every coefficient needs stays in registers. */
    private void read(int plane, int log2, int mode, int qp, boolean bypass) throws Unreadable {
        Cabac decoder = cabac;
        skipped = !bypass && log2 <= pps.skipSize() && decoder.flag(ContextTable.TRANSFORM_SKIP + (plane == 0 ? 0 : 1));
        int prefixX = lastPrefix(ContextTable.LAST_X, plane, log2);
        int prefixY = lastPrefix(ContextTable.LAST_Y, plane, log2);
        int lastX = last(prefixX);
        int lastY = last(prefixY);
        int scan = scan(plane, log2, mode);
        if (scan == Scans.VERTICAL) {
            int swapped = lastX;
            lastX = lastY;
            lastY = swapped;
        }
        byte[] blocks = Scans.order(log2 - 2, scan);
        byte[] order = Scans.order(2, scan);
        int lastBlock = Scans.indices(log2 - 2, scan)[(lastY >> 2 << (log2 - 2)) + (lastX >> 2)];
        int lastIndex = Scans.indices(2, scan)[(lastY & 3) << 2 | (lastX & 3)];

        boolean alike = skipContext && (skipped || bypass);
        int significant = plane == 0 ? ContextTable.SIGNIFICANT : ContextTable.SIGNIFICANT_CHROMA;
        int beyond = plane == 0 ? (log2 == 3 ? (scan == Scans.DIAGONAL ? 9 : 15) : 21) : log2 == 3 ? 9 : 12;
        boolean hiding = pps.signHiding() && !bypass && !(skipped && implicitRdpcm && isStraight(mode));
        boolean persistent = sps.range().persistentRice();
        int kind = (plane == 0 ? 2 : 0) + (skipped || bypass ? 1 : 0);

        boolean flat = factors.length == 0 || (skipped && log2 > 2);
        short[] factor = flat ? null : factors[log2 - 2][plane];
        int scaleShift = sps.depth(plane) + log2 - 5;
        long scale = (long) LEVEL_SCALE[qp % 6] << (qp / 6);
        long half = 1L << (scaleShift - 1);

        int width = 1 << (log2 - 2);
        Arrays.fill(coded, 0, width * CODED_STRIDE + width, (byte) 0);
        maxX = 0;
        maxY = 0;
        int greater = 1;
        for (int block = lastBlock; block >= 0; block--) {
            int blockX = blocks[block] & width - 1;
            int blockY = blocks[block] >> (log2 - 2);
            int place = blockY * CODED_STRIDE + blockX;
            int around = coded[place + 1] | coded[place + CODED_STRIDE] << 1;
            boolean inferred = false;
            if (block < lastBlock && block > 0) {
                if (decoder.bin(ContextTable.CODED_SUB_BLOCK + (around != 0 ? 1 : 0) + (plane == 0 ? 0 : 2)) == 0) {
                    continue;
                }
                inferred = true;
            }
            coded[place] = 1;

            int from = block == lastBlock ? lastIndex - 1 : 15;
            int mask = block == lastBlock ? 1 << lastIndex : 0;
            byte[] increments;
            int base;
            int first;
            if (alike) {
                increments = ALIKE;
                base = ContextTable.SIGNIFICANT_SKIPPED + (plane == 0 ? 0 : 1);
                first = base;
            } else if (log2 == 2) {
                increments = SMALL_INCREMENTS[scan];
                base = significant;
                first = base;
            } else {
                increments = INCREMENTS[around][scan];
                base = significant + beyond + (plane == 0 && block > 0 ? 3 : 0);
                first = block == 0 ? significant : base + increments[0];
            }
            if (from > 0) {
                mask |= decoder.bins(base, increments, from);
            }
            if (from >= 0 && ((inferred && mask == 0) || decoder.bin(first) != 0)) {
                mask |= 1;
            }
            if (mask == 0) {
                continue;
            }

            int set = block == 0 || plane > 0 ? 0 : 2;
            if (greater == 0) {
                set++;
            }
            int count = Integer.bitCount(mask);
            int tested = Math.min(8, count);
            int ones = ContextTable.GREATER_1 + (plane == 0 ? 0 : 16) + (set << 2);
            int[] values = levels;
            greater = 1;
            int firstGreater = -1;
            for (int i = 0; i < tested; i++) {
                if (decoder.bin(ones + greater) != 0) {
                    values[i] = 2;
                    greater = 0;
                    if (firstGreater < 0) {
                        firstGreater = i;
                    }
                } else {
                    values[i] = 1;
                    if (greater > 0 && greater < 3) {
                        greater++;
                    }
                }
            }
            if (firstGreater >= 0) {
                values[firstGreater] += decoder.bin(ContextTable.GREATER_2 + (plane == 0 ? 0 : 4) + set);
            }

            int highest = 31 - Integer.numberOfLeadingZeros(mask);
            boolean hidden = hiding && highest - Integer.numberOfTrailingZeros(mask) > 3;
            int signCount = hidden ? count - 1 : count;
            int signs = decoder.bypass(signCount) << (32 - signCount);
            if (signCount == 0) {
                signs = 0;
            }

            int rice = persistent ? statistics[kind] >> 2 : 0;
            boolean learnt = !persistent;
            int sum = 0;
            int left = mask;
            for (int i = 0; i < count; i++) {
                int index = 31 - Integer.numberOfLeadingZeros(left);
                left ^= 1 << index;
                int level = i < 8 ? values[i] : 1;
                int least = i < 8 ? (i == firstGreater ? 3 : 2) : 1;
                if (level == least) {
                    int more = decoder.remaining(rice);
                    level += more;
                    if (!learnt) {
                        learn(kind, more);
                        learnt = true;
                    }
                    if (level > 3 << rice) {
                        rice = persistent ? rice + 1 : Math.min(rice + 1, 4);
                    }
                }
                sum += level;
                int value = signs < 0 ? -level : level;
                signs <<= 1;
                if (hidden && i == count - 1 && (sum & 1) != 0) {
                    value = -value;
                }
                int position = order[index];
                int x = (blockX << 2) + (position & 3);
                int y = (blockY << 2) + (position >> 2);
                int target = (y << log2) + x;
                if (!bypass) {
                    long weight = factor == null ? 16 : factor[target];
                    value = (int) Math.clamp((value * weight * scale + half) >> scaleShift, -32768L, 32767L);
                }
                coefficients[target] = value;
                maxX = Math.max(maxX, x);
                maxY = Math.max(maxY, y);
            }
        }
    }

    private static boolean isStraight(int mode) {
        return mode == IntraPrediction.HORIZONTAL || mode == IntraPrediction.VERTICAL;
    }

    /** StatCoeff's update by the first escape of a sub-block (9.3.4.2.6). */
    private void learn(int kind, int more) {
        int statistic = statistics[kind];
        if (more >= 3 << (statistic >> 2)) {
            statistics[kind]++;
        } else if (2 * more < 1 << (statistic >> 2) && statistic > 0) {
            statistics[kind]--;
        }
    }
}
