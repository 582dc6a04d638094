package dev.safelight.imaging.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Plane;
import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.codec.Sampling;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrientationTest {

    /** Odd, even, smaller than a tile, larger. */
    private static final int[][] SIZES = {{1, 1}, {2, 3}, {70, 45}, {64, 32}, {33, 100}};

    @ParameterizedTest
    @EnumSource
    void every_pixel_lands_where_exif_says(Orientation orientation) {
        for (int[] size : SIZES) {
            Planes stored = PlanesOf.noise(Sampling.YUV_444, size[0], size[1], 1);

            Planes upright = orientation.upright(stored, Checkpoint.NONE);

            assertThat(upright.width()).isEqualTo(orientation.swapsSides() ? size[1] : size[0]);
            for (int y = 0; y < size[1]; y++) {
                for (int x = 0; x < size[0]; x++) {
                    int[] at = target(orientation, x, y, size[0], size[1]);
                    assertThat(upright.luma().at(at[0], at[1]))
                            .isEqualTo(stored.luma().at(x, y));
                    assertThat(upright.chroma().get(1).at(at[0], at[1]))
                            .isEqualTo(stored.chroma().get(1).at(x, y));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void colours_stay_with_their_pixels_however_thin_they_are(Orientation orientation) {
        for (Sampling sampling : Sampling.values()) {
            for (int[] size : new int[][] {{39, 20}, {40, 21}, {41, 33}, {16, 16}}) {
                Planes stored = slope(sampling, size[0], size[1]);

                Planes upright = orientation.upright(stored, Checkpoint.NONE);

                assertThat(upright.isGray()).isEqualTo(stored.isGray());
                for (Plane chroma : upright.chroma()) {
                    assertColoursFollowLuma(upright, chroma);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_sampling_turns_with_the_picture(Orientation orientation) {
        Planes stored = PlanesOf.noise(Sampling.YUV_422, 8, 6, 2);

        assertThat(orientation.upright(stored, Checkpoint.NONE).sampling())
                .isEqualTo(orientation.swapsSides() ? Sampling.YUV_440 : Sampling.YUV_422);
    }

    /** Brightness is a slope, and each colour what brightness is in the middle of the pixels that it stands for. */
    private static Planes slope(Sampling sampling, int width, int height) {
        Plane luma = PlanesOf.plane(width, height, (x, y) -> 4 * x + 2 * y);
        if (sampling == Sampling.GRAY) {
            return new Planes(sampling, luma, List.of());
        }
        Plane chroma =
                PlanesOf.plane(sampling.across(width), sampling.down(height), (x, y) -> mean(luma, sampling, x, y));
        return new Planes(sampling, luma, List.of(chroma, chroma));
    }

    private static int mean(Plane luma, Sampling sampling, int x, int y) {
        double sum = 0;
        int count = 0;
        for (int dy = y << sampling.shiftY(); dy < Math.min(luma.height(), (y + 1) << sampling.shiftY()); dy++) {
            for (int dx = x << sampling.shiftX(); dx < Math.min(luma.width(), (x + 1) << sampling.shiftX()); dx++) {
                sum += luma.at(dx, dy);
                count++;
            }
        }
        return (int) Math.round(sum / count);
    }

    private static void assertColoursFollowLuma(Planes planes, Plane chroma) {
        for (int y = 0; y < chroma.height(); y++) {
            for (int x = 0; x < chroma.width(); x++) {
                assertThat((double) chroma.at(x, y))
                        .isCloseTo(mean(planes.luma(), planes.sampling(), x, y), within(3.0));
            }
        }
    }

    /** CIPA DC-008, table of tag 0x0112: where row 0 and column 0 of what is stored are seen. */
    private static int[] target(Orientation orientation, int x, int y, int width, int height) {
        int right = width - 1 - x;
        int below = height - 1 - y;
        return switch (orientation) {
            case UPRIGHT -> new int[] {x, y};
            case MIRRORED -> new int[] {right, y};
            case UPSIDE_DOWN -> new int[] {right, below};
            case UPSIDE_DOWN_MIRRORED -> new int[] {x, below};
            case TRANSPOSED -> new int[] {y, x};
            case QUARTER_TURN_RIGHT -> new int[] {below, x};
            case TRANSVERSED -> new int[] {below, right};
            case QUARTER_TURN_LEFT -> new int[] {y, right};
        };
    }
}
