package dev.safelight.imaging;

import static dev.safelight.imaging.Inspecting.inspect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.inspect.PhotoInspector.Inspection;
import dev.safelight.domain.image.Format;
import dev.safelight.domain.rule.Measurements;
import dev.safelight.domain.rule.Measurements.Defect;
import dev.safelight.domain.rule.PixelSize;
import dev.safelight.imaging.sample.SamplePhotos;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are broken, and files that are meant to break us. */
class BadFilesTest {

    private static final BufferedImage VIEW =
            Inspecting.decode(SamplePhotos.light(6)).getSubimage(0, 200, 320, 240);
    private static final byte[] BASELINE = SamplePhotos.rotatedByExif(VIEW, 1);
    private static final byte[] PROGRESSIVE = Inspecting.inPasses(VIEW, "jpeg");
    private static final byte[] PNG = Inspecting.png(VIEW);
    private static final byte[] INTERLACED = Inspecting.inPasses(VIEW, "png");

    @Test
    void a_file_cut_off_anywhere_is_never_taken_for_whole() {
        for (byte[] file : new byte[][] {BASELINE, PROGRESSIVE, PNG, INTERLACED}) {
            for (int i = 1; i < 40; i++) {
                int length = (file.length - 40) * i / 39;
                Inspection seen = inspect(Arrays.copyOf(file, length));

                assertThat(seen.pictures())
                        .as(length + " of " + file.length + " bytes")
                        .isEmpty();
                boolean known = seen.measurements().format().isPresent();
                assertThat(seen.measurements().defect().isPresent()).isEqualTo(known);
            }
        }
    }

    @Test
    void cut_off_and_damaged_are_told_apart() {
        assertThat(defect(Arrays.copyOf(BASELINE, BASELINE.length / 2))).isEqualTo(Defect.TRUNCATED);
        assertThat(defect(Arrays.copyOf(PNG, PNG.length / 2))).isEqualTo(Defect.TRUNCATED);
        byte[] bitFlipped = PNG.clone();
        bitFlipped[PNG.length / 2] ^= 1;
        assertThat(defect(bitFlipped)).isEqualTo(Defect.CORRUPT);
    }

    @Test
    void a_photo_that_merely_lacks_its_end_mark_is_fine() {
        assertThat(inspect(Arrays.copyOf(BASELINE, BASELINE.length - 2)).pictures())
                .isPresent();
        assertThat(inspect(Arrays.copyOf(PNG, PNG.length - 12)).pictures()).isPresent();
    }

    @Test
    void what_follows_a_photo_is_left_alone() {
        byte[] followed = Arrays.copyOf(BASELINE, BASELINE.length + 5_000);
        System.arraycopy(PNG, 0, followed, BASELINE.length, 4_000);

        assertThat(inspect(followed).measurements().pixels())
                .isEqualTo(inspect(BASELINE).measurements().pixels());
    }

    @Test
    void a_size_is_told_even_when_the_pixels_are_missing() {
        Measurements measured = inspect(Arrays.copyOf(PNG, 60)).measurements();

        assertThat(measured.size()).contains(new PixelSize(320, 240));
        assertThat(measured.defect()).contains(Defect.TRUNCATED);
    }

    @Test
    void a_claim_of_a_billion_pixels_is_not_decoded() {
        Measurements jpeg = inspect(SamplePhotos.claiming(65535, 65535)).measurements();
        Measurements png = inspect(resized(PNG, 2_000_000_000, 2_000_000_000)).measurements();

        assertThat(jpeg.size()).contains(new PixelSize(65535, 65535));
        assertThat(jpeg.defect()).isEmpty();
        assertThat(png.size()).contains(new PixelSize(2_000_000_000, 2_000_000_000));
        assertThat(png.defect()).isEmpty();
        assertThat(png.pixels()).isEmpty();
    }

    @Test
    void a_large_claim_with_little_behind_it_is_corrupt() {
        assertThat(defect(resized(PNG, 9_000, 9_000))).isEqualTo(Defect.CORRUPT);
        assertThat(defect(SamplePhotos.claiming(9_000, 9_000))).isEqualTo(Defect.CORRUPT);
    }

