package dev.safelight.imaging.face;

import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Planes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the faces in a picture. Two networks look at the whole of it: one finds small faces and misses those that fill it,
 * the other is the opposite. Whatever either suspects is looked at again, close up. Where at most one small face is found
 * that way, quarters of the picture are looked at as well. The same picture always has the same
 * faces. May be used by many threads at once.
 */
public final class FaceDetector {

    /** Below it faces are not told of at all; above, it is for others to say which count. */
    private static final double LEAST_CONFIDENCE = 0.5;

    /** What makes it worth while to look through a picture's quarters, where no face was found in the whole. */
    private static final double HINT = 0.2;

    /** A single face below this share of the picture's shorter side may not be the only one. */
    private static final double SMALL = 0.2;

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
        List<Candidate> far = fullRange.look(picture, whole, HINT);
        checkpoint.check();
        List<Candidate> near = shortRange.look(picture, whole, SUSPICION_SHORT_RANGE);
        List<Candidate> confirmed = new ArrayList<>(secondLooks(picture, near, far, checkpoint));
        if (mayHaveSmallFaces(picture, confirmed, !far.isEmpty())) {
            for (View quarter : View.quarters(picture)) {
                checkpoint.check();
                List<Candidate> closer = fullRange.look(picture, quarter, SUSPICION_FULL_RANGE);
                confirmed.addAll(secondLooks(picture, List.of(), closer, checkpoint));
            }
        }
        return confirmed;
    }

    /** A large face is the subject, whoever else there is far behind. Else there may be more like the small one found. */
    private static boolean mayHaveSmallFaces(Planes picture, List<Candidate> found, boolean hint) {
        double small = SMALL * Math.min(picture.width(), picture.height());
        List<Candidate> sure = found.stream()
                .filter(face -> face.score() >= Subjects.LEAST_CONFIDENCE)
                .toList();
        return sure.isEmpty() ? hint : sure.size() == 1 && sure.getFirst().box().height() < small;
    }

    private List<Candidate> secondLooks(
            Planes picture, List<Candidate> near, List<Candidate> far, Checkpoint checkpoint) {
        List<Candidate> suspects = new ArrayList<>(near);
        far.stream().filter(face -> face.score() >= SUSPICION_FULL_RANGE).forEach(suspects::add);
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
