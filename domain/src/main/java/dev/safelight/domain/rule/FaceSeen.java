package dev.safelight.domain.rule;

import java.util.List;
import java.util.Optional;

/**
 * A human face, as the detector saw it.
 *
 * @param box from the brows to the chin; reaches beyond the photo where the face does
 * @param confidence that it is one, 0 to 1
 * @param landmarks {@value #LANDMARKS} of them: its right eye, its left eye, tip of the nose, mouth, its right ear, its
 *     left ear
 * @param yaw how far it is turned to a side, in degrees: 0 looks into the camera, 90 is a profile, negative is to the
 *     photo's left
 * @param roll how far the head is tilted, in degrees clockwise
 * @param eyesVisible 0 (covered) to 1 (both in plain sight)
 * @param sharpness as {@link Measurements.Pixels#sharpness()}, of the face alone; empty when it has too few edges to tell
 * @param exposure of the face alone
 */
public record FaceSeen(
        Region box,
        double confidence,
        List<Point> landmarks,
        double yaw,
        double roll,
        double eyesVisible,
        Optional<Double> sharpness,
        Exposure exposure) {

    public static final int LANDMARKS = 6;

    /** In fractions of the upright photo's width and height, as {@link Region} has them. */
    public record Point(double x, double y) {}

    public FaceSeen {
        landmarks = List.copyOf(landmarks);
        if (landmarks.size() != LANDMARKS) {
            throw new IllegalArgumentException("a face has " + LANDMARKS + " landmarks and not " + landmarks.size());
        }
    }
}
