package dev.safelight.imaging.face;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoseTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "30, 0", "-45, 0", "0, 20", "60, -30", "-80, 10", "0, 90", "20, 175"})
    void a_head_is_turned_as_its_landmarks_say(double yaw, double roll) {
        Pose pose = Pose.of(head(Math.toRadians(yaw), Math.toRadians(roll)));

        assertThat(pose.yawDegrees()).isBetween(yaw - 0.01, yaw + 0.01);
        assertThat(pose.rollDegrees()).isBetween(roll - 0.01, roll + 0.01);
    }

    @Test
    void landmarks_all_in_one_place_say_nothing() {
        Pose pose = Pose.of(java.util.Collections.nCopies(6, new Point(4, 4)));
        assertThat(pose).isEqualTo(new Pose(0, 0));
    }

    /** Seen from above: ears at either side, the nose one and a half before; turned, then tilted, then moved. */
    private static List<Point> head(double yaw, double roll) {
        double ear = Math.cos(yaw);
        double nose = 1.5 * Math.sin(yaw);
        double eyes = 0.9 * Math.sin(yaw);
        return List.of(
                tilted(eyes - 0.5 * ear, -0.3, roll),
                tilted(eyes + 0.5 * ear, -0.3, roll),
                tilted(nose, 0, roll),
                tilted(nose * 0.8, 0.5, roll),
                tilted(-ear, 0, roll),
                tilted(ear, 0, roll));
    }

    private static Point tilted(double x, double y, double roll) {
        return new Point(
                200 + 70 * (x * Math.cos(roll) - y * Math.sin(roll)),
                150 + 70 * (x * Math.sin(roll) + y * Math.cos(roll)));
    }
}
