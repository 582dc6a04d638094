package dev.safelight.imaging.heif;

import dev.safelight.imaging.codec.Plane;
import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.codec.Sampling;

/** A picture, read row by row as Y, Cb and Cr of {@link Planes}. For one thread. */
interface Rows {

    Sampling sampling();

    /** Of the luma. */
    int width();

    int height();

    /**
     * Reads {@code count} samples of a row.
     *
     * @param plane 0 for Y, 1 for Cb, 2 for Cr
     */
    void read(int plane, int y, int x, int count, byte[] to, int at);

    static Rows of(Planes planes) {
        return new OfPlanes(planes);
    }

    /** The same with a colour for every pixel. */
    default Rows perPixel() {
        return sampling() == Sampling.GRAY || sampling() == Sampling.YUV_444 ? this : new PerPixel(this);
    }

    /** Planes as they are. */
    record OfPlanes(Planes planes) implements Rows {

        @Override
        public Sampling sampling() {
            return planes.sampling();
        }

        @Override
        public int width() {
            return planes.width();
        }

        @Override
        public int height() {
            return planes.height();
        }

        @Override
        public void read(int plane, int y, int x, int count, byte[] to, int at) {
            Plane read = plane == 0 ? planes.luma() : planes.chroma().get(plane - 1);
            System.arraycopy(read.samples(), y * read.stride() + x, to, at, count);
        }
    }

    /** Each colour repeated for all pixels that it stands for. */
    record PerPixel(Rows rows) implements Rows {

        @Override
        public Sampling sampling() {
            return Sampling.YUV_444;
        }

        @Override
        public int width() {
            return rows.width();
        }

        @Override
        public int height() {
            return rows.height();
        }

        @Override
        public void read(int plane, int y, int x, int count, byte[] to, int at) {
            int shift = plane == 0 ? 0 : rows.sampling().shiftX();
            int row = plane == 0 ? y : y >> rows.sampling().shiftY();
            int first = x >> shift;
            int needed = ((x + count - 1) >> shift) - first + 1;
            // What is read stands at the end of where it goes, so that spreading it from the left overwrites nothing
            // unread.
            int from = at + count - needed;
            rows.read(plane, row, first, needed, to, from);
            for (int i = 0; i < count; i++) {
                to[at + i] = to[from + ((x + i) >> shift) - first];
            }
        }
    }
}
