package dev.safelight.imaging.measure;

import dev.safelight.domain.rule.Fingerprint;
import dev.safelight.imaging.codec.Planes;
import java.util.List;

/**
 * A finer look at two pictures whose fingerprints are alike: is one a copy of the other, or are they two photos of the same
 * composition, such as a portrait and another of the same person years later?
 *
 * <p>Laid over each other, copies agree best in coarse detail and the worse the finer it is, because what makes a copy
 * worse (compression, reduction, noise) takes the finest first, and changes how much of it there is. Two photos have the
 * same amount of detail in every size and disagree a little in all of them. Tones that were changed are matched first.
 */
public final class TwoPhotos {

    /** At which pictures are compared, in px. */
    private static final int SIDE = 256;

    /** Between blurs of these radii, in px, lies detail of four sizes, an octave each. */
    private static final int[] RADII = {1, 2, 4, 8};

    /** What each size of detail says for two photos, for each tenfold of disagreement; finest first. */
    private static final double[] WEIGHTS = {-1.66, 0.49, 2.95, 3.34};

    /** What it says against them when the amounts of the two finest differ. */
    private static final double[] STRENGTHS = {-19.55, -31.29};

    private static final double OFFSET = 17.81;
    private static final double LIMIT = 0.5;

    /** Disagreement is not told apart below and above, as decimal logarithm. */
    private static final double LEAST = -4.5;

    private static final double MOST = -0.3;

    /** A difference in strength beyond this says no more. */
    private static final double STRONGEST = 0.25;

    private TwoPhotos() {}

    /** Whether the two show different takes. Deterministic. False when they are too poor to tell. */
    public static boolean areTwo(Planes one, Planes other) {
        return score(Luma.of(one.luma()), Luma.of(other.luma())) > LIMIT;
    }

    /** Above the limit for two photos, below for a photo and its copy. */
    static double score(Luma one, Luma other) {
        return score(agreements(one, other));
    }

    static BandAgreement[] agreements(Luma one, Luma other) {
        Tones over = Tones.of(one, SIDE);
        Tones turned = turnedLike(Fingerprinter.measure(one), other);
        Tones moved = turned.moved(Placement.of(turned, over));
        BandAgreement[] darker = bands(over, moved.tonedLike(over));
        BandAgreement[] lighter = bands(over.tonedLike(moved), moved);
        // Where tones were cut off, only one direction restores what the pictures have in common.
        int coarsest = RADII.length - 1;
        return darker[coarsest].disagreement() < lighter[coarsest].disagreement() ? darker : lighter;
    }

    private static double score(BandAgreement[] bands) {
        double score = OFFSET;
        for (int i = 0; i < bands.length; i++) {
            double disagreement = Math.log10(Math.max(bands[i].disagreement(), 1e-9));
            score += WEIGHTS[i] * Math.clamp(disagreement, LEAST, MOST);
        }
        for (int i = 0; i < STRENGTHS.length; i++) {
            score += STRENGTHS[i] * Math.min(Math.abs(bands[i].strength()), STRONGEST);
        }
        return score;
    }

    private static BandAgreement[] bands(Tones one, Tones other) {
        BandAgreement[] bands = new BandAgreement[RADII.length];
        Tones finer = one;
        Tones otherFiner = other;
        for (int i = 0; i < bands.length; i++) {
            Tones coarser = one.blurred(RADII[i]);
            Tones otherCoarser = other.blurred(RADII[i]);
            bands[i] = BandAgreement.of(finer.minus(coarser), otherFiner.minus(otherCoarser));
            finer = coarser;
            otherFiner = otherCoarser;
        }
        return bands;
    }

    /** As {@link Fingerprint#everyWay} says that it must be mirrored or turned to have nearly this fingerprint. */
    private static Tones turnedLike(Fingerprint print, Luma luma) {
        List<Fingerprint> ways = Fingerprinter.measure(luma).everyWay();
        int nearest = 0;
        for (int way = 1; way < ways.size(); way++) {
            if (ways.get(way).distance(print) < ways.get(nearest).distance(print)) {
                nearest = way;
            }
        }
        Tones tones = Tones.of(luma, SIDE);
        tones = nearest >= ways.size() / 2 ? tones.transposed() : tones;
        tones = nearest % 2 == 1 ? tones.mirrored() : tones;
        return nearest / 2 % 2 == 1 ? tones.upsideDown() : tones;
    }
}
