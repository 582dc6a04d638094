package dev.safelight.imaging.face;

import java.util.List;

/** Who a picture is of: the faces that matter. */
public final class Subjects {

    /**
     * A picture is of nobody unless the networks are this sure of one face. Of the labelled photos, people who show clearly
     * score from 0.79, mostly above 0.9; animals up to 0.61, drawings up to 0.74, but for painted portraits and carved heads.
     */
    public static final double LEAST_CONFIDENCE = 0.75;

    /** Where there is one face, less is needed for others. Beside a single person none scored 0.5. */
    public static final double LEAST_CONFIDENCE_OF_OTHERS = 0.6;

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
                .orElse(Double.POSITIVE_INFINITY);
        return faces.stream()
                .filter(face -> face.confidence() >= LEAST_CONFIDENCE_OF_OTHERS)
                .filter(face -> face.size() >= LEAST_SHARE_OF_LARGEST * largest)
                .toList();
    }
}
