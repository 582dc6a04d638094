package dev.safelight.imaging.face;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergingTest {

    @Test
    void boxes_that_overlap_are_one_face_in_the_mean_of_their_places() {
        List<Candidate> merged = Merging.merge(List.of(face(0, 0, 100, 0.6), face(20, 0, 100, 0.9)));

        assertThat(merged).hasSize(1);
        assertThat(merged.getFirst().score()).isEqualTo(0.9);
        assertThat(merged.getFirst().box().left()).isBetween(11.9, 12.1);
        assertThat(merged.getFirst().landmarks().getFirst().x()).isBetween(11.9, 12.1);
    }

    @Test
    void a_box_within_a_box_is_the_same_face_and_does_not_move_it() {
        Candidate face = face(0, 0, 300, 0.9);
        assertThat(Merging.merge(List.of(face(100, 100, 80, 0.8), face))).containsExactly(face);
    }

    @Test
    void faces_cheek_to_cheek_stay_two() {
        assertThat(Merging.merge(List.of(face(0, 0, 100, 0.8), face(80, 10, 100, 0.9))))
                .hasSize(2);
    }

    @Test
    void the_order_in_which_they_come_does_not_matter() {
        List<Candidate> some = new java.util.ArrayList<>(
                List.of(face(0, 0, 100, 0.9), face(10, 0, 100, 0.9), face(200, 0, 90, 0.7), face(210, 5, 90, 0.8)));
        List<Candidate> merged = Merging.merge(some);
        Collections.reverse(some);
        assertThat(Merging.merge(some)).isEqualTo(merged);
    }

    @Test
    void nothing_is_nothing_and_a_box_without_extent_does_no_harm() {
        assertThat(Merging.merge(List.of())).isEmpty();
        assertThat(Merging.merge(List.of(face(5, 5, 0, 0.5), face(5, 5, 0, 0.5))))
                .isNotEmpty();
    }

    private static Candidate face(double left, double top, double side, double score) {
        return new Candidate(new Box(left, top, side, side), score, Collections.nCopies(6, new Point(left, top)));
    }
}
