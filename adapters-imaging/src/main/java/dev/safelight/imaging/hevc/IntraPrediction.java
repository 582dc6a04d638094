package dev.safelight.imaging.hevc;

import dev.safelight.imaging.codec.Sampling;
import java.util.Arrays;

/**
 * Predicts a block from the samples around it (8.4.4.2). They lie in one line: from the lowest at the left up to the corner
 * at {@code 2 * size}, and on to the rightmost above.
 */
final class IntraPrediction {

    static final int PLANAR = 0;
    static final int DC = 1;
    static final int HORIZONTAL = 10;
    static final int VERTICAL = 26;

    private static final int MAX_SIZE = 32;

    /** Table 8-5, intraPredAngle by mode. */
    private static final int[] ANGLES = {
        0, 0, 32, 26, 21, 17, 13, 9, 5, 2, 0, -2, -5, -9, -13, -17, -21, -26, -32, -26, -21, -17, -13, -9, -5, -2, 0, 2,
        5, 9, 13, 17, 21, 26, 32
    };

    /** Table 8-6, invAngle by mode, from 11 on. */
    private static final int[] INVERSE_ANGLES = {
        -4096, -1638, -910, -630, -482, -390, -315, -256, -315, -390, -482, -630, -910, -1638, -4096
    };

    /** Table 8-3: intraHorVerDistThres by log2 of the size: above it the line is smoothed. */
    private static final int[] SMOOTHING_DISTANCE = {99, 99, 99, 7, 1, 0};

    private final Frame frame;
    private final Neighbours neighbours;
    private final boolean smoothed;
    private final boolean strong;
    private final boolean smoothedChroma;

    private final int[] line = new int[4 * MAX_SIZE + 1];
    private final int[] smooth = new int[4 * MAX_SIZE + 1];

    /** The main reference of a direction, with room for negative indices before {@link #MAX_SIZE}. */
    private final int[] reference = new int[3 * MAX_SIZE + 1];

    IntraPrediction(Frame frame, Neighbours neighbours) {
        this.frame = frame;
        this.neighbours = neighbours;
        smoothed = !frame.sps.range().unsmoothed();
        strong = frame.sps.strongSmoothing();
        smoothedChroma = frame.sps.sampling() == Sampling.YUV_444;
    }

    /**
     * Writes the prediction into the plane.
     *
     * @param x in samples of the plane
     * @param edges false where the edges of the block must stay as predicted (disableIntraBoundaryFilter)
     */
    void predict(int plane, int x, int y, int log2, int mode, boolean edges) {
        int size = 1 << log2;
        gather(plane, x, y, size);
        int[] from = line;
        if (smoothed
                && mode != DC
                && log2 > 2
                && (plane == 0 || smoothedChroma)
                && distance(mode) > SMOOTHING_DISTANCE[log2]) {
            smooth(plane, size);
            from = smooth;
        }
        short[] to = frame.samples[plane];
        int stride = frame.strides[plane];
        int at = y * stride + x;
        boolean filtered = plane == 0 && size < MAX_SIZE;
        if (mode == PLANAR) {
            planar(from, to, at, stride, log2);
        } else if (mode == DC) {
            dc(from, to, at, stride, log2, filtered);
        } else {
            int highest = filtered && edges ? (1 << frame.sps.depth(plane)) - 1 : 0;
            if (mode >= 18) {
                vertical(from, to, at, stride, size, mode, highest);
            } else {
                horizontal(from, to, at, stride, size, mode, highest);
            }
        }
    }

    /** minDistVerHor; planar counts as far from both. */
    private static int distance(int mode) {
        return mode == PLANAR ? 10 : Math.min(Math.abs(mode - VERTICAL), Math.abs(mode - HORIZONTAL));
    }

