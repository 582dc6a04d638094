package dev.safelight.imaging.face;

import java.util.List;

/** Who a picture is of: the faces that matter. */
public final class Subjects {

    /** Faces that the networks are less sure of are not counted. */
    public static final double LEAST_CONFIDENCE = 0.75;

    /**
     * Faces smaller than this share of the largest, by the longer side of their boxes, are people far behind: about three times
     * as far away from the camera.
     */
    public static final double LEAST_SHARE_OF_LARGEST = 0.35;

    private Subjects() {}

    /**
     * @param faces as {@link FaceDetector} finds them, in any order
     * @return those that matter, in the same order: none, one, or more
     */
    public static List<Face> of(List<Face> faces) {
        double largest = faces.stream()
                .filter(face -> face.confidence() >= LEAST_CONFIDENCE)
                .mapToDouble(Face::size)
                .max()
                .orElse(0);
        return faces.stream()
                .filter(face -> face.confidence() >= LEAST_CONFIDENCE)
                .filter(face -> face.size() >= LEAST_SHARE_OF_LARGEST * largest)
                .toList();
    }
}
