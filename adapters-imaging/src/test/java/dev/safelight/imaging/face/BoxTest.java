package dev.safelight.imaging.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BoxTest {

    private final Box box = new Box(10, 10, 20, 20);

    @Test
    void overlap_is_what_both_cover_of_what_either_covers() {
        assertThat(box.overlap(box)).isEqualTo(1);
        assertThat(box.overlap(new Box(20, 10, 20, 20))).isBetween(0.333, 0.334);
        assertThat(box.overlap(new Box(30, 10, 20, 20))).isZero();
        assertThat(new Box(0, 0, 0, 0).overlap(new Box(0, 0, 0, 0))).isZero();
    }

    @Test
    void containment_is_what_both_cover_of_the_smaller() {
        assertThat(box.containment(new Box(0, 0, 100, 100))).isEqualTo(1);
        assertThat(box.containment(new Box(20, 20, 100, 100))).isEqualTo(0.25);
    }

    @Test
    void there_is_no_box_of_negative_or_unknown_size() {
        assertThatThrownBy(() -> new Box(0, 0, -1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Box(0, 0, 1, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
