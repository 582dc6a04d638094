package dev.safelight.imaging.face;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubjectsTest {

    private static final double SURE = Subjects.LEAST_CONFIDENCE;

    @Test
    void of_nobody_is_nobody() {
        assertThat(Subjects.of(List.of())).isEmpty();
        assertThat(Subjects.of(List.of(face(300, SURE - 0.01)))).isEmpty();
    }

    @Test
    void a_face_is_one_however_small() {
        assertThat(Subjects.of(List.of(face(20, SURE)))).hasSize(1);
    }

    @Test
    void two_of_like_size_are_two() {
        assertThat(Subjects.of(List.of(face(100, 0.9), face(60, 0.9)))).hasSize(2);
    }

    @Test
    void people_far_behind_do_not_count() {
        Face main = face(100, 0.9);
        double limit = 100 * Subjects.LEAST_SHARE_OF_LARGEST;
        assertThat(Subjects.of(List.of(face(limit - 1, 0.9), main, face(limit - 2, 0.99))))
                .containsExactly(main);
        assertThat(Subjects.of(List.of(main, face(limit, 0.9)))).hasSize(2);
    }

    @Test
    void what_is_hardly_a_face_does_not_make_others_small() {
        Face main = face(50, 0.9);
        double hardly = Subjects.LEAST_CONFIDENCE_OF_OTHERS - 0.01;
        assertThat(Subjects.of(List.of(face(400, hardly), main))).containsExactly(main);
    }

    @Test
    void others_count_that_would_not_count_alone() {
        assertThat(Subjects.of(List.of(face(60, Subjects.LEAST_CONFIDENCE_OF_OTHERS), face(90, SURE))))
                .hasSize(2);
    }

    private static Face face(double side, double confidence) {
        return new Face(new Box(0, 0, side, side), confidence, Collections.nCopies(6, new Point(0, 0)), 0, 0, 1);
    }
}