    /** Collects the line and fills what is missing with what comes before it (8.4.4.2.2). */
    private void gather(int plane, int x, int y, int size) {
        int shiftX = plane == 0 ? 0 : frame.shiftX;
        int shiftY = plane == 0 ? 0 : frame.shiftY;
        int lumaX = x << shiftX;
        int lumaY = y << shiftY;
        int beforeX = (x - 1) << shiftX;
        int beforeY = (y - 1) << shiftY;
        boolean left = neighbours.available(lumaX, lumaY, beforeX, lumaY);
        boolean below = left && neighbours.available(lumaX, lumaY, beforeX, (y + size) << shiftY);
        boolean corner = neighbours.available(lumaX, lumaY, beforeX, beforeY);
        boolean above = neighbours.available(lumaX, lumaY, lumaX, beforeY);
        boolean right = neighbours.available(lumaX, lumaY, (x + size) << shiftX, beforeY);
        short[] samples = frame.samples[plane];
        int stride = frame.strides[plane];
        int middle = 2 * size;
        int[] to = line;
        if (!left && !corner && !above && !right) {
            Arrays.fill(to, 0, 4 * size + 1, 1 << (frame.sps.depth(plane) - 1));
            return;
        }
        int first = middle;
        if (left) {
            int count = size + (below ? Math.min(size, frame.planeHeight(plane) - y - size) : 0);
            int at = y * stride + x - 1;
            for (int i = middle - 1; i >= middle - count; i--, at += stride) {
                to[i] = samples[at];
            }
            first = middle - count;
        }
        int at = (y - 1) * stride + x;
        if (corner) {
            to[middle] = samples[at - 1];
        } else if (left) {
            to[middle] = to[middle - 1];
        } else {
            first = middle + 1;
        }
        if (above) {
            copy(samples, at, to, middle + 1, size);
        } else if (first <= middle) {
            Arrays.fill(to, middle + 1, middle + 1 + size, to[middle]);
        } else {
            first = middle + 1 + size;
        }
        int count = right ? Math.min(size, frame.planeWidth(plane) - x - size) : 0;
        copy(samples, at + size, to, middle + 1 + size, count);
        Arrays.fill(to, middle + 1 + size + count, 4 * size + 1, to[middle + size + count]);
        Arrays.fill(to, 0, first, to[first]);
    }

    private static void copy(short[] from, int at, int[] to, int start, int count) {
        for (int i = 0; i < count; i++) {
            to[start + i] = from[at + i];
        }
    }

    /** 8.4.4.2.3. */
    private void smooth(int plane, int size) {
        int last = 4 * size;
        int low = line[0];
        int corner = line[2 * size];
        int high = line[last];
        int limit = 1 << (frame.sps.lumaDepth() - 5);
        if (strong
                && plane == 0
                && size == MAX_SIZE
                && Math.abs(corner + high - 2 * line[3 * MAX_SIZE]) < limit
                && Math.abs(corner + low - 2 * line[MAX_SIZE]) < limit) {
            for (int i = 0; i <= 64; i++) {
                smooth[i] = ((64 - i) * low + i * corner + 32) >> 6;
                smooth[64 + i] = ((64 - i) * corner + i * high + 32) >> 6;
            }
            return;
        }
        smooth[0] = low;
        smooth[last] = high;
        for (int i = 1; i < last; i++) {
            smooth[i] = (line[i - 1] + 2 * line[i] + line[i + 1] + 2) >> 2;
        }
    }

    /** 8.4.4.2.4. */
    private static void planar(int[] line, short[] to, int start, int stride, int log2) {
        int size = 1 << log2;
        int above = 2 * size + 1;
        int right = line[above + size];
        int below = line[size - 1];
        for (int y = 0, at = start; y < size; y++, at += stride) {
            int left = line[2 * size - 1 - y];
            int row = size + (y + 1) * below + size * left;
            int slope = right - left;
            int weight = size - 1 - y;
            for (int x = 0; x < size; x++) {
                to[at + x] = (short) ((row + (x + 1) * slope + weight * line[above + x]) >> (log2 + 1));
            }
        }
    }

