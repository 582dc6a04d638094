package dev.safelight.imaging.measure;

import dev.safelight.domain.rule.Exposure;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Sharpness from 0 to 100, at a fixed working size so that the camera's resolution does not decide. Two gates, and the
 * kinder one counts, because to refuse a sharp photo is worse than to accept a blurred one:
 *
 * <ul>
 *   <li>the width of edges, in the direction in which they are wider, since shake blurs one direction only: 100 at two
 *       pixels, 50 at four, 25 at eight;
 *   <li>the detail in the most detailed tenth of the photo: 25 at {@value #DETAIL_AT_25}, ten more for each doubling.
 * </ul>
 *
 * <p>Noise has detail in every tile and an edge at every pixel, so what the quietest tiles hold is taken off the busiest, and
 * in a noisy photo edges are measured at half the size: a blurred photo does not gain by it, a sharp one may come down to 50.
 *
 * <p>On 62 photos labelled by eye (41 sharp, 21 blurred) every sharp one scores above every blurred one; a limit of 25
 * refuses no sharp one and accepts 2 blurred ones, both arguable: {@code docs/calibration.md}.
 */
final class SharpnessMeter {

    private static final double SHARP_WIDTH = 2;

    /** Skin and hair have softer edges than houses: measured on usable faces, whose scores then begin at 28 as well. */
    private static final double SHARP_WIDTH_OF_FACES = 2.4;

    private static final double DETAIL_AT_25 = 80;

    /** The longer side that faces are measured at, in px: a large one is not asked to be sharper than a small one. */
    private static final int FACE_SIDE = 256;

    /** A photo of this range of tones, in percent, has edges unless they are blurred away. So has one in one direction. */
    private static final double ENOUGH_TONES = 30;

    /** Of more noise than this, in levels of 255, every pixel is an edge: then edges are looked for at half the size. */
    private static final double NOISY = 3;

    private SharpnessMeter() {}

    /** Empty when there are too few edges to tell, and too few tones for that to tell something. */
    static Optional<Double> ofPhoto(Luma luma, Exposure exposure) {
        TileContrast contrast = TileContrast.of(luma);
        Edges edges = Edges.of(luma, contrast);
        if (edges.bothWays()) {
            return Optional.of(score(Math.max(edges.score(SHARP_WIDTH), score(contrast))));
        }
        boolean manyTones = exposure.highlights() - exposure.shadows() >= ENOUGH_TONES;
        return edges.oneWay() || manyTones ? Optional.of(score(score(contrast))) : Optional.empty();
    }

    /** The same of a face; empty when it has too few edges to tell, whatever its tones: skin is smooth. */
    static Optional<Double> ofFace(Luma luma) {
        Luma face = luma.within(FACE_SIDE);
        TileContrast contrast = TileContrast.of(face);
        Edges edges = Edges.of(face, contrast);
        return edges.bothWays()
                ? Optional.of(score(Math.max(edges.score(SHARP_WIDTH_OF_FACES), score(contrast))))
                : Optional.empty();
    }

    /** How wide edges are, in pixels; empty in a direction that has too few of them. */
    private record Edges(OptionalDouble across, OptionalDouble down, int scale) {

        static Edges of(Luma luma, TileContrast contrast) {
            boolean noisy = contrast.noise() > NOISY && Math.min(luma.width(), luma.height()) > 1;
            int scale = noisy ? 2 : 1;
            Luma clean = noisy ? luma.resized(luma.width() / scale, luma.height() / scale) : luma;
            return new Edges(
                    EdgeWidth.alongRows(clean, contrast.noise() / scale),
                    EdgeWidth.alongColumns(clean, contrast.noise() / scale),
                    scale);
        }

        boolean bothWays() {
            return across.isPresent() && down.isPresent();
        }

        /** Shaken, perhaps. */
        boolean oneWay() {
            return across.isPresent() || down.isPresent();
        }

        /**
         * By the direction in which they are wider.
         *
         * @param sharp the width that scores 100
         */
        double score(double sharp) {
            return 100 * sharp / scale / Math.max(across.orElse(0), down.orElse(0));
        }
    }

    private static double score(TileContrast contrast) {
        return 25 + 10 * Math.log(Math.max(1, contrast.detail()) / DETAIL_AT_25) / Math.log(2);
    }

    /** To one decimal: more would pretend. */
    private static double score(double value) {
        return Math.round(10 * Math.clamp(value, 0, 100)) / 10.0;
    }
}
