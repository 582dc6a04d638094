package dev.safelight.imaging.picture;

import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Plane;
import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.codec.Sampling;
import java.util.List;

/** Takes red, green and blue apart into luma and 4:2:0 chroma, two rows at a time. */
public final class PlanesOfRows {

    private final Plane luma;
    private final Plane cb;
    private final Plane cr;
    private final int[] upper;
    private final int[] lower;

    private PlanesOfRows(Rows rows) {
        this.luma = new Plane(rows.width(), rows.height());
        this.cb = new Plane(Sampling.YUV_420.across(rows.width()), Sampling.YUV_420.down(rows.height()));
        this.cr = new Plane(cb.width(), cb.height());
        this.upper = new int[rows.width()];
        this.lower = new int[rows.width()];
    }

    public static Planes of(Rows rows, Checkpoint checkpoint) {
        return rows.isGray() ? gray(rows, checkpoint) : new PlanesOfRows(rows).read(rows, checkpoint);
    }

    private static Planes gray(Rows rows, Checkpoint checkpoint) {
        Plane luma = new Plane(rows.width(), rows.height());
        int[] row = new int[rows.width()];
        for (int y = 0; y < rows.height(); y++) {
            checkpoint.check();
            rows.read(y, row);
            for (int x = 0; x < row.length; x++) {
                luma.samples()[y * luma.stride() + x] = (byte) row[x];
            }
        }
        return new Planes(Sampling.GRAY, luma, List.of());
    }

    private Planes read(Rows rows, Checkpoint checkpoint) {
        for (int y = 0; y < rows.height(); y += 2) {
            checkpoint.check();
            rows.read(y, upper);
            luma(upper, y);
            boolean last = y + 1 == rows.height();
            if (!last) {
                rows.read(y + 1, lower);
                luma(lower, y + 1);
            }
            chroma(last ? upper : lower, y / 2);
        }
        return new Planes(Sampling.YUV_420, luma, List.of(cb, cr));
    }

    private void luma(int[] row, int y) {
        byte[] samples = luma.samples();
        int at = y * luma.stride();
        for (int x = 0; x < row.length; x++) {
            int rgb = row[x];
            samples[at + x] = (byte) Jfif.luma(rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255);
        }
    }

    /** Of each 2×2 pixels; where there are none on the right or below, those at the edge count twice. */
    private void chroma(int[] second, int y) {
        int at = y * cb.stride();
        for (int x = 0; x < cb.width(); x++) {
            int left = 2 * x;
            int right = Math.min(left + 1, upper.length - 1);
            // Red and blue are summed in one go: 16 bits apart, four of 255 do not run into each other.
            int ends = (upper[left] & 0xFF00FF)
                    + (upper[right] & 0xFF00FF)
                    + (second[left] & 0xFF00FF)
                    + (second[right] & 0xFF00FF);
            int green = (upper[left] >> 8 & 255)
                    + (upper[right] >> 8 & 255)
                    + (second[left] >> 8 & 255)
                    + (second[right] >> 8 & 255);
            cb.samples()[at + x] = (byte) Jfif.blueness(ends >> 16, green, ends & 0xFFFF, 2);
            cr.samples()[at + x] = (byte) Jfif.redness(ends >> 16, green, ends & 0xFFFF, 2);
        }
    }
}
