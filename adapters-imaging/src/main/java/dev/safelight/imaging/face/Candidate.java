package dev.safelight.imaging.face;

import java.util.List;

/**
 * What a network takes for a face.
 *
 * @param score 0 to 1
 * @param landmarks the six of {@link Face}
 */
record Candidate(Box box, double score, List<Point> landmarks) {

    Candidate {
        landmarks = List.copyOf(landmarks);
    }
}
