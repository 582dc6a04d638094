package dev.safelight.imaging.hevc;

import java.util.Arrays;

/**
 * Sample adaptive offset (8.7.3), row of trees by row, after deblocking of that row and the next. It reads deblocked samples
 * only: a copy of the row and of the lines around it stands beside the plane, and the last line of the row before is kept as
 * it was.
 */
final class SampleOffset {

    /** Where the two neighbours of a sample lie, by sao_eo_class (table 8-13): the second one; the first is opposite. */
    private static final int[] ACROSS = {1, 0, 1, -1};

    private static final int[] DOWN = {0, 1, 1, 1};

    private final Frame frame;
    private final Pps pps;
    private final TreeOrder order;
    private final int tree;
    private final int columns;
    private final boolean everywhere;
    private final boolean keeping;

    /** By plane: the line before the row, the row, the line behind it. */
    private final short[][] copies;

    private final short[] bands = new short[32];
    private final int[] edges = new int[5];

    SampleOffset(Frame frame, Pps pps, TreeOrder order, boolean everywhere) {
        this.frame = frame;
        this.pps = pps;
        this.order = order;
        this.everywhere = everywhere;
        tree = frame.sps.blocks().tree();
        columns = frame.sps.treeColumns();
        keeping = pps.bypass() || frame.sps.pcm().map(Sps.Pcm::unfiltered).orElse(false);
        copies = new short[frame.planes][];
        for (int plane = 0; plane < frame.planes; plane++) {
            copies[plane] = new short[(rows(plane) + 2) * frame.strides[plane]];
        }
    }

    /** Rows of the plane in a row of trees. */
    private int rows(int plane) {
        return 1 << tree >> (plane == 0 ? 0 : frame.shiftY);
    }

    void filterRow(int row) {
        for (int plane = 0; plane < frame.planes; plane++) {
            copy(plane, row);
            for (int column = 0; column < columns; column++) {
                filter(plane, column, row);
            }
        }
    }

    private void copy(int plane, int row) {
        int stride = frame.strides[plane];
        int rows = rows(plane);
        short[] copy = copies[plane];
        int top = row * rows;
        if (row > 0) {
            System.arraycopy(copy, rows * stride, copy, 0, stride);
        }
        int count = Math.min(rows + 1, frame.planeHeight(plane) - top);
        System.arraycopy(frame.samples[plane], top * stride, copy, stride, count * stride);
    }

    private void filter(int plane, int column, int row) {
        int place = row * columns + column;
        int at = (place * Frame.MAX_PLANES + plane) * Frame.OFFSET_FIELDS;
        int type = frame.offsets[at];
        if (type == SampleOffsetSyntax.NONE) {
            return;
        }
        int width = 1 << tree >> (plane == 0 ? 0 : frame.shiftX);
        int left = column * width;
        int right = Math.min(frame.planeWidth(plane), left + width);
        int top = row * rows(plane);
        int bottom = Math.min(frame.planeHeight(plane), top + rows(plane));
        if (type == SampleOffsetSyntax.BAND) {
            band(plane, at, left, top, right, bottom);
        } else {
            edge(plane, at, left, top, right, bottom);
            if (!everywhere) {
                restoreBorders(plane, place, frame.offsets[at + 1], left, top, right, bottom);
            }
        }
        if (keeping) {
            restoreUnfiltered(plane, left, top, right, bottom);
        }
    }

    private int scale(int plane) {
        return plane == 0 ? pps.range().lumaOffsetShift() : pps.range().chromaOffsetShift();
    }

    private void band(int plane, int at, int left, int top, int right, int bottom) {
        Arrays.fill(bands, (short) 0);
        for (int i = 0; i < 4; i++) {
            bands[frame.offsets[at + 1] + i & 31] = (short) (frame.offsets[at + 2 + i] << scale(plane));
        }
        int depth = frame.sps.depth(plane);
        int shift = depth - 5;
        int highest = (1 << depth) - 1;
        int stride = frame.strides[plane];
        short[] samples = frame.samples[plane];
        for (int y = top; y < bottom; y++) {
            for (int i = y * stride + left; i < y * stride + right; i++) {
                int value = samples[i];
                samples[i] = (short) Math.min(Math.max(value + bands[value >> shift], 0), highest);
            }
        }
    }

