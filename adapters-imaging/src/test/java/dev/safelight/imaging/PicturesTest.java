package dev.safelight.imaging;

import static dev.safelight.imaging.Inspecting.decode;
import static dev.safelight.imaging.Inspecting.difference;
import static dev.safelight.imaging.Inspecting.inspect;
import static dev.safelight.imaging.Inspecting.normalized;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.safelight.application.inspect.PhotoInspector;
import dev.safelight.application.inspect.PhotoInspector.Inspection;
import dev.safelight.application.inspect.PhotoInspector.Pictures;
import dev.safelight.domain.image.Format;
import dev.safelight.domain.rule.Fingerprint;
import dev.safelight.domain.rule.Measurements.Pixels;
import dev.safelight.domain.rule.PixelSize;
import dev.safelight.imaging.sample.SamplePhotos;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes out: upright, within its size, and with nothing in it but the picture. */
class PicturesTest {

    private static final BufferedImage VIEW = decode(SamplePhotos.light(5)).getSubimage(0, 0, 700, 520);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void every_orientation_comes_out_upright(int orientation) {
        byte[] turned = SamplePhotos.rotatedByExif(VIEW, orientation);

        Inspection seen = inspect(turned);

        assertThat(seen.measurements().size()).contains(new PixelSize(700, 520));
        assertThat(difference(decode(seen.pictures().orElseThrow().normalized()), VIEW))
                .isLessThan(6);
        assertThat(seen.measurements().pixels().orElseThrow().fingerprint().distance(fingerprintOf(VIEW)))
                .isLessThanOrEqualTo(4);
    }

    @Test
    void where_the_photo_was_taken_does_not_come_out() {
        byte[] located = SamplePhotos.rotatedByExif(VIEW, 6);
        assertThat(text(located)).contains("Exif");

        Pictures pictures = inspect(located).pictures().orElseThrow();

        for (byte[] picture : new byte[][] {pictures.normalized(), pictures.thumbnail()}) {
            assertThat(text(picture)).doesNotContain("Exif", "ICC_PROFILE", "http", "Photoshop");
            assertThat(segments(picture)).doesNotContain(0xE1, 0xE2, 0xED, 0xFE);
        }
    }

    @Test
    void a_thumbnail_is_at_most_512_px() {
        Pictures pictures = inspect(SamplePhotos.sharp(3)).pictures().orElseThrow();

        BufferedImage thumbnail = decode(pictures.thumbnail());
        assertThat(thumbnail.getWidth()).isEqualTo(512);
        assertThat(thumbnail.getHeight()).isEqualTo(384);
        assertThat(decode(pictures.normalized()).getWidth()).isEqualTo(SamplePhotos.WIDTH);
    }

    @Test
    void a_normalized_picture_is_at_most_4096_px_and_the_size_measured_is_that_of_the_original() {
        BufferedImage wide = new BufferedImage(9000, 600, BufferedImage.TYPE_BYTE_GRAY);
        wide.createGraphics().fillRect(0, 0, 4500, 600);

        byte[] png = Inspecting.png(wide);

        assertThat(inspect(png).measurements().size()).contains(new PixelSize(9000, 600));
        BufferedImage normalized = normalized(png);
        assertThat(normalized.getWidth()).isEqualTo(4096);
        assertThat(normalized.getHeight()).isEqualTo(273);
        assertThat(normalized.getRGB(1000, 100) & 255).isGreaterThan(250);
        assertThat(normalized.getRGB(3000, 100) & 255).isLessThan(5);
    }

    @ParameterizedTest
    @CsvSource({"1300, 1300", "1024, 1024", "2000, 1600", "1700, 1600"})
    void a_normalized_picture_can_be_smaller_and_the_measures_stay(int most, int expected) throws InterruptedException {
        byte[] photo = SamplePhotos.sharp(3);
        PhotoInspector modest =
                new PlanarPhotoInspector(ImagingConfig.defaults().normalizedTo(most), InstantSource.system());

        Inspection seen = modest.inspect(photo, Format.JPEG);

        assertThat(decode(seen.pictures().orElseThrow().normalized()).getWidth())
                .isEqualTo(expected);
        Pixels pixels = seen.measurements().pixels().orElseThrow();
        Pixels usual = inspect(photo).measurements().pixels().orElseThrow();
        assertThat(pixels.fingerprint().distance(usual.fingerprint())).isLessThanOrEqualTo(4);
    }

    @Test
    void half_of_a_photo_will_do_when_it_nearly_fills_the_limit() throws InterruptedException {
        PhotoInspector modest =
                new PlanarPhotoInspector(ImagingConfig.defaults().normalizedTo(1100), InstantSource.system());
        byte[] photo = SamplePhotos.rotatedByExif(new BufferedImage(2016, 1512, BufferedImage.TYPE_INT_RGB), 1);

        Inspection seen = modest.inspect(photo, Format.JPEG);

        assertThat(decode(seen.pictures().orElseThrow().normalized()).getWidth())
                .isEqualTo(1008);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1023, 4097})
    void sizes_that_cannot_be_measured_or_held_are_refused(int side) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImagingConfig.defaults().normalizedTo(side));
    }

    @Test
    void small_pictures_are_not_enlarged() {
        BufferedImage small = decode(SamplePhotos.small(2)).getSubimage(0, 0, 60, 40);

        Pictures pictures = inspect(Inspecting.png(small)).pictures().orElseThrow();

        assertThat(decode(pictures.normalized()).getWidth()).isEqualTo(60);
        assertThat(decode(pictures.thumbnail()).getHeight()).isEqualTo(40);
    }

    private static Fingerprint fingerprintOf(BufferedImage image) {
        return inspect(Inspecting.png(image))
                .measurements()
                .pixels()
                .orElseThrow()
                .fingerprint();
    }

    private static String text(byte[] file) {
        return new String(file, StandardCharsets.ISO_8859_1);
    }

    /** The markers before the scan. */
    private static List<Integer> segments(byte[] jpeg) {
        List<Integer> markers = new ArrayList<>();
        for (int at = 2; (jpeg[at + 1] & 255) != 0xDA; ) {
            markers.add(jpeg[at + 1] & 255);
            at += 2 + ((jpeg[at + 2] & 255) << 8 | (jpeg[at + 3] & 255));
        }
        return markers;
    }
}
