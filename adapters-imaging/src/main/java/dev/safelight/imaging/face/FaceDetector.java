package dev.safelight.imaging.face;

import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Planes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the faces in a picture. Two networks look at the whole of it: one finds small faces and misses those that fill it,
 * the other is the opposite. Whatever either suspects is looked at again, close up. The same picture always has the same
 * faces. May be used by many threads at once.
 */
public final class FaceDetector {

    /** Below it faces are not told of at all; above, it is for others to say which count. */
    private static final double LEAST_CONFIDENCE = 0.5;

    private static final double SUSPICION_FULL_RANGE = 0.35;
    private static final double SUSPICION_SHORT_RANGE = 0.4;

    /** No more suspects are looked at again: in a crowd it does not matter how many there are. */
    private static final int MAX_SECOND_LOOKS = 8;

    private final Detector fullRange;
    private final Detector shortRange;
    private final SecondLook secondLook;

    private FaceDetector(Detector fullRange, Detector shortRange) {
        this.fullRange = fullRange;
        this.shortRange = shortRange;
        this.secondLook = new SecondLook(shortRange, fullRange);
    }

    /** Reads the networks; to be done once: a detector keeps about 10 MB for each thread that uses it at once. */
    public static FaceDetector load() {
        return new FaceDetector(Detector.fullRange(), Detector.shortRange());
    }

    /**
     * @param upright as people look at it, sRGB; its longer side is best about 1,024: small faces need that, more adds little
     * @param checkpoint called before each look
     * @return largest first
     */
    public List<Face> detect(Planes upright, Checkpoint checkpoint) {
        return Merging.merge(confirmed(upright, checkpoint)).stream()
                .filter(face -> face.score() >= LEAST_CONFIDENCE)
                .map(face -> describe(upright, face))
                .sorted(Comparator.comparingDouble((Face face) -> -face.box().area()))
                .toList();
    }

    private List<Candidate> confirmed(Planes picture, Checkpoint checkpoint) {
        View whole = View.whole(picture);
        checkpoint.check();
        List<Candidate> far = fullRange.look(picture, whole, SUSPICION_FULL_RANGE);
        checkpoint.check();
        List<Candidate> suspects = new ArrayList<>(shortRange.look(picture, whole, SUSPICION_SHORT_RANGE));
        suspects.addAll(far);
        return Merging.merge(suspects).stream()
                .limit(MAX_SECOND_LOOKS)
                .map(suspect -> secondLook.at(picture, suspect, far, checkpoint))
                .filter(seen -> seen.score() > 0)
                .toList();
    }

    private static Face describe(Planes picture, Candidate face) {
        Pose pose = Pose.of(face.landmarks());
        return new Face(
                face.box(),
                face.score(),
                face.landmarks(),
                pose.yawDegrees(),
                pose.rollDegrees(),
                Eyes.visibility(picture.luma(), face.box(), face.landmarks()));
    }
}
