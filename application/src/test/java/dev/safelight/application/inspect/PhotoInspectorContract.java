package dev.safelight.application.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.inspect.PhotoInspector.Inspection;
import dev.safelight.application.inspect.PhotoInspector.Pictures;
import dev.safelight.application.testing.Race;
import dev.safelight.domain.image.Format;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.rule.Fingerprint;
import dev.safelight.domain.rule.Measurements;
import dev.safelight.domain.rule.Measurements.Pixels;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link PhotoInspector} promises. */
public abstract class PhotoInspectorContract {

    private static final int RACERS = 16;
    private static final int MUTANTS = 60;

    /** More than this and two photos are not alike. */
    private static final int UNLIKE = 60;

    private PhotoInspector inspector;

    protected abstract PhotoInspector inspector();

    /** A JPEG that can be decoded; another number gives a photo of something else. */
    protected abstract byte[] photo(int which);

    /** Begins like a JPEG, and cannot be decoded. */
    protected abstract byte[] damaged();

    @BeforeEach
    void open() {
        inspector = inspector();
    }

    @Test
    void a_photo_is_measured_and_comes_with_its_pictures() throws InterruptedException {
        byte[] photo = photo(1);

        Inspection seen = inspector.inspect(photo, Format.JPEG);

        Measurements measured = seen.measurements();
        assertThat(measured.bytes()).isEqualTo(photo.length);
        assertThat(measured.sha256()).isEqualTo(Sha256.of(photo));
        assertThat(measured.format()).contains(Format.JPEG);
        assertThat(measured.size()).isPresent();
        assertThat(measured.defect()).isEmpty();
        assertThat(measured.pixels()).isPresent();
        assertThat(seen.pictures()).isPresent();
        assertThat(seen.pictures().orElseThrow().normalized()).isNotEmpty();
        assertThat(seen.pictures().orElseThrow().thumbnail()).isNotEmpty();
    }

    @Test
    void measures_are_within_their_scales() throws InterruptedException {
        Pixels pixels =
                inspector.inspect(photo(1), Format.JPEG).measurements().pixels().orElseThrow();

        assertThat(pixels.sharpness().orElse(0.0)).isBetween(0.0, 100.0);
        assertThat(pixels.exposure().shadows()).isBetween(0.0, pixels.exposure().highlights());
        assertThat(pixels.exposure().highlights()).isBetween(0.0, 100.0);
        assertThat(pixels.exposure().mean()).isBetween(0.0, 100.0);
    }

    @Test
    void a_damaged_file_has_a_defect_and_neither_measures_nor_pictures() throws InterruptedException {
        byte[] damaged = damaged();

        Inspection seen = inspector.inspect(damaged, Format.JPEG);

        assertThat(seen.measurements().defect()).isPresent();
        assertThat(seen.measurements().format()).contains(Format.JPEG);
        assertThat(seen.measurements().sha256()).isEqualTo(Sha256.of(damaged));
        assertThat(seen.measurements().pixels()).isEmpty();
        assertThat(seen.pictures()).isEmpty();
    }

    @Test
    void content_decides_and_not_what_was_promised() throws InterruptedException {
        Inspection asPromised = inspector.inspect(photo(1), Format.JPEG);
        Inspection mislabelled = inspector.inspect(photo(1), Format.PNG);

        assertThat(mislabelled.measurements().promised()).isEqualTo(Format.PNG);
        assertThat(mislabelled.measurements().format()).contains(Format.JPEG);
        assertThat(mislabelled.measurements().pixels())
                .isEqualTo(asPromised.measurements().pixels());
    }

    @Test
    void what_is_no_photo_has_no_format_and_no_defect() throws InterruptedException {
        byte[] program = "MZ\0\0 This program cannot be run in DOS mode. ".getBytes(StandardCharsets.US_ASCII);
        for (byte[] file : new byte[][] {{}, {(byte) 0xFF}, program}) {
            Inspection seen = inspector.inspect(file, Format.JPEG);

            assertThat(seen.measurements().bytes()).isEqualTo(file.length);
            assertThat(seen.measurements().format()).isEmpty();
            assertThat(seen.measurements().defect()).isEmpty();
            assertThat(seen.measurements().pixels()).isEmpty();
            assertThat(seen.pictures()).isEmpty();
        }
    }

    @Test
    void the_same_bytes_give_the_same_answer() throws InterruptedException {
        assertSame(inspector.inspect(photo(1), Format.JPEG), inspector.inspect(photo(1), Format.JPEG));
    }

    @Test
    void many_threads_do_not_disturb_each_other() throws InterruptedException, ExecutionException {
        byte[][] photos = {photo(1), photo(2)};
        Inspection[] alone = {inspector.inspect(photos[0], Format.JPEG), inspector.inspect(photos[1], Format.JPEG)};
        AtomicInteger next = new AtomicInteger();

        Race.among(RACERS, () -> {
            int which = next.getAndIncrement() % 2;
            assertSame(inspector.inspect(photos[which], Format.JPEG), alone[which]);
            return which;
        });
    }

    @Test
    void the_bytes_are_left_as_they_were() throws InterruptedException {
        byte[] photo = photo(1);
        byte[] before = photo.clone();

        inspector.inspect(photo, Format.JPEG);

        assertThat(photo).isEqualTo(before);
    }

    @Test
    void photos_of_different_things_have_different_fingerprints() throws InterruptedException {
        assertThat(fingerprint(1).distance(fingerprint(1))).isZero();
        assertThat(fingerprint(1).distance(fingerprint(2))).isGreaterThan(UNLIKE);
    }

    @Test
    void whatever_the_bytes_are_the_answer_is_a_value() throws InterruptedException {
        Random random = new Random(7);
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = mutant(photo(1), random);

            Inspection seen = inspector.inspect(mutant, Format.JPEG);

            assertThat(seen.measurements().sha256()).isEqualTo(Sha256.of(mutant));
            assertThat(seen.pictures().isPresent())
                    .isEqualTo(seen.measurements().pixels().isPresent());
            assertThat(seen.measurements().defect().isPresent()
                            && seen.measurements().pixels().isPresent())
                    .isFalse();
        }
    }

    /** Damaged in its second half, or cut off there. */
    private static byte[] mutant(byte[] photo, Random random) {
        int half = photo.length / 2;
        if (random.nextBoolean()) {
            return Arrays.copyOf(photo, half + random.nextInt(half));
        }
        for (int i = 0; i < 10; i++) {
            photo[half + random.nextInt(half)] = (byte) random.nextInt();
        }
        return photo;
    }

    private Fingerprint fingerprint(int which) throws InterruptedException {
        return inspector
                .inspect(photo(which), Format.JPEG)
                .measurements()
                .pixels()
                .orElseThrow()
                .fingerprint();
    }

    private static void assertSame(Inspection one, Inspection other) {
        assertThat(one.measurements()).isEqualTo(other.measurements());
        Pictures ofOne = one.pictures().orElseThrow();
        Pictures ofOther = other.pictures().orElseThrow();
        assertThat(ofOne.normalized()).isEqualTo(ofOther.normalized());
        assertThat(ofOne.thumbnail()).isEqualTo(ofOther.thumbnail());
    }
}
