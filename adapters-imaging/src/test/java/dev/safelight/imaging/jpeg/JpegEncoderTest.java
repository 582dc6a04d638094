package dev.safelight.imaging.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Plane;
import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.codec.Sampling;
import dev.safelight.imaging.codec.Unreadable;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JpegEncoderTest {

    @ParameterizedTest
    @EnumSource(Sampling.class)
    void what_is_written_in_the_best_quality_comes_back_nearly_as_it_was(Sampling sampling) throws Unreadable {
        for (int[] size : new int[][] {{1, 1}, {9, 7}, {64, 48}, {131, 67}}) {
            Planes picture = TestPictures.of(sampling, size[0], size[1]);
            byte[] file = JpegEncoder.encode(picture, 100, Checkpoint.NONE);

            assertThat(TestPictures.difference(TestFiles.decode(file, 1), picture))
                    .isLessThanOrEqualTo(2);
        }
    }

    @Test
    void anybody_can_read_it() throws IOException {
        byte[] file = TestFiles.baseline(Sampling.YUV_420, 131, 67);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));

        assertThat(image.getWidth()).isEqualTo(131);
        assertThat(image.getHeight()).isEqualTo(67);
        assertThat(JpegDecoderTest.find(file, 0xE1)).as("metadata").isNegative();
    }

    @Test
    void noise_of_full_contrast_fits_at_every_quality() throws Unreadable {
        byte[] samples = new byte[64 * 64];
        Random random = new Random(2);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (random.nextBoolean() ? 255 : 0);
        }
        Planes picture = new Planes(Sampling.GRAY, new Plane(64, 64, 64, samples), List.of());
        for (int quality = 1; quality <= 100; quality++) {
            byte[] file = JpegEncoder.encode(picture, quality, Checkpoint.NONE);
            assertThat(TestFiles.decode(file, 1).width()).isEqualTo(64);
        }
        byte[] best = JpegEncoder.encode(picture, 100, Checkpoint.NONE);
        assertThat(TestPictures.difference(TestFiles.decode(best, 1), picture)).isLessThanOrEqualTo(2);
    }

    @Test
    void steps_are_the_usual_ones() {
        assertThat(QuantisationTables.of(true, 50))
                .startsWith(16, 11, 12, 14, 12, 10)
                .endsWith(99);
        assertThat(QuantisationTables.of(true, 100)).containsOnly(1);
        assertThat(QuantisationTables.of(false, 90)).startsWith(3, 4, 4, 5);
        assertThat(QuantisationTables.of(false, 1)).containsOnly(255);
    }

    @Test
    void rows_may_lie_apart() {
        Planes picture = TestPictures.of(Sampling.GRAY, 50, 30);
        byte[] wide = new byte[30 * 77];
        for (int y = 0; y < 30; y++) {
            System.arraycopy(picture.luma().samples(), y * 50, wide, y * 77, 50);
        }
        Planes apart = new Planes(Sampling.GRAY, new Plane(50, 30, 77, wide), List.of());

        assertThat(JpegEncoder.encode(apart, 80, Checkpoint.NONE))
                .isEqualTo(JpegEncoder.encode(picture, 80, Checkpoint.NONE));
    }

    @Test
    void there_is_no_quality_0() {
        Planes picture = TestPictures.of(Sampling.GRAY, 5, 5);
        assertThatThrownBy(() -> JpegEncoder.encode(picture, 0, Checkpoint.NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