    /** Samples at the edge of the picture stay. */
    private void edge(int plane, int at, int left, int top, int right, int bottom) {
        int direction = frame.offsets[at + 1];
        int across = ACROSS[direction];
        int down = DOWN[direction];
        int scale = scale(plane);
        edges[0] = frame.offsets[at + 2] << scale;
        edges[1] = frame.offsets[at + 3] << scale;
        edges[2] = 0;
        edges[3] = frame.offsets[at + 4] << scale;
        edges[4] = frame.offsets[at + 5] << scale;
        int highest = (1 << frame.sps.depth(plane)) - 1;
        int stride = frame.strides[plane];
        int fromX = across != 0 && left == 0 ? 1 : left;
        int toX = across != 0 && right == frame.planeWidth(plane) ? right - 1 : right;
        int fromY = down != 0 && top == 0 ? 1 : top;
        int toY = down != 0 && bottom == frame.planeHeight(plane) ? bottom - 1 : bottom;
        int step = down * stride + across;
        for (int y = fromY; y < toY; y++) {
            edgeLine(
                    copies[plane],
                    (y - top + 1) * stride + fromX,
                    step,
                    frame.samples[plane],
                    y * stride + fromX,
                    toX - fromX,
                    edges,
                    highest);
        }
    }

    private static void edgeLine(
            short[] from, int at, int step, short[] to, int start, int count, int[] edges, int highest) {
        for (int i = 0; i < count; i++) {
            int value = from[at + i];
            int before = value - from[at + i - step];
            int behind = value - from[at + i + step];
            int kind = 2 + (before >> 31 | -before >>> 31) + (behind >> 31 | -behind >>> 31);
            to[start + i] = (short) Math.min(Math.max(value + edges[kind], 0), highest);
        }
    }

    /** Takes back what looked across a border of slices or tiles that may not be looked across. */
    private void restoreBorders(int plane, int place, int direction, int left, int top, int right, int bottom) {
        boolean[] open = new boolean[9];
        for (int i = 0; i < 9; i++) {
            open[i] = mayLook(place, i % 3 - 1, i / 3 - 1);
        }
        for (int y = top; y < bottom; y++) {
            boolean whole = y == top || y == bottom - 1;
            for (int x = left; x < right; x += whole || x == right - 1 ? 1 : right - 1 - left) {
                for (int sign = -1; sign <= 1; sign += 2) {
                    int otherX = x + sign * ACROSS[direction];
                    int otherY = y + sign * DOWN[direction];
                    int dx = otherX < left ? 0 : otherX < right ? 1 : 2;
                    int dy = otherY < top ? 0 : otherY < bottom ? 1 : 2;
                    if (!open[3 * dy + dx]) {
                        restore(plane, x, y, x + 1, y + 1, top);
                    }
                }
            }
        }
    }

    /** Of two slices, the later one says whether filters may look across (8.7.3). */
    private boolean mayLook(int place, int dx, int dy) {
        int column = place % columns + dx;
        int other = place + dy * columns + dx;
        if (column < 0 || column >= columns || other < 0 || other >= order.count()) {
            return true;
        }
        SliceHeader own = frame.segments[place];
        SliceHeader theirs = frame.segments[other];
        if (own == null || theirs == null) {
            return true;
        }
        if (own.sliceStart() != theirs.sliceStart()) {
            SliceHeader later = order.turn(other) < order.turn(place) ? own : theirs;
            if (!later.tools().filterAcross()) {
                return false;
            }
        }
        return order.tile(place) == order.tile(other)
                || pps.tiles().map(Pps.Tiles::filterAcross).orElse(true);
    }

    private void restoreUnfiltered(int plane, int left, int top, int right, int bottom) {
        int shiftX = plane == 0 ? 0 : frame.shiftX;
        int shiftY = plane == 0 ? 0 : frame.shiftY;
        int across = 8 >> shiftX;
        int down = 8 >> shiftY;
        for (int y = top; y < bottom; y += down) {
            for (int x = left; x < right; x += across) {
                if ((frame.marks[frame.block(x << shiftX, y << shiftY)] & Frame.UNFILTERED) != 0) {
                    restore(plane, x, y, x + across, y + down, top);
                }
            }
        }
    }

    private void restore(int plane, int left, int top, int right, int bottom, int rowTop) {
        int stride = frame.strides[plane];
        for (int y = top; y < bottom; y++) {
            int from = (y - rowTop + 1) * stride + left;
            System.arraycopy(copies[plane], from, frame.samples[plane], y * stride + left, right - left);
        }
    }
}
