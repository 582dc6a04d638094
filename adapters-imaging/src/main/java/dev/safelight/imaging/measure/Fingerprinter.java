package dev.safelight.imaging.measure;

import dev.safelight.domain.rule.Fingerprint;
import java.util.Arrays;

/**
 * A perceptual hash in the manner of PDQ (Facebook, "The TMK+PDQF video-hashing algorithm and the PDQ image-hashing
 * algorithm", 2019): luma at 64×64, the 16×16 lowest frequencies but the constant of its discrete cosine transform, and
 * of each whether it is above a threshold. Not the same bits as PDQ, which filters differently and takes the median of all
 * as the threshold. Here it is zero for frequencies that are odd in either direction, which change their sign in a mirror,
 * and the median for the others, which do not: {@link Fingerprint#mirrored()}. On the labelled photos that tells copies
 * from others as well as PDQ's threshold does. Deterministic.
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

    static Fingerprint measure(Luma luma) {
        float[] strengths = transform(luma.resized(SIDE, SIDE).values());
        float median = medianOfEven(strengths);
        long[] bits = new long[Fingerprint.BITS / Long.SIZE];
        for (int i = 0; i < strengths.length; i++) {
            if (strengths[i] > (isEven(i) ? median : 0)) {
                bits[i / Long.SIZE] |= 1L << i;
            }
        }
        return new Fingerprint(bits[0], bits[1], bits[2], bits[3]);
    }

    /** Whether the frequency is even in both directions; the first is 1. */
    private static boolean isEven(int i) {
        return i % FREQUENCIES % 2 == 1 && i / FREQUENCIES % 2 == 1;
    }

    private static float medianOfEven(float[] strengths) {
        float[] even = new float[FREQUENCIES * FREQUENCIES / 4];
        int count = 0;
        for (int i = 0; i < strengths.length; i++) {
            if (isEven(i)) {
                even[count++] = strengths[i];
            }
        }
        Arrays.sort(even);
        return (even[count / 2 - 1] + even[count / 2]) / 2;
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
