package dev.safelight.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.inspect.PhotoComparer;
import dev.safelight.imaging.sample.SamplePhotos;
import java.awt.image.BufferedImage;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThumbnailComparerTest {

    private static final BufferedImage VIEW = SamplePhotos.grainy(3, 1200, 900);
    private static final byte[] SEEN = thumbnail(VIEW);

    private final PhotoComparer comparer = new ThumbnailComparer();

    private interface Place {
        int rgb(int x, int y);
    }

    private static BufferedImage painted(int width, int height, Place place) {
        BufferedImage painted = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                painted.setRGB(x, y, place.rgb(x, y));
            }
        }
        return painted;
    }

    private static int at(double x, double y) {
        return VIEW.getRGB(
                Math.clamp(Math.round(x), 0, VIEW.getWidth() - 1), Math.clamp(Math.round(y), 0, VIEW.getHeight() - 1));
    }

    private static BufferedImage toned(IntUnaryOperator tone) {
        return painted(VIEW.getWidth(), VIEW.getHeight(), (x, y) -> {
            int rgb = VIEW.getRGB(x, y);
            return tone.applyAsInt(rgb >> 16 & 255) << 16
                    | tone.applyAsInt(rgb >> 8 & 255) << 8
                    | tone.applyAsInt(rgb & 255);
        });
    }

    private static byte[] thumbnail(byte[] photo) {
        return Inspecting.inspect(photo).pictures().orElseThrow().thumbnail();
    }

    private static byte[] thumbnail(BufferedImage picture) {
        return thumbnail(Inspecting.png(picture));
    }

    private boolean isAnother(BufferedImage picture) {
        byte[] other = thumbnail(picture);
        boolean another = comparer.areTwo(SEEN, other);
        assertThat(comparer.areTwo(other, SEEN)).as("the other way round").isEqualTo(another);
        return another;
    }

    @Test
    void a_photo_is_its_own_copy() {
        assertThat(isAnother(VIEW)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_near_duplicate_is_a_copy(long seed) {
        byte[] photo = SamplePhotos.sharp(seed);
        assertThat(comparer.areTwo(thumbnail(photo), thumbnail(SamplePhotos.nearDuplicateOf(photo))))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8})
    void a_copy_that_is_mirrored_or_turned_is_a_copy(int orientation) {
        int right = VIEW.getWidth() - 1;
        int bottom = VIEW.getHeight() - 1;
        BufferedImage turned = switch (orientation) {
            case 2 -> painted(right + 1, bottom + 1, (x, y) -> at(right - x, y));
            case 3 -> painted(right + 1, bottom + 1, (x, y) -> at(right - x, bottom - y));
            case 4 -> painted(right + 1, bottom + 1, (x, y) -> at(x, bottom - y));
            case 5 -> painted(bottom + 1, right + 1, (x, y) -> at(y, x));
            case 6 -> painted(bottom + 1, right + 1, (x, y) -> at(y, bottom - x));
            case 7 -> painted(bottom + 1, right + 1, (x, y) -> at(right - y, bottom - x));
            default -> painted(bottom + 1, right + 1, (x, y) -> at(right - y, x));
        };
        assertThat(isAnother(turned)).isFalse();
    }

    @Test
    void a_copy_with_other_light_is_a_copy() {
        assertThat(isAnother(toned(v -> (int) (255 * Math.pow(v / 255.0, 1.6)))))
                .isFalse();
        assertThat(isAnother(toned(v -> Math.min(255, v * 5 / 4)))).isFalse();
    }

    @Test
    void a_copy_of_which_a_little_is_cropped_is_a_copy() {
        assertThat(isAnother(painted(1150, 880, (x, y) -> at(x + 10, y + 15)))).isFalse();
    }

    @Test
    void a_copy_with_a_watermark_is_a_copy() {
        BufferedImage marked =
                painted(1200, 900, (x, y) -> x > 700 && y > 780 && (x / 12 + y / 20) % 2 == 0 ? 0xFFFFFF : at(x, y));
        assertThat(isAnother(marked)).isFalse();
    }

    @Test
    void the_same_composition_with_everything_in_it_a_little_elsewhere_is_another_photo() {
        BufferedImage another = painted(
                1200, 900, (x, y) -> at(x + 4 * Math.sin(y / 37.0 + x / 90.0), y + 4 * Math.sin(x / 41.0 - y / 80.0)));
        assertThat(isAnother(another)).isTrue();
    }

    @Test
    void pictures_without_any_detail_cannot_be_told_apart() {
        assertThat(comparer.areTwo(
                        thumbnail(painted(300, 200, (x, y) -> 0x808080)),
                        thumbnail(painted(300, 200, (x, y) -> 0x909090))))
                .isFalse();
        assertThat(comparer.areTwo(
                        thumbnail(painted(1, 1, (x, y) -> 0x808080)), thumbnail(painted(9, 2, (x, y) -> 0x909090))))
                .isFalse();
    }

    @Test
    void what_is_no_thumbnail_of_ours_cannot_be_told_apart() {
        byte[] noise = new byte[400];
        RandomGenerator.of("L64X128MixRandom").nextBytes(noise);
        assertThat(comparer.areTwo(SEEN, noise)).isFalse();
        assertThat(comparer.areTwo(new byte[0], SEEN)).isFalse();
    }
}
