package dev.safelight.imaging.measure;

/** How much each of a line of pixels weighs in each of fewer (or more) that it is reduced to: the part that they overlap. */
record Shares(int from, int to) {

    static Shares of(int from, int to) {
        return new Shares(from, to);
    }

    /** The first pixel that has a part in the {@code i}th. */
    int first(int i) {
        return (int) ((long) i * from / to);
    }

    /** The last one. */
    int last(int i) {
        return (int) (((long) (i + 1) * from - 1) / to);
    }

    /** What a pixel weighs that lies wholly within. */
    float whole() {
        return (float) to / from;
    }

    /** What {@code pixel} weighs in the {@code i}th; all that have a part in it weigh 1 together. */
    float weight(int i, int pixel) {
        long begin = Math.max((long) i * from, (long) pixel * to);
        long end = Math.min((long) (i + 1) * from, (long) (pixel + 1) * to);
        return (float) (end - begin) / from;
    }
}
