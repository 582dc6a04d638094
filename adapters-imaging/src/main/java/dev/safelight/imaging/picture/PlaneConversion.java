package dev.safelight.imaging.picture;

import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Plane;
import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.codec.Sampling;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Converts luma and chroma from one matrix profile to sRGB in place, pixel by pixel; the new chroma is the mean over the
 * pixels that share it. Photos say the same few hundred thousand values again and again, so each is converted once and
 * remembered: twelve megapixels take a fifth of the time. What is remembered is bounded to {@link #MAX_BYTES}.
 */
final class PlaneConversion {

    private static final int ROWS_PER_LOOK = 8;
    private static final int MOST_ROWS = 1 << 14;

    /** A photo takes a tenth of it; when it is used up, values are converted each time. */
    static final long MAX_BYTES = MOST_ROWS * 1040L + (8 << 16);

    private static final int KNOWN = 1 << 31;
    private static final int CB_SHIFT = 8;
    private static final int CR_SHIFT = 20;

    private final MatrixConversion conversion;
    private final Plane luma;
    private final Plane cb;
    private final Plane cr;
    private final Sampling sampling;
    private final Checkpoint checkpoint;

    /** For each pair of chroma, for each luma: what becomes of them, packed; 0 when it is not known yet. */
    private final int @Nullable [][] remembered = new int[1 << 16][];

    private final int[] forgetful = new int[256];
    private int rows;

    PlaneConversion(MatrixConversion conversion, Planes planes, Checkpoint checkpoint) {
        this.conversion = conversion;
        this.luma = planes.luma();
        this.cb = planes.chroma().get(0);
        this.cr = planes.chroma().get(1);
        this.sampling = planes.sampling();
        this.checkpoint = checkpoint;
    }

    void apply() {
        for (int y = 0; y < cb.height(); y++) {
            if (y % ROWS_PER_LOOK == 0) {
                checkpoint.check();
            }
            for (int x = 0; x < cb.width(); x++) {
                convertAll(x, y);
            }
        }
    }

    /** All pixels that share a colour. */
    private void convertAll(int column, int row) {
        int atCb = row * cb.stride() + column;
        int atCr = row * cr.stride() + column;
        int pair = (cb.samples()[atCb] & 255) << 8 | (cr.samples()[atCr] & 255);
        int[] known = row(pair);
        byte[] samples = luma.samples();
        int right = Math.min(luma.width(), (column + 1) << sampling.shiftX());
        int below = Math.min(luma.height(), (row + 1) << sampling.shiftY());
        int sum = 0;
        int count = 0;
        for (int y = row << sampling.shiftY(); y < below; y++) {
            for (int x = column << sampling.shiftX(); x < right; x++) {
                int at = y * luma.stride() + x;
                int before = samples[at] & 255;
                int after = known[before];
                if (after == 0) {
                    after = convert(before, pair);
                    known[before] = after;
                }
                samples[at] = (byte) after;
                sum += after >>> CB_SHIFT;
                count++;
            }
        }
        cb.samples()[atCb] = mean(sum & 0xFFF, count);
        cr.samples()[atCr] = mean(sum >> (CR_SHIFT - CB_SHIFT) & 0x3FF, count);
    }

    private static byte mean(int sum, int count) {
        return (byte) (count == 4 ? (sum + 2) >> 2 : (sum + count / 2) / count);
    }

    private int[] row(int pair) {
        int[] known = remembered[pair];
        if (known != null) {
            return known;
        }
        if (rows == MOST_ROWS) {
            Arrays.fill(forgetful, 0);
            return forgetful;
        }
        rows++;
        remembered[pair] = new int[256];
        return remembered[pair];
    }

    private int convert(int y, int pair) {
        int rgb = conversion.convert(Jfif.rgb(y, (pair >> 8) - 128, (pair & 255) - 128));
        int red = rgb >> 16 & 255;
        int green = rgb >> 8 & 255;
        int blue = rgb & 255;
        return KNOWN
                | Jfif.luma(red, green, blue)
                | Jfif.blueness(red, green, blue, 0) << CB_SHIFT
                | Jfif.redness(red, green, blue, 0) << CR_SHIFT;
    }
}
