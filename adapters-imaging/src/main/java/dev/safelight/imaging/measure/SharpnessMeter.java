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
 * <p>On 62 photos labelled by eye (41 sharp, 21 blurred) every sharp one scores above every blurred one; a limit of 25
 * refuses no sharp one and accepts 2 blurred ones, both arguable. Of 267 other photos that are not soft it refuses none.
 */
final class SharpnessMeter {

    private static final double SHARP_WIDTH = 2;
    private static final double DETAIL_AT_25 = 80;

    /** The longer side that faces are measured at, in px: a large one is not asked to be sharper than a small one. */
    private static final int FACE_SIDE = 256;

    /** A photo of this range of tones, in percent, has edges unless they are blurred away. So has one in one direction. */
    private static final double ENOUGH_TONES = 30;

    private SharpnessMeter() {}

    /** Empty when there are too few edges to tell, and too few tones for that to tell something. */
    static Optional<Double> ofPhoto(Luma luma, Exposure exposure) {
        OptionalDouble across = EdgeWidth.alongRows(luma);
        OptionalDouble down = EdgeWidth.alongColumns(luma);
        double detail = detail(luma);
        if (across.isPresent() && down.isPresent()) {
            double width = Math.max(across.getAsDouble(), down.getAsDouble());
            return Optional.of(score(Math.max(100 * SHARP_WIDTH / width, detail)));
        }
        boolean shaken = across.isPresent() || down.isPresent();
        boolean manyTones = exposure.highlights() - exposure.shadows() >= ENOUGH_TONES;
        return shaken || manyTones ? Optional.of(score(detail)) : Optional.empty();
    }

    private static double detail(Luma luma) {
        return 25 + 10 * Math.log(Math.max(1, TileContrast.measure(luma)) / DETAIL_AT_25) / Math.log(2);
    }

    /** The same of a face; empty when it has too few edges to tell, whatever its tones: skin is smooth. */
    static Optional<Double> ofFace(Luma luma) {
        Luma face = luma.within(FACE_SIDE);
        OptionalDouble across = EdgeWidth.alongRows(face);
        OptionalDouble down = EdgeWidth.alongColumns(face);
        if (across.isEmpty() || down.isEmpty()) {
            return Optional.empty();
        }
        double width = Math.max(across.getAsDouble(), down.getAsDouble());
        return Optional.of(score(Math.max(100 * SHARP_WIDTH / width, detail(face))));
    }

    /** To one decimal: more would pretend. */
    private static double score(double value) {
        return Math.round(10 * Math.clamp(value, 0, 100)) / 10.0;
    }
}
