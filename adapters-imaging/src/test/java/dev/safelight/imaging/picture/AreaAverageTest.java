package dev.safelight.imaging.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AreaAverageTest {

    @Test
    void halving_averages_two_by_two() {
        Picture picture = new Picture(4, 2, new int[] {0, 100, 200, 200, 0, 100, 0, 0});

        assertThat(picture.resized(2, 1).pixels()).containsExactly(50, 100);
    }

    @Test
    void pixels_on_the_border_count_by_their_share() {
        Picture picture = new Picture(3, 1, new int[] {0, 90, 240});

        assertThat(picture.resized(2, 1).pixels()).containsExactly(30, 190);
    }

    @Test
    void channels_do_not_run_into_each_other() {
        int[] white = new int[300 * 300];
        Arrays.fill(white, 0xFFFF00FF);

        assertThat(new Picture(300, 300, white).resized(2, 3).pixels()).containsOnly(0xFFFF00FF);
    }

    @Test
    void the_mean_stays_whatever_the_size() {
        Random random = new Random(1);
        int[] pixels = random.ints(317 * 211L, 0, 256).toArray();
        double mean = Arrays.stream(pixels).average().orElseThrow();

        for (int[] size : new int[][] {{64, 64}, {316, 210}, {17, 200}, {2, 1}, {400, 500}}) {
            int[] resized =
                    new Picture(317, 211, pixels).resized(size[0], size[1]).pixels();
            assertThat(Arrays.stream(resized).average().orElseThrow()).isBetween(mean - 1, mean + 1);
        }
    }

    @Test
    void proportions_are_kept_and_nothing_is_enlarged() {
        Picture wide = new Picture(3000, 10, new int[30_000]);

        assertThat(wide.within(1024).width()).isEqualTo(1024);
        assertThat(wide.within(1024).height()).isEqualTo(3);
        assertThat(wide.within(64).height()).isEqualTo(1);
        assertThat(wide.within(5000)).isSameAs(wide);
    }

    @Test
    void too_far_a_reduction_is_refused_rather_than_wrong() {
        assertThatThrownBy(() -> new Picture(1000, 1, new int[1000]).resized(3, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
