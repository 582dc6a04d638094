package dev.safelight.imaging.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Plane;
import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.codec.Sampling;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AreaAverageTest {

    @Test
    void halving_averages_two_by_two() {
        Plane plane = plane(4, 2, 0, 100, 200, 200, 0, 100, 0, 0);

        assertThat(values(AreaAverage.resized(plane, 2, 1))).containsExactly(50, 100);
    }

    @Test
    void pixels_on_the_border_count_by_their_share() {
        assertThat(values(AreaAverage.resized(plane(3, 1, 0, 90, 240), 2, 1))).containsExactly(30, 190);
    }

    @Test
    void what_is_all_white_stays_so_at_any_size() {
        Plane white = PlanesOf.plane(301, 299, (x, y) -> 255);

        for (int[] size : new int[][] {{2, 3}, {150, 149}, {300, 298}, {75, 1}}) {
            assertThat(values(AreaAverage.resized(white, size[0], size[1]))).containsOnly(255);
        }
    }

    @Test
    void each_sample_is_the_mean_of_what_it_covers_and_the_mean_of_all_stays() {
        Planes noise = PlanesOf.noise(Sampling.GRAY, 317, 211, 1);
        double mean = Arrays.stream(values(noise.luma())).average().orElseThrow();

        for (int[] size : new int[][] {{64, 64}, {316, 210}, {17, 200}, {2, 1}, {400, 500}}) {
            Plane resized = AreaAverage.resized(noise.luma(), size[0], size[1]);
            assertThat(Arrays.stream(values(resized)).average().orElseThrow()).isCloseTo(mean, within(1.0));
            for (int[] at : new int[][] {{0, 0}, {size[0] - 1, size[1] - 1}, {size[0] / 3, size[1] / 2}}) {
                assertThat((double) resized.at(at[0], at[1]))
                        .isCloseTo(covered(noise.luma(), size, at[0], at[1]), within(0.75));
            }
        }
    }

    private static double covered(Plane plane, int[] size, int x, int y) {
        double stepX = (double) plane.width() / size[0];
        double stepY = (double) plane.height() / size[1];
        double sum = 0;
        for (int fromY = 0; fromY < plane.height(); fromY++) {
            double shareY = Math.min(fromY + 1, (y + 1) * stepY) - Math.max(fromY, y * stepY);
            for (int fromX = 0; shareY > 0 && fromX < plane.width(); fromX++) {
                double shareX = Math.min(fromX + 1, (x + 1) * stepX) - Math.max(fromX, x * stepX);
                sum += Math.max(0, shareX) * shareY * plane.at(fromX, fromY);
            }
        }
        return sum / stepX / stepY;
    }

    /** Brightness is a slope and colour the same slope: as long as colours lie where they should the two agree. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GRAY")
    void colours_end_in_the_middle_of_the_four_pixels_that_they_stand_for(Sampling sampling) {
        for (int[] size : new int[][] {{63, 40}, {64, 41}, {65, 65}}) {
            Planes slope = slope(sampling, size[0], size[1]);
            for (int[] target : new int[][] {size, {size[0] / 2, size[1] / 2}, {31, 20}, {50, 33}, {7, 40}}) {
                Planes resized = AreaAverage.resized(slope, target[0], target[1], Checkpoint.NONE);

                assertThat(resized.sampling()).isEqualTo(Sampling.YUV_420);
                Plane cb = resized.chroma().get(0);
                for (int y = 0; y < cb.height(); y++) {
                    for (int x = 0; x < cb.width(); x++) {
                        assertThat((double) cb.at(x, y)).isCloseTo(mean(resized.luma(), x, y), within(2.0));
                    }
                }
            }
        }
    }

    private static Planes slope(Sampling sampling, int width, int height) {
        Plane luma = PlanesOf.plane(width, height, (x, y) -> 2 * x + y);
        Plane chroma = PlanesOf.plane(sampling.across(width), sampling.down(height), (x, y) -> {
            double left = x << sampling.shiftX();
            double upper = y << sampling.shiftY();
            double right = Math.min(width, (x + 1) << sampling.shiftX());
            double below = Math.min(height, (y + 1) << sampling.shiftY());
            return (int) Math.round(left + right - 1 + (upper + below - 1) / 2);
        });
        return new Planes(sampling, luma, List.of(chroma, chroma));
    }

    private static double mean(Plane luma, int column, int row) {
        double sum = 0;
        int count = 0;
        for (int y = 2 * row; y < Math.min(luma.height(), 2 * row + 2); y++) {
            for (int x = 2 * column; x < Math.min(luma.width(), 2 * column + 2); x++) {
                sum += luma.at(x, y);
                count++;
            }
        }
        return sum / count;
    }

    @Test
    void proportions_are_kept_and_nothing_is_enlarged() {
        Planes wide = PlanesOf.noise(Sampling.YUV_420, 3000, 10, 1);

        assertThat(AreaAverage.within(wide, 1024, Checkpoint.NONE).width()).isEqualTo(1024);
        assertThat(AreaAverage.within(wide, 1024, Checkpoint.NONE).height()).isEqualTo(3);
        assertThat(AreaAverage.within(wide, 64, Checkpoint.NONE).height()).isEqualTo(1);
        assertThat(AreaAverage.within(wide, 5000, Checkpoint.NONE)).isSameAs(wide);
    }

    @Test
    void packed_pixels_are_averaged_in_each_channel_apart() {
        Rows rows = PlanesOf.rows(new int[][] {
            {0xFF000000, 0xFF0000FF, 0xFF00FF00},
            {0xFF000000, 0xFF0000FF, 0xFF00FF00},
            {0xFFFF0000, 0xFFFF00FF, 0xFFFFFF00}
        });

        assertThat(PlanesOf.read(new AveragedRows(rows, 3, 1), 0)).containsExactly(0xFF550000, 0xFF5500FF, 0xFF55FF00);
        assertThat(PlanesOf.read(new AveragedRows(rows, 1, 1), 0)).containsExactly(0xFF555555);
    }

    @Test
    void rows_are_halved_in_each_channel_apart_and_their_edges_count_twice() {
        Rows rows = PlanesOf.rows(new int[][] {
            {0xFF000000, 0x01020304, 0x80FF0001},
            {0x00FF0000, 0x03020304, 0x80FF0002},
            {0x10203040, 0x30405060, 0xFFFFFFFF}
        });

        assertThat(PlanesOf.read(new HalvedRows(rows), 0)).containsExactly(0x41410202, 0x80FF0002);
        assertThat(PlanesOf.read(new HalvedRows(rows), 1)).containsExactly(0x20304050, 0xFFFFFFFF);
    }

    @Test
    void halved_rows_are_those_of_averaging_to_the_half() {
        Random random = new Random(5);
        Rows noise = PlanesOf.rows(
                IntStream.range(0, 8).mapToObj(y -> random.ints(20).toArray()).toArray(int[][]::new));

        for (int y = 0; y < 4; y++) {
            assertThat(PlanesOf.read(new HalvedRows(noise), y))
                    .isEqualTo(PlanesOf.read(new AveragedRows(noise, 10, 4), y));
        }
    }

    @ParameterizedTest
    @CsvSource({"20, 20, 20", "19, 17, 19", "19, 10, 10", "10, 9, 10", "9, 5, 5", "9, 6, 9", "4, 3, 4"})
    void rows_are_halved_as_long_as_that_is_enough(int side, int enough, int width) {
        Rows rows = PlanesOf.rows(new int[3][20]);

        assertThat(rows.within(side, enough).width()).isEqualTo(width);
    }

    private static Plane plane(int width, int height, int... values) {
        return PlanesOf.plane(width, height, (x, y) -> values[y * width + x]);
    }

    private static int[] values(Plane plane) {
        int[] values = new int[plane.width() * plane.height()];
        for (int i = 0; i < values.length; i++) {
            values[i] = plane.at(i % plane.width(), i / plane.width());
        }
        return values;
    }
}
