package dev.safelight.imaging.jpeg;

/** How coarse coefficients become (T.81, tables K.1 and K.2), made finer or coarser as is usual. */
final class QuantisationTables {

    private static final int[] LUMA = {
        16, 11, 10, 16, 24, 40, 51, 61, //
        12, 12, 14, 19, 26, 58, 60, 55, //
        14, 13, 16, 24, 40, 57, 69, 56, //
        14, 17, 22, 29, 51, 87, 80, 62, //
        18, 22, 37, 56, 68, 109, 103, 77, //
        24, 35, 55, 64, 81, 104, 113, 92, //
        49, 64, 78, 87, 103, 121, 120, 101, //
        72, 92, 95, 98, 112, 100, 103, 99
    };

    private static final int[] CHROMA = {
        17, 18, 24, 47, 99, 99, 99, 99, //
        18, 21, 26, 66, 99, 99, 99, 99, //
        24, 26, 56, 99, 99, 99, 99, 99, //
        47, 66, 99, 99, 99, 99, 99, 99, //
        99, 99, 99, 99, 99, 99, 99, 99, //
        99, 99, 99, 99, 99, 99, 99, 99, //
        99, 99, 99, 99, 99, 99, 99, 99, //
        99, 99, 99, 99, 99, 99, 99, 99
    };

    private QuantisationTables() {}

    /** @return steps in the order of files, 1 to 255 */
    static int[] of(boolean luma, int quality) {
        int percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
        int[] steps = new int[64];
        for (int k = 0; k < 64; k++) {
            int step = ((luma ? LUMA : CHROMA)[Zigzag.NATURAL[k]] * percent + 50) / 100;
            steps[k] = Math.clamp(step, 1, 255);
        }
        return steps;
    }
}
