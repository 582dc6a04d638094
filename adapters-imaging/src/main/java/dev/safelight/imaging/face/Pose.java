package dev.safelight.imaging.face;

import java.util.List;

/** How a head is held, from where its landmarks are. Good to some ten degrees: enough to say "turned far away". */
record Pose(double yawDegrees, double rollDegrees) {

    /**
     * How far the tip of the nose stands before the line between the ears, in halves of their distance. Heads differ by a
     * tenth or two.
     */
    private static final double NOSE_BEFORE_EARS = 1.5;

    static Pose of(List<Point> landmarks) {
        Point rightEye = landmarks.get(Face.RIGHT_EYE);
        Point leftEye = landmarks.get(Face.LEFT_EYE);
        double roll = Math.atan2(leftEye.y() - rightEye.y(), leftEye.x() - rightEye.x());
        return new Pose(Math.toDegrees(yaw(landmarks, roll)), Math.toDegrees(roll));
    }

    /** Seen from above, ears lie across the head and the nose before them: turning shortens the one and shifts the other. */
    private static double yaw(List<Point> landmarks, double roll) {
        double rightEar = along(landmarks.get(Face.RIGHT_EAR), roll);
        double leftEar = along(landmarks.get(Face.LEFT_EAR), roll);
        double shift = along(landmarks.get(Face.NOSE_TIP), roll) - (rightEar + leftEar) / 2;
        double halfSpan = Math.max(0, (leftEar - rightEar) / 2);
        return shift == 0 && halfSpan == 0 ? 0 : Math.atan2(shift / NOSE_BEFORE_EARS, halfSpan);
    }

    /** Where a point is along the line of the eyes. */
    private static double along(Point point, double roll) {
        return point.x() * Math.cos(roll) + point.y() * Math.sin(roll);
    }
}
