package dev.safelight.imaging.hevc;

import dev.safelight.imaging.codec.Sampling;

/**
 * The deblocking filter (8.7.2). In intra pictures every edge between transform blocks has bS 2; which are to be filtered
 * was marked while decoding. Row of trees by row: all its vertical edges, then all its horizontal ones.
 */
final class Deblocking {

    /** β′ by Q (table 8-12). */
    private static final int[] BETA = new int[52];

    /** tC′ by Q (table 8-12). */
    private static final int[] TC = {
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4,
        4, 5, 5, 6, 6, 7, 8, 9, 10, 11, 13, 14, 16, 18, 20, 22, 24
    };

    static {
        for (int i = 16; i < BETA.length; i++) {
            BETA[i] = i <= 28 ? i - 10 : 2 * i - 38;
        }
    }

    /** Of bS 2 (clause 8.7.2.5.3). */
    private static final int INTRA_TC_OFFSET = 2;

    private final Frame frame;
    private final int tree;
    private final int columns;
    private final int cbOffset;
    private final int crOffset;
    private final int lumaDepth;
    private final int chromaDepth;

    Deblocking(Frame frame, Pps pps) {
        this.frame = frame;
        tree = frame.sps.blocks().tree();
        columns = frame.sps.treeColumns();
        cbOffset = pps.cbOffset();
        crOffset = pps.crOffset();
        lumaDepth = frame.sps.lumaDepth();
        chromaDepth = frame.sps.chromaDepth();
    }

    void filterRow(int row) {
        int top = row << tree;
        int bottom = Math.min(frame.height, top + (1 << tree));
        filter(top, bottom, Frame.LEFT_EDGE);
        filter(top, bottom, Frame.TOP_EDGE);
    }

    private void filter(int top, int bottom, int edge) {
        boolean vertical = edge == Frame.LEFT_EDGE;
        int before = vertical ? 1 : frame.blocksAcross;
        int chromaMask = 8 << (vertical ? frame.shiftX : frame.shiftY);
        byte[] marks = frame.marks;
        for (int y = top; y < bottom; y += 8) {
            int block = frame.block(0, y);
            for (int x = 0; x < frame.width; x += 8, block++) {
                if ((marks[block] & edge) == 0) {
                    continue;
                }
                SliceHeader segment = frame.segments[(y >> tree) * columns + (x >> tree)];
                if (segment == null) {
                    continue;
                }
                Pps.Deblocking settings = segment.tools().deblocking();
                int qp = (frame.quantisers[block] + frame.quantisers[block - before] + 1) >> 1;
                boolean keepP = (marks[block - before] & Frame.UNFILTERED) != 0;
                boolean keepQ = (marks[block] & Frame.UNFILTERED) != 0;
                luma(x, y, vertical, qp, settings, keepP, keepQ);
                if (frame.planes > 1 && ((vertical ? x : y) & chromaMask - 1) == 0) {
                    chroma(1, x, y, vertical, qp + cbOffset, settings, keepP, keepQ);
                    chroma(2, x, y, vertical, qp + crOffset, settings, keepP, keepQ);
                }
            }
        }
    }

    private void luma(int x, int y, boolean vertical, int qp, Pps.Deblocking settings, boolean keepP, boolean keepQ) {
        int stride = frame.strides[0];
        int beta = BETA[Math.clamp(qp + settings.betaOffset(), 0, 51)] << (lumaDepth - 8);
        int tc = TC[Math.clamp(qp + INTRA_TC_OFFSET + settings.tcOffset(), 0, 53)] << (lumaDepth - 8);
        if (beta == 0) {
            return;
        }
        int across = vertical ? 1 : stride;
        int along = vertical ? stride : 1;
        int at = y * stride + x;
        short[] samples = frame.samples[0];
        int highest = (1 << lumaDepth) - 1;
        lumaSegment(samples, at, across, along, beta, tc, keepP, keepQ, highest);
        lumaSegment(samples, at + 4 * along, across, along, beta, tc, keepP, keepQ, highest);
    }

    /** Decisions on four lines by the first and the last of them (8.7.2.5.3, 8.7.2.5.6), and filtering (8.7.2.5.7). */
    private static void lumaSegment(
            short[] s, int at, int across, int along, int beta, int tc, boolean keepP, boolean keepQ, int highest) {
        int last = at + 3 * along;
        int p0 = bend(s, at - across, -across);
        int q0 = bend(s, at, across);
        int p3 = bend(s, last - across, -across);
        int q3 = bend(s, last, across);
        if (p0 + q0 + p3 + q3 >= beta) {
            return;
        }
        if (isFlat(s, at, across, 2 * (p0 + q0), beta, tc) && isFlat(s, last, across, 2 * (p3 + q3), beta, tc)) {
            for (int i = 0, line = at; i < 4; i++, line += along) {
                strong(s, line, across, 2 * tc, keepP, keepQ);
            }
            return;
        }
        int side = (beta + (beta >> 1)) >> 3;
        for (int i = 0, line = at; i < 4; i++, line += along) {
            weak(s, line, across, tc, p0 + p3 < side, q0 + q3 < side, keepP, keepQ, highest);
        }
    }