    @Test
    void sizes_of_nothing_are_corrupt() {
        assertThat(defect(resized(PNG, 0, 5))).isEqualTo(Defect.CORRUPT);
        assertThat(defect(resized(PNG, 5, -1))).isEqualTo(Defect.CORRUPT);
        assertThat(defect(SamplePhotos.claiming(0, 7))).isEqualTo(Defect.CORRUPT);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xC3, 0xC5, 0xC9, 0xCA, 0xCF, 0xF7})
    void kinds_of_jpeg_that_no_camera_makes_are_refused_by_name(int startOfFrame) {
        byte[] rare = SamplePhotos.claiming(640, 480);
        rare[20 + 69 + 1] = (byte) startOfFrame;

        assertThat(defect(rare)).isEqualTo(Defect.UNSUPPORTED_VARIANT);
        assertThat(inspect(rare).measurements().size()).contains(new PixelSize(640, 480));
    }

    @Test
    void more_scans_than_any_camera_makes_are_too_complex() {
        int lastScan = lastIndexOf(PROGRESSIVE, 0xFF, 0xDA);
        int scan = PROGRESSIVE.length - 2 - lastScan;
        ByteBuffer file = ByteBuffer.allocate(PROGRESSIVE.length + 100 * scan);
        file.put(PROGRESSIVE, 0, PROGRESSIVE.length - 2);
        for (int i = 0; i < 100; i++) {
            file.put(PROGRESSIVE, lastScan, scan);
        }
        file.putShort((short) 0xFFD9);

        assertThat(defect(file.array())).isEqualTo(Defect.TOO_COMPLEX);
    }

    @Test
    void texts_and_profiles_that_inflate_without_end_never_reach_the_decoder() {
        byte[] zeros = deflated(64 << 20);
        byte[] text = ByteBuffer.allocate(zeros.length + 5)
                .put("bomb\0".getBytes(StandardCharsets.US_ASCII))
                .put(zeros)
                .array();
        byte[] profile = ByteBuffer.allocate(zeros.length + 6)
                .put("bomb\0\0".getBytes(StandardCharsets.US_ASCII))
                .put(zeros)
                .array();

        byte[] armed = inserted(inserted(PNG, "zTXt", text), "iCCP", profile);

        assertThat(inspect(armed).measurements().pixels())
                .isEqualTo(inspect(PNG).measurements().pixels());
    }

    @Test
    void noise_behind_a_signature_is_a_defect() {
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            byte[] noise = new byte[2_000];
            random.nextBytes(noise);
            byte[] start = i % 2 == 0 ? BASELINE : PNG;
            System.arraycopy(start, 0, noise, 0, 8 + random.nextInt(100));

            Inspection seen = inspect(noise);

            assertThat(seen.pictures()).isEmpty();
        }
    }

    @Test
    void headers_damaged_at_random_are_answered_with_a_value() {
        Random random = new Random(4);
        for (byte[] file : new byte[][] {BASELINE, PROGRESSIVE, PNG, INTERLACED}) {
            for (int i = 0; i < 150; i++) {
                byte[] mutant = file.clone();
                for (int j = 0; j < 4; j++) {
                    mutant[8 + random.nextInt(700)] = (byte) random.nextInt();
                }

                assertThat(inspect(mutant).measurements().format()).isPresent();
            }
        }
    }

    private static Defect defect(byte[] file) {
        Inspection seen = inspect(file);
        assertThat(seen.pictures()).isEmpty();
        assertThat(seen.measurements().pixels()).isEmpty();
        assertThat(seen.measurements().format()).isIn(Optional.of(Format.JPEG), Optional.of(Format.PNG));
        return seen.measurements().defect().orElseThrow();
    }

    private static byte[] resized(byte[] png, int width, int height) {
        byte[] claiming = png.clone();
        ByteBuffer.wrap(claiming).putInt(16, width).putInt(20, height).putInt(29, crc(claiming, 12, 17));
        return claiming;
    }

    /** A chunk behind IHDR. */
    private static byte[] inserted(byte[] png, String type, byte[] content) {
        ByteBuffer file = ByteBuffer.allocate(png.length + content.length + 12);
        file.put(png, 0, 33);
        file.putInt(content.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(content);
        file.putInt(crc(file.array(), 37, content.length + 4));
        return file.put(png, 33, png.length - 33).array();
    }

    private static int crc(byte[] bytes, int from, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    private static byte[] deflated(int zeros) {
        try (Deflater deflater = new Deflater()) {
            deflater.setInput(new byte[zeros]);
            deflater.finish();
            byte[] target = new byte[zeros / 100];
            int length = deflater.deflate(target);
            return Arrays.copyOf(target, length);
        }
    }

    private static int lastIndexOf(byte[] file, int first, int second) {
        for (int i = file.length - 2; i >= 0; i--) {
            if ((file[i] & 255) == first && (file[i + 1] & 255) == second) {
                return i;
            }
        }
        throw new IllegalArgumentException("not there");
    }
}
