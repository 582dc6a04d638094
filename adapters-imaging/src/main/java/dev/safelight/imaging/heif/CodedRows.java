package dev.safelight.imaging.heif;

import dev.safelight.imaging.codec.Sampling;
import dev.safelight.imaging.codec.Unreadable;
import dev.safelight.imaging.hevc.HevcFormat;
import dev.safelight.imaging.hevc.HevcPicture;
import dev.safelight.imaging.hevc.HevcPlane;
import dev.safelight.imaging.hevc.VideoColour;

/** A decoded picture, brought to BT.601 of the full range and 8 bits, each value rounded once. */
abstract sealed class CodedRows implements Rows {

    final HevcPicture picture;

    private CodedRows(HevcPicture picture) {
        this.picture = picture;
    }

    static Rows of(HevcPicture picture, VideoColour colour) throws Unreadable {
        HevcFormat format = picture.format();
        boolean gray = format.sampling() == Sampling.GRAY;
        if (!gray && !Cicp.isBt601(colour.matrix())) {
            return new Mixed(picture, colour);
        }
        boolean eight = format.lumaDepth() == 8 && (gray || format.chromaDepth() == 8);
        return eight && colour.fullRange() ? new AsTheyAre(picture) : new Scaled(picture, colour);
    }

    @Override
    public Sampling sampling() {
        return picture.format().sampling();
    }

    @Override
    public int width() {
        return picture.format().width();
    }

    @Override
    public int height() {
        return picture.format().height();
    }

    HevcPlane plane(int plane) {
        return plane == 0 ? picture.luma() : picture.chroma().get(plane - 1);
    }

    int depth(int plane) {
        return plane == 0 ? picture.format().lumaDepth() : picture.format().chromaDepth();
    }

    /** What every phone makes. */
    private static final class AsTheyAre extends CodedRows {

        AsTheyAre(HevcPicture picture) {
            super(picture);
        }

        @Override
        public void read(int plane, int y, int x, int count, byte[] to, int at) {
            plane(plane).copyRow(y, x, count, to, at);
        }
    }

    /** BT.601 of another range or depth: a table for Y and one for colours. */
    private static final class Scaled extends CodedRows {

        private final byte[][] tables;
        private final SampleRow row;

        Scaled(HevcPicture picture, VideoColour colour) {
            super(picture);
            this.row = new SampleRow(picture.format().width());
            this.tables = new byte[][] {
                table(new Scale(depth(0), colour.fullRange(), false), 0),
                table(new Scale(depth(1), colour.fullRange(), true), 128)
            };
        }

        private static byte[] table(Scale scale, int middle) {
            byte[] table = new byte[1 << scale.depth()];
            for (int i = 0; i < table.length; i++) {
                table[i] = (byte) Math.clamp(Math.round(255 * scale.of(i)) + middle, 0, 255);
            }
            return table;
        }

        @Override
        public void read(int plane, int y, int x, int count, byte[] to, int at) {
            short[] samples = row.read(plane(plane), depth(plane), y, x, count);
            byte[] table = tables[Math.min(plane, 1)];
            for (int i = 0; i < count; i++) {
                to[at + i] = table[samples[i]];
            }
        }
    }

    /**
     * Another matrix: sums of three tables. No matrix but GBR makes colours from brightness, so that colours are converted at
     * their own density, and brightness takes the colour that stands for its pixel.
     */
    private static final class Mixed extends CodedRows {

        private static final int BITS = 20;

        /** By what it makes (Y, Cb, Cr) and what it is made from. */
        private final int[][][] tables = new int[3][3][];

        private final SampleRow[] rows = new SampleRow[3];

        Mixed(HevcPicture picture, VideoColour colour) throws Unreadable {
            super(picture);
            double[][] matrix = Cicp.toBt601(colour.matrix());
            for (int from = 0; from < 3; from++) {
                rows[from] = new SampleRow(picture.format().width());
                boolean signed = from > 0 && colour.matrix() != 0;
                Scale scale = new Scale(depth(from), colour.fullRange(), signed);
                for (int to = 0; to < 3; to++) {
                    tables[to][from] = table(scale, matrix[to][from]);
                }
            }
        }

        private static int[] table(Scale scale, double factor) {
            int[] table = new int[1 << scale.depth()];
            for (int i = 0; i < table.length; i++) {
                table[i] = (int) Math.round(scale.of(i) * factor * 255 * (1 << BITS));
            }
            return table;
        }

        @Override
        public void read(int plane, int y, int x, int count, byte[] to, int at) {
            int shiftX = plane == 0 ? sampling().shiftX() : 0;
            int shiftY = plane == 0 ? sampling().shiftY() : 0;
            boolean brightness = plane == 0 || sampling() == Sampling.YUV_444;
            int colours = ((x + count - 1) >> shiftX) - (x >> shiftX) + 1;
            short[] lumas = brightness ? rows[0].read(plane(0), depth(0), y, x, count) : rows[0].zeros();
            short[] blues = rows[1].read(plane(1), depth(1), y >> shiftY, x >> shiftX, colours);
            short[] reds = rows[2].read(plane(2), depth(2), y >> shiftY, x >> shiftX, colours);
            int[][] table = tables[plane];
            int[] fromLuma = table[0];
            int[] fromBlue = table[1];
            int[] fromRed = table[2];
            int half = (1 << (BITS - 1)) + (plane == 0 ? 0 : 128 << BITS);
            for (int i = 0; i < count; i++) {
                int colour = ((x + i) >> shiftX) - (x >> shiftX);
                int luma = brightness ? fromLuma[lumas[i]] : 0;
                int sum = luma + fromBlue[blues[colour]] + fromRed[reds[colour]] + half;
                to[at + i] = (byte) Math.clamp(sum >> BITS, 0, 255);
            }
        }
    }

    /** What a stored number is as a share: of brightness 0 to 1, of a colour −½ to ½ (ITU-T H.273, equations 20 to 37). */
    private record Scale(int depth, boolean fullRange, boolean signed) {

        double of(int value) {
            double zero = signed ? 1 << (depth - 1) : fullRange ? 0 : 16 << (depth - 8);
            double one = fullRange ? (1 << depth) - 1 : (signed ? 224 : 219) << (depth - 8);
            return (value - zero) / one;
        }
    }

    /** A row of samples of whatever depth. */
    private static final class SampleRow {

        private final byte[] bytes;
        private final short[] samples;

        SampleRow(int width) {
            bytes = new byte[width];
            samples = new short[width];
        }

        short[] read(HevcPlane plane, int depth, int y, int x, int count) {
            if (depth > 8) {
                System.arraycopy(plane.samples(), plane.offset() + y * plane.stride() + x, samples, 0, count);
                return samples;
            }
            plane.copyRow(y, x, count, bytes, 0);
            for (int i = 0; i < count; i++) {
                samples[i] = (short) (bytes[i] & 255);
            }
            return samples;
        }

        short[] zeros() {
            return samples;
        }
    }
}
