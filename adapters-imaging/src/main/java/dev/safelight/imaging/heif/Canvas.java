package dev.safelight.imaging.heif;

import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Plane;
import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.codec.Sampling;
import java.util.ArrayList;
import java.util.List;

/**
 * The picture that comes to be: cropped, reduced and turned while it is filled, so that the whole of the stored one never
 * is in memory. Several threads may put pictures at different places at the same time.
 */
final class Canvas {

    private final View view;
    private final int reduction;
    private final Sampling stored;
    private final boolean perPixel;
    private final Planes planes;

    /**
     * @param stored how the pictures store colours that will be put here
     * @param aligned whether they are put at places that are whole colours
     * @param reduction 1, 2, 4 or 8: so many pixels become one, by area
     */
    Canvas(Sampling stored, boolean aligned, View view, int reduction) {
        int width = reduced(view.width(), reduction);
        int height = reduced(view.height(), reduction);
        this.view = view;
        this.reduction = reduction;
        this.perPixel = !aligned || !keepsColours(stored, view, width, height);
        this.stored = perPixel && stored != Sampling.GRAY ? Sampling.YUV_444 : stored;
        this.planes = empty(width, height);
    }

    /**
     * Whether every colour still stands for the same pixels: not so when an odd number is cut off, or when a picture of odd
     * width is mirrored, whose last colour stands for one pixel and whose first would.
     */
    static boolean keepsColours(Sampling stored, View view, int width, int height) {
        int odd = view.left() | (view.turn().reversesColumns() ? width : 0);
        int oddDown = view.top() | (view.turn().reversesRows() ? height : 0);
        return (stored.shiftX() & odd) == 0 && (stored.shiftY() & oddDown) == 0;
    }

    static Sampling transposed(Sampling sampling) {
        return switch (sampling) {
            case YUV_422 -> Sampling.YUV_440;
            case YUV_440 -> Sampling.YUV_422;
            case GRAY, YUV_420, YUV_444 -> sampling;
        };
    }

    private static int reduced(int size, int reduction) {
        return (size + reduction - 1) / reduction;
    }

    private Planes empty(int width, int height) {
        boolean transposed = view.turn().transposed();
        Sampling shown = transposed ? transposed(stored) : stored;
        int shownWidth = transposed ? height : width;
        int shownHeight = transposed ? width : height;
        List<Plane> chroma = new ArrayList<>();
        for (int i = 0; i < (stored == Sampling.GRAY ? 0 : 2); i++) {
            chroma.add(new Plane(shown.across(shownWidth), shown.down(shownHeight)));
        }
        return new Planes(shown, new Plane(shownWidth, shownHeight), chroma);
    }

    Planes planes() {
        return planes;
    }

    /** Puts a picture at a place of the stored whole; what of it lies outside the view is left out. */
    void put(Rows rows, int left, int top, Checkpoint checkpoint) {
        Rows read = perPixel ? rows.perPixel() : rows;
        for (int plane = 0; plane < (stored == Sampling.GRAY ? 1 : 3); plane++) {
            new Patch(read, plane, left, top).put(checkpoint);
        }
    }

    /** One plane of a picture, and the part of the canvas that it covers. */
    private final class Patch {

        private static final int BAND = 16;

        private final Rows rows;
        private final int plane;
        private final Plane target;
        private final Turn.Walk walk;
        private final int readX;
        private final int readY;
        private final int cellX;
        private final int cellY;
        private final int width;
        private final int height;

        Patch(Rows rows, int plane, int left, int top) {
            int shiftX = plane == 0 ? 0 : stored.shiftX();
            int shiftY = plane == 0 ? 0 : stored.shiftY();
            this.rows = rows;
            this.plane = plane;
            this.target = plane == 0 ? planes.luma() : planes.chroma().get(plane - 1);
            boolean transposed = view.turn().transposed();
            this.walk = Turn.Walk.of(
                    view.turn(),
                    transposed ? target.height() : target.width(),
                    transposed ? target.width() : target.height());
            int startX = (left - view.left()) >> shiftX;
            int startY = (top - view.top()) >> shiftY;
            int x0 = Math.max(startX, 0);
            int y0 = Math.max(startY, 0);
            readX = x0 - startX;
            readY = y0 - startY;
            cellX = x0 / reduction;
            cellY = y0 / reduction;
            width = Math.min(startX + across(rows.width(), shiftX), across(view.width(), shiftX)) - x0;
            height = Math.min(startY + across(rows.height(), shiftY), across(view.height(), shiftY)) - y0;
        }

        private static int across(int pixels, int shift) {
            return (pixels + (1 << shift) - 1) >> shift;
        }

        void put(Checkpoint checkpoint) {
            if (width <= 0 || height <= 0) {
                return;
            }
            int cells = reduced(width, reduction);
            int rowsOfCells = reduced(height, reduction);
            byte[] band = new byte[BAND * cells];
            Cells averages = new Cells(width, reduction);
            for (int first = 0; first < rowsOfCells; first += BAND) {
                checkpoint.check();
                int count = Math.min(BAND, rowsOfCells - first);
                for (int i = 0; i < count; i++) {
                    read(averages, first + i, band, i * cells);
                }
                spread(band, cells, count, walk.first() + (cellY + first) * walk.down() + cellX * walk.right());
            }
        }

        private void read(Cells averages, int row, byte[] to, int at) {
            if (reduction == 1) {
                rows.read(plane, readY + row, readX, width, to, at);
                return;
            }
            int from = row * reduction;
            int until = Math.min(from + reduction, height);
            for (int y = from; y < until; y++) {
                rows.read(plane, readY + y, readX, width, averages.row(), 0);
                averages.add();
            }
            averages.take(until - from, to, at);
        }

        private void spread(byte[] band, int cells, int count, int first) {
            byte[] samples = target.samples();
            if (walk.right() == 1) {
                for (int i = 0; i < count; i++) {
                    System.arraycopy(band, i * cells, samples, first + i * walk.down(), cells);
                }
                return;
            }
            for (int x = 0; x < cells; x++) {
                int at = first + x * walk.right();
                for (int i = 0; i < count; i++) {
                    samples[at] = band[i * cells + x];
                    at += walk.down();
                }
            }
        }
    }
}