    /** 8.4.4.2.5. */
    private static void dc(int[] line, short[] to, int start, int stride, int log2, boolean filtered) {
        int size = 1 << log2;
        int middle = 2 * size;
        int sum = size;
        for (int i = 1; i <= size; i++) {
            sum += line[middle - i] + line[middle + i];
        }
        int mean = sum >> (log2 + 1);
        for (int y = 0, at = start; y < size; y++, at += stride) {
            Arrays.fill(to, at, at + size, (short) mean);
        }
        if (filtered) {
            to[start] = (short) ((line[middle - 1] + 2 * mean + line[middle + 1] + 2) >> 2);
            for (int i = 1; i < size; i++) {
                to[start + i] = (short) ((line[middle + 1 + i] + 3 * mean + 2) >> 2);
                to[start + i * stride] = (short) ((line[middle - 1 - i] + 3 * mean + 2) >> 2);
            }
        }
    }

    /**
     * The main reference, from −size to 2 · size around {@link #MAX_SIZE} (8-47 to 8-60).
     *
     * @param step 1 where it lies above, −1 where at the left
     */
    private void refer(int[] line, int size, int mode, int step) {
        int middle = 2 * size;
        int angle = ANGLES[mode];
        int last = angle < 0 ? size : 2 * size;
        for (int i = 0; i <= last; i++) {
            reference[MAX_SIZE + i] = line[middle + step * i];
        }
        int lowest = (size * angle) >> 5;
        if (lowest < -1) {
            int inverse = INVERSE_ANGLES[mode - 11];
            for (int i = lowest; i < 0; i++) {
                reference[MAX_SIZE + i] = line[middle - step * ((i * inverse + 128) >> 8)];
            }
        }
    }

    /** Modes from 18 on (8.4.4.2.6). */
    private void vertical(int[] line, short[] to, int start, int stride, int size, int mode, int highest) {
        refer(line, size, mode, 1);
        int angle = ANGLES[mode];
        for (int y = 0, at = start; y < size; y++, at += stride) {
            int way = (y + 1) * angle;
            int from = MAX_SIZE + 1 + (way >> 5);
            int part = way & 31;
            if (part == 0) {
                for (int x = 0; x < size; x++) {
                    to[at + x] = (short) reference[from + x];
                }
            } else {
                for (int x = 0; x < size; x++) {
                    to[at + x] =
                            (short) (((32 - part) * reference[from + x] + part * reference[from + x + 1] + 16) >> 5);
                }
            }
        }
        if (mode == VERTICAL && highest > 0) {
            int middle = 2 * size;
            for (int y = 0; y < size; y++) {
                int value = line[middle + 1] + ((line[middle - 1 - y] - line[middle]) >> 1);
                to[start + y * stride] = (short) Math.clamp(value, 0, highest);
            }
        }
    }

    /** Modes from 2 to 17 (8.4.4.2.6), column by column. */
    private void horizontal(int[] line, short[] to, int start, int stride, int size, int mode, int highest) {
        refer(line, size, mode, -1);
        int angle = ANGLES[mode];
        for (int x = 0; x < size; x++) {
            int way = (x + 1) * angle;
            int from = MAX_SIZE + 1 + (way >> 5);
            int part = way & 31;
            int at = start + x;
            if (part == 0) {
                for (int y = 0; y < size; y++, at += stride) {
                    to[at] = (short) reference[from + y];
                }
            } else {
                for (int y = 0; y < size; y++, at += stride) {
                    to[at] = (short) (((32 - part) * reference[from + y] + part * reference[from + y + 1] + 16) >> 5);
                }
            }
        }
        if (mode == HORIZONTAL && highest > 0) {
            int middle = 2 * size;
            for (int x = 0; x < size; x++) {
                int value = line[middle - 1] + ((line[middle + 1 + x] - line[middle]) >> 1);
                to[start + x] = (short) Math.clamp(value, 0, highest);
            }
        }
    }
}
