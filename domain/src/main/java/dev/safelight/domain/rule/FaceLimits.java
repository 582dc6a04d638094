package dev.safelight.domain.rule;

/**
 * The numbers that faces are held to; every one is inclusive. {@code docs/calibration.md} shows what they cost.
 *
 * @param minConfidence how sure the detector must be that it is a face, in percent; what it is less sure of is none
 * @param minSize longer side of the face, in percent of the photo's shorter side
 * @param minOthers from which size on others count beside the largest, in percent of its size
 * @param minInside how much of the face must lie within the frame, in percent
 * @param maxTurn to either side, in degrees
 * @param minEyesVisible in percent
 * @param minBrightness in percent, of the face's {@link Exposure#highlights()}. Far below what is asked of a whole photo:
 *     skin may be dark in good light
 * @param maxBrightness in percent, of the face's {@link Exposure#shadows()}
 */
public record FaceLimits(
        double minConfidence,
        double minSize,
        double minOthers,
        double minInside,
        double maxTurn,
        double minEyesVisible,
        double minBrightness,
        double maxBrightness) {

    public static FaceLimits defaults() {
        return new FaceLimits(70, 10, 35, 90, 50, 70, 20, 75);
    }
}
