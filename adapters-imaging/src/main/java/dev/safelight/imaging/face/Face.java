package dev.safelight.imaging.face;

import java.util.List;

/**
 * A face in a picture.
 *
 * @param box from brow to chin and cheek to cheek, in pixels of the picture; reaches beyond its edge where the face is cut off
 * @param confidence how sure the networks are, 0 to 1; of use beside {@link Subjects#LEAST_CONFIDENCE}, no probability
 * @param landmarks right eye, left eye, tip of the nose, middle of the mouth, right ear, left ear, all the person's own: the
 *     right eye is on the left of a picture that is not mirrored. Guessed where they do not show.
 * @param yawDegrees how far it is turned to a side, about; 0 faces the camera, positive is towards the picture's right
 * @param rollDegrees how far it is tilted, clockwise as one looks at the picture; 0 is upright
 * @param eyesVisibility 0 where both eyes are closed, covered or in the dark, 1 where at least one shows clearly; see
 *     {@link Eyes} for what it is and is not
 */
public record Face(
        Box box,
        double confidence,
        List<Point> landmarks,
        double yawDegrees,
        double rollDegrees,
        double eyesVisibility) {

    public static final int RIGHT_EYE = 0;
    public static final int LEFT_EYE = 1;
    public static final int NOSE_TIP = 2;
    public static final int MOUTH = 3;
    public static final int RIGHT_EAR = 4;
    public static final int LEFT_EAR = 5;

    public Face {
        landmarks = List.copyOf(landmarks);
        if (landmarks.size() != 6) {
            throw new IllegalArgumentException(landmarks.size() + " landmarks");
        }
    }

    /** The longer side of its box. */
    public double size() {
        return Math.max(box.width(), box.height());
    }
}