    /** How much a side bends: 0 where it is a straight slope. */
    private static int bend(short[] s, int at, int step) {
        return Math.abs(s[at + 2 * step] - 2 * s[at + step] + s[at]);
    }

    /** dSam. */
    private static boolean isFlat(short[] s, int at, int across, int bends, int beta, int tc) {
        return bends < beta >> 2
                && Math.abs(s[at - 4 * across] - s[at - across]) + Math.abs(s[at] - s[at + 3 * across]) < beta >> 3
                && Math.abs(s[at - across] - s[at]) < (5 * tc + 1) >> 1;
    }

    private static void strong(short[] s, int at, int across, int limit, boolean keepP, boolean keepQ) {
        int p3 = s[at - 4 * across];
        int p2 = s[at - 3 * across];
        int p1 = s[at - 2 * across];
        int p0 = s[at - across];
        int q0 = s[at];
        int q1 = s[at + across];
        int q2 = s[at + 2 * across];
        int q3 = s[at + 3 * across];
        if (!keepP) {
            s[at - across] = near(p0, (p2 + 2 * p1 + 2 * p0 + 2 * q0 + q1 + 4) >> 3, limit);
            s[at - 2 * across] = near(p1, (p2 + p1 + p0 + q0 + 2) >> 2, limit);
            s[at - 3 * across] = near(p2, (2 * p3 + 3 * p2 + p1 + p0 + q0 + 4) >> 3, limit);
        }
        if (!keepQ) {
            s[at] = near(q0, (p1 + 2 * p0 + 2 * q0 + 2 * q1 + q2 + 4) >> 3, limit);
            s[at + across] = near(q1, (p0 + q0 + q1 + q2 + 2) >> 2, limit);
            s[at + 2 * across] = near(q2, (p0 + q0 + q1 + 3 * q2 + 2 * q3 + 4) >> 3, limit);
        }
    }

    private static short near(int old, int filtered, int limit) {
        return (short) Math.min(Math.max(filtered, old - limit), old + limit);
    }

    private static void weak(
            short[] s,
            int at,
            int across,
            int tc,
            boolean moreP,
            boolean moreQ,
            boolean keepP,
            boolean keepQ,
            int highest) {
        int p2 = s[at - 3 * across];
        int p1 = s[at - 2 * across];
        int p0 = s[at - across];
        int q0 = s[at];
        int q1 = s[at + across];
        int q2 = s[at + 2 * across];
        int delta = (9 * (q0 - p0) - 3 * (q1 - p1) + 8) >> 4;
        if (Math.abs(delta) >= 10 * tc) {
            return;
        }
        delta = Math.min(Math.max(delta, -tc), tc);
        int half = tc >> 1;
        if (!keepP) {
            s[at - across] = limited(p0 + delta, highest);
            if (moreP) {
                int change = (((p2 + p0 + 1) >> 1) - p1 + delta) >> 1;
                s[at - 2 * across] = limited(p1 + Math.min(Math.max(change, -half), half), highest);
            }
        }
        if (!keepQ) {
            s[at] = limited(q0 - delta, highest);
            if (moreQ) {
                int change = (((q2 + q0 + 1) >> 1) - q1 - delta) >> 1;
                s[at + across] = limited(q1 + Math.min(Math.max(change, -half), half), highest);
            }
        }
    }

    private static short limited(int value, int highest) {
        return (short) Math.min(Math.max(value, 0), highest);
    }

    /**
     * 8.7.2.5.5 and 8.7.2.5.8.
     *
     * @param index qPi: the mean of both QpY and the picture's offset
     */
    private void chroma(
            int plane,
            int x,
            int y,
            boolean vertical,
            int index,
            Pps.Deblocking settings,
            boolean keepP,
            boolean keepQ) {
        int qp = frame.sps.sampling() == Sampling.YUV_420
                ? Quantiser.chroma(Sampling.YUV_420, Math.min(index, 57))
                : Math.min(index, 51);
        int tc = TC[Math.clamp(qp + INTRA_TC_OFFSET + settings.tcOffset(), 0, 53)] << (chromaDepth - 8);
        if (tc == 0) {
            return;
        }
        int stride = frame.strides[plane];
        int across = vertical ? 1 : stride;
        int along = vertical ? stride : 1;
        int lines = 8 >> (vertical ? frame.shiftY : frame.shiftX);
        int highest = (1 << chromaDepth) - 1;
        short[] s = frame.samples[plane];
        int at = (y >> frame.shiftY) * stride + (x >> frame.shiftX);
        for (int i = 0; i < lines; i++, at += along) {
            int p0 = s[at - across];
            int q0 = s[at];
            int delta = (((q0 - p0) << 2) + s[at - 2 * across] - s[at + across] + 4) >> 3;
            delta = Math.min(Math.max(delta, -tc), tc);
            if (!keepP) {
                s[at - across] = limited(p0 + delta, highest);
            }
            if (!keepQ) {
                s[at] = limited(q0 - delta, highest);
            }
        }
    }
}
