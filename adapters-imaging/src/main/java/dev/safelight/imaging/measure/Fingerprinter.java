package dev.safelight.imaging.measure;

import dev.safelight.domain.rule.Fingerprint;
import dev.safelight.imaging.codec.Plane;
import dev.safelight.imaging.picture.AreaAverage;
import java.util.Arrays;

/**
 * A perceptual hash in the manner of PDQ (Facebook, "The TMK+PDQF video-hashing algorithm and the PDQ image-hashing
 * algorithm", 2019): luma at 64×64, the 16×16 lowest frequencies but the constant of its discrete cosine transform, and
 * of each whether it is above their median. Deterministic; not the same bits as PDQ, which filters differently.
 */
final class Fingerprinter {

    private static final int SIDE = 64;
    private static final int FREQUENCIES = 16;
    private static final float[][] COSINES = cosines();

    private Fingerprinter() {}

    private static float[][] cosines() {
        float[][] table = new float[FREQUENCIES][SIDE];
        for (int frequency = 0; frequency < FREQUENCIES; frequency++) {
            for (int x = 0; x < SIDE; x++) {
                table[frequency][x] = (float) StrictMath.cos(Math.PI / SIDE * (x + 0.5) * (frequency + 1));
            }
        }
        return table;
    }

    static Fingerprint measure(Plane luma) {
        float[] strengths = transform(Luma.of(AreaAverage.resized(luma, SIDE, SIDE)).values());
        float[] sorted = strengths.clone();
        Arrays.sort(sorted);
        float median = (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
        long[] bits = new long[4];
        for (int i = 0; i < strengths.length; i++) {
            if (strengths[i] > median) {
                bits[i >> 6] |= 1L << (i & 63);
            }
        }
        return new Fingerprint(bits[0], bits[1], bits[2], bits[3]);
    }

    /** Down the columns, then along the rows. */
    private static float[] transform(int[] luma) {
        float[] strengths = new float[FREQUENCIES * FREQUENCIES];
        float[] line = new float[SIDE];
        for (int down = 0; down < FREQUENCIES; down++) {
            for (int x = 0; x < SIDE; x++) {
                float sum = 0;
                for (int y = 0; y < SIDE; y++) {
                    sum += COSINES[down][y] * luma[y * SIDE + x];
                }
                line[x] = sum;
            }
            for (int across = 0; across < FREQUENCIES; across++) {
                float sum = 0;
                for (int x = 0; x < SIDE; x++) {
                    sum += COSINES[across][x] * line[x];
                }
                strengths[down * FREQUENCIES + across] = sum;
            }
        }
        return strengths;
    }
}
