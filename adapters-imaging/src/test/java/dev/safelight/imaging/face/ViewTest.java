package dev.safelight.imaging.face;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.imaging.codec.Plane;
import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.codec.Sampling;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ViewTest {

    @Test
    void the_whole_of_a_wide_picture_has_black_bars_above_and_below() {
        float[][] colours = View.whole(white(200, 100)).colours(white(200, 100), 16);

        for (int y = 0; y < 16; y++) {
            float expected = y < 4 || y >= 12 ? -1 : 1;
            for (float[] colour : colours) {
                assertThat(colour[y * 16 + 7]).isBetween(expected - 0.001f, expected + 0.001f);
            }
        }
    }

    @Test
    void what_lies_beyond_the_picture_is_black() {
        float[][] colours = View.around(new Point(0, 0), 20).colours(white(50, 50), 4);
        assertThat(colours[1][0]).isEqualTo(-1);
        assertThat(colours[1][15]).isBetween(0.999f, 1.001f);
    }

    @Test
    void a_slope_stays_a_slope_whether_made_smaller_or_larger() {
        Plane luma = new Plane(200, 200);
        for (int i = 0; i < luma.samples().length; i++) {
            luma.samples()[i] = (byte) (i % 200);
        }
        Planes picture = new Planes(Sampling.GRAY, luma, List.of());
        for (int size : List.of(20, 500)) {
            float[] row = View.whole(picture).colours(picture, size)[0];
            for (int x = size / 10; x < size - size / 10; x++) {
                float expected = (float) ((x + 0.5) * 200 / size - 0.5) / 127.5f - 1;
                assertThat(row[size * size / 2 + x]).isBetween(expected - 0.002f, expected + 0.002f);
            }
        }
    }

    /** T.871: pure red is Y 76, Cb 85, Cr 255 (rounded); at 4:2:0 there is one colour for four pixels. */
    @Test
    void colours_are_those_of_the_file_at_any_sampling() {
        for (Sampling sampling : List.of(Sampling.YUV_444, Sampling.YUV_420, Sampling.YUV_422, Sampling.YUV_440)) {
            Planes red = new Planes(
                    sampling,
                    filled(33, 33, 76),
                    List.of(
                            filled(sampling.across(33), sampling.down(33), 85),
                            filled(sampling.across(33), sampling.down(33), 255)));
            float[][] colours = View.whole(red).colours(red, 8);
            assertThat(colours[0][27]).isBetween(0.98f, 1f);
            assertThat(colours[1][27]).isBetween(-1f, -0.98f);
            assertThat(colours[2][27]).isBetween(-1f, -0.98f);
        }
    }

    @Test
    void places_in_the_view_are_places_in_the_picture() {
        View view = View.around(new Point(100, 60), 40);
        assertThat(view.toPicture(0.5, 0.5)).isEqualTo(new Point(100, 60));
        assertThat(view.toPicture(0, 1)).isEqualTo(new Point(80, 80));
    }

    @Test
    void anchors_are_in_the_order_of_outputs() {
        assertThat(Anchors.shortRange()).hasSize(896);
        assertThat(Anchors.shortRange().subList(0, 3))
                .containsExactly(
                        new Point(0.5 / 16, 0.5 / 16), new Point(0.5 / 16, 0.5 / 16), new Point(1.5 / 16, 0.5 / 16));
        assertThat(Anchors.shortRange().get(512)).isEqualTo(new Point(0.5 / 8, 0.5 / 8));
        assertThat(Anchors.fullRange()).hasSize(2304).last().isEqualTo(new Point(47.5 / 48, 47.5 / 48));
    }

    private static Planes white(int width, int height) {
        return new Planes(Sampling.GRAY, filled(width, height, 255), List.of());
    }

    private static Plane filled(int width, int height, int value) {
        Plane plane = new Plane(width, height);
        Arrays.fill(plane.samples(), (byte) value);
        return plane;
    }
}
