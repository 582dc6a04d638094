package dev.safelight.imaging.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Plane;
import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.codec.Sampling;
import dev.safelight.imaging.codec.Unreadable;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JpegCoefficientsTest {

    @ParameterizedTest
    @EnumSource(Sampling.class)
    void pictures_from_them_are_the_same_as_decoded_ones(Sampling sampling) throws Unreadable {
        byte[] file = TestFiles.baseline(sampling, 131, 67);
        JpegCoefficients coefficients = JpegCoefficients.read(file, Checkpoint.NONE);
        for (int scale : new int[] {1, 2, 4, 8}) {
            assertThat(TestPictures.difference(
                            coefficients.planes(scale, Checkpoint.NONE), TestFiles.decode(file, scale)))
                    .isZero();
        }
    }

    /** One step, since the inverse transform rounds differently along rows and columns. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void turned_without_loss_is_decoded_and_turned(int orientation) throws Unreadable {
        for (Sampling sampling : Sampling.values()) {
            byte[] file = TestFiles.baseline(sampling, 64, 96);
            byte[] turned =
                    JpegTranscoder.upright(file, orientation, Checkpoint.NONE).orElseThrow();
            Planes expected = turned(TestFiles.decode(file, 1), orientation);

            assertThat(TestPictures.difference(TestFiles.decode(turned, 1), expected))
                    .as("%s", sampling)
                    .isLessThanOrEqualTo(orientation == 1 ? 0 : 1);
        }
    }

    @Test
    void turning_four_times_is_turning_not_at_all() throws Unreadable {
        byte[] file = TestFiles.baseline(Sampling.YUV_420, 64, 96);
        byte[] turned = file;
        for (int i = 0; i < 4; i++) {
            turned = JpegTranscoder.upright(turned, 6, Checkpoint.NONE).orElseThrow();
        }

        assertThat(turned).isEqualTo(file);
    }

    @Test
    void what_would_have_to_be_cut_off_is_left_to_others() throws Unreadable {
        byte[] file = TestFiles.baseline(Sampling.YUV_420, 60, 64);

        assertThat(possible(file)).containsExactly(true, false, false, true, true, true, false, false);
        byte[] other = TestFiles.baseline(Sampling.YUV_420, 64, 60);
        assertThat(possible(other)).containsExactly(true, true, false, false, true, false, false, true);
    }

    @Test
    void odd_sizes_survive_where_nothing_is_mirrored() throws Unreadable {
        byte[] file = TestFiles.baseline(Sampling.YUV_422, 61, 37);
        byte[] turned = JpegTranscoder.upright(file, 5, Checkpoint.NONE).orElseThrow();

        assertThat(TestFiles.decode(turned, 1).sampling()).isEqualTo(Sampling.YUV_440);
        assertThat(TestPictures.difference(TestFiles.decode(turned, 1), turned(TestFiles.decode(file, 1), 5)))
                .isLessThanOrEqualTo(1);
    }

    @Test
    void steps_that_baseline_does_not_have_are_left_to_others() throws Unreadable {
        byte[] file = TestFiles.baseline(Sampling.GRAY, 16, 16);
        int at = JpegDecoderTest.find(file, 0xDB);
        byte[] wide = new byte[file.length + 64];
        System.arraycopy(file, 0, wide, 0, at + 5);
        wide[at + 3] = (byte) (wide[at + 3] + 64);
        wide[at + 4] = 0x10;
        for (int k = 0; k < 64; k++) {
            wide[at + 5 + 2 * k] = (byte) (k == 63 ? 1 : 0);
            wide[at + 6 + 2 * k] = file[at + 5 + k];
        }
        System.arraycopy(file, at + 69, wide, at + 133, file.length - at - 69);

        assertThat(TestFiles.decode(wide, 1).width()).isEqualTo(16);
        assertThat(JpegTranscoder.upright(wide, 1, Checkpoint.NONE)).isEqualTo(Optional.empty());
    }

    private static boolean[] possible(byte[] file) throws Unreadable {
        boolean[] possible = new boolean[8];
        for (int i = 0; i < 8; i++) {
            possible[i] = JpegTranscoder.upright(file, i + 1, Checkpoint.NONE).isPresent();
        }
        return possible;
    }

    private static Planes turned(Planes planes, int orientation) {
        List<Plane> all = TestPictures.all(planes).stream()
                .map(plane -> turned(plane, orientation))
                .toList();
        return new Planes(Turn.of(orientation).of(planes.sampling()), all.getFirst(), all.subList(1, all.size()));
    }

    /** As EXIF says it: where row 0 and column 0 of what is stored are seen. */
    private static Plane turned(Plane stored, int orientation) {
        int width = orientation < 5 ? stored.width() : stored.height();
        int height = orientation < 5 ? stored.height() : stored.width();
        Plane turned = new Plane(width, height);
        for (int y = 0; y < stored.height(); y++) {
            for (int x = 0; x < stored.width(); x++) {
                int right = stored.width() - 1 - x;
                int below = stored.height() - 1 - y;
                int to = switch (orientation) {
                    case 1 -> y * width + x;
                    case 2 -> y * width + right;
                    case 3 -> below * width + right;
                    case 4 -> below * width + x;
                    case 5 -> x * width + y;
                    case 6 -> x * width + below;
                    case 7 -> right * width + below;
                    default -> right * width + y;
                };
                turned.samples()[to] = (byte) stored.at(x, y);
            }
        }
        return turned;
    }
}
