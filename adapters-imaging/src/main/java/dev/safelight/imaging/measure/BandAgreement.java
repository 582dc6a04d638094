package dev.safelight.imaging.measure;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How well two pictures that lie over each other agree in detail of one size, where there is most of it: in the quarter of
 * all blocks that is busiest. The median of these, so that a watermark or a hand that moved does not count.
 *
 * @param disagreement 0 when the detail is the same but for its contrast, 1 when it has nothing in common: one less the
 *     correlation
 * @param strength how much more of it the second picture has than the first, as decimal logarithm of the power
 */
record BandAgreement(double disagreement, double strength) {

    private static final int BLOCK = 16;

    /** Power, in levels² summed up over a block, that counts as none: where both have none they agree. */
    private static final double FAINT = 1;

    /** What two pictures of one size differ from their blurred selves by. */
    static BandAgreement of(Tones one, Tones other) {
        int across = one.side() / BLOCK - 2;
        Block[] blocks = IntStream.range(0, across * across)
                .mapToObj(i -> Block.of(one, other, (i % across + 1) * BLOCK, (i / across + 1) * BLOCK))
                .sorted(Comparator.comparingDouble(Block::shared).reversed())
                .limit(across * across / 4)
                .toArray(Block[]::new);
        return new BandAgreement(
                median(Arrays.stream(blocks).mapToDouble(Block::disagreement).toArray()),
                median(Arrays.stream(blocks).mapToDouble(Block::strength).toArray()));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    /** Powers of both and what they have in common. */
    private record Block(double one, double other, double common) {

        static Block of(Tones one, Tones other, int left, int upper) {
            double ones = 0;
            double others = 0;
            double common = 0;
            for (int y = upper; y < upper + BLOCK; y++) {
                for (int x = left; x < left + BLOCK; x++) {
                    double a = one.values()[y * one.side() + x];
                    double b = other.values()[y * one.side() + x];
                    ones += a * a;
                    others += b * b;
                    common += a * b;
                }
            }
            return new Block(ones, others, common);
        }

        double shared() {
            return Math.min(one, other);
        }

        double disagreement() {
            return 1 - (common + FAINT) / Math.sqrt((one + FAINT) * (other + FAINT));
        }

        double strength() {
            return Math.log10((other + FAINT) / (one + FAINT));
        }
    }
}
