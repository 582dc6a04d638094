package dev.safelight.imaging.jpeg;

/**
 * Factors of the transform of Loeffler, Ligtenberg and Moschytz (ICASSP 1989): cosines, their sums and differences, times √2,
 * with 13 bits behind the point.
 */
final class Rotations {

    static final int BITS = 13;

    /** By how much more exact the first of two passes leaves its results than integers. */
    static final int BETWEEN = 2;

    static final int FIX_0_298 = fixed(0.298631336);
    static final int FIX_0_390 = fixed(0.390180644);
    static final int FIX_0_541 = fixed(0.541196100);
    static final int FIX_0_765 = fixed(0.765366865);
    static final int FIX_0_899 = fixed(0.899976223);
    static final int FIX_1_175 = fixed(1.175875602);
    static final int FIX_1_501 = fixed(1.501321110);
    static final int FIX_1_847 = fixed(1.847759065);
    static final int FIX_1_961 = fixed(1.961570560);
    static final int FIX_2_053 = fixed(2.053119869);
    static final int FIX_2_562 = fixed(2.562915447);
    static final int FIX_3_072 = fixed(3.072711026);

    private Rotations() {}

    static int fixed(double factor) {
        return (int) Math.round(factor * (1 << BITS));
    }
}
