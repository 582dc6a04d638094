package dev.safelight.imaging.decode;

import dev.safelight.imaging.picture.Rows;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Optional;

/**
 * Reads what ImageIO decoded as packed pixels: gray spread over three colours, 16 bits reduced to 8, transparency laid
 * on white. The fast path is for bytes, which nearly all photos are.
 */
final class RasterRows implements Rows {

    private final Raster raster;
    private final boolean inks;
    private final Optional<IndexColorModel> palette;
    private final int bands;
    private final int depth;
    private final int[] samples;

    private RasterRows(Raster raster, boolean inks, Optional<IndexColorModel> palette) {
        this.raster = raster;
        this.inks = inks;
        this.palette = palette;
        this.bands = raster.getNumBands();
        this.depth = raster.getSampleModel().getSampleSize(0);
        this.samples = new int[raster.getWidth() * bands];
    }

    /** Four channels are colours and transparency. */
    static Rows of(BufferedImage image) {
        return new RasterRows(
                image.getRaster(),
                false,
                image.getColorModel() instanceof IndexColorModel indexed ? Optional.of(indexed) : Optional.empty());
    }

    /** Four channels are inks, in the order C, M, Y, K from the lowest byte of a pixel up. */
    static Rows ofInks(Raster raster) {
        return new RasterRows(raster, true, Optional.empty());
    }

    @Override
    public int width() {
        return raster.getWidth();
    }

    @Override
    public int height() {
        return raster.getHeight();
    }

    @Override
    public boolean isGray() {
        return palette.isEmpty() && bands <= 2;
    }

    @Override
    public void read(int y, int[] row) {
        if (palette.isEmpty()
                && raster.getSampleModel() instanceof ComponentSampleModel model
                && raster.getDataBuffer() instanceof DataBufferByte buffer) {
            readBytes(y, row, model, buffer.getData());
        } else {
            readAny(y, row);
        }
    }

    private void readBytes(int y, int[] row, ComponentSampleModel model, byte[] data) {
        int step = model.getPixelStride();
        int[] offsets = model.getBandOffsets();
        int start = y * model.getScanlineStride();
        int first = start + offsets[0];
        int second = start + offsets[Math.min(1, bands - 1)];
        int third = start + offsets[Math.min(2, bands - 1)];
        int fourth = start + offsets[bands - 1];
        for (int x = 0; x < row.length; x++) {
            int at = x * step;
            row[x] = packed(
                    data[first + at] & 255, data[second + at] & 255, data[third + at] & 255, data[fourth + at] & 255);
        }
    }

    private void readAny(int y, int[] row) {
        raster.getPixels(0, y, row.length, 1, samples);
        for (int x = 0; x < row.length; x++) {
            int at = x * bands;
            row[x] = palette.isPresent()
                    ? onWhite(palette.get().getRGB(samples[at]))
                    : packed(
                            byteOf(samples[at]),
                            byteOf(samples[at + Math.min(1, bands - 1)]),
                            byteOf(samples[at + Math.min(2, bands - 1)]),
                            byteOf(samples[at + bands - 1]));
        }
    }

    private int byteOf(int sample) {
        int most = (1 << depth) - 1;
        return most == 255 ? sample : (sample * 255 + most / 2) / most;
    }

    private int packed(int a, int b, int c, int d) {
        return switch (bands) {
            case 1 -> a << 16 | a << 8 | a;
            case 2 -> onWhite(b << 24 | a << 16 | a << 8 | a);
            case 3 -> a << 16 | b << 8 | c;
            default -> inks ? d << 24 | c << 16 | b << 8 | a : onWhite(d << 24 | a << 16 | b << 8 | c);
        };
    }

    private static int onWhite(int argb) {
        int alpha = argb >>> 24;
        if (alpha == 255) {
            return argb & 0xFFFFFF;
        }
        return over(argb >> 16 & 255, alpha) << 16 | over(argb >> 8 & 255, alpha) << 8 | over(argb & 255, alpha);
    }

    private static int over(int value, int alpha) {
        return (value * alpha + 255 * (255 - alpha) + 127) / 255;
    }
}
