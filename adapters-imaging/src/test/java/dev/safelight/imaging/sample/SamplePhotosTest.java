package dev.safelight.imaging.sample;

import static dev.safelight.imaging.Inspecting.inspect;
import static dev.safelight.imaging.Inspecting.rejections;
import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.domain.image.Format;
import dev.safelight.domain.rule.Code;
import dev.safelight.domain.rule.Fingerprint;
import dev.safelight.domain.rule.Measurements.Defect;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplePhotosTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void each_gets_the_verdict_that_its_name_says(long seed) {
        byte[] sharp = SamplePhotos.sharp(seed);

        assertThat(rejections(sharp)).isEmpty();
        assertThat(rejections(SamplePhotos.light(seed))).isEmpty();
        assertThat(rejections(SamplePhotos.asPng(sharp))).isEmpty();
        assertThat(rejections(SamplePhotos.nearDuplicateOf(sharp))).isEmpty();
        assertThat(rejections(SamplePhotos.blurred(seed))).containsExactly(Code.TOO_BLURRY);
        assertThat(rejections(SamplePhotos.dark(seed))).containsExactly(Code.TOO_DARK);
        assertThat(rejections(SamplePhotos.bright(seed))).containsExactly(Code.TOO_BRIGHT);
        assertThat(rejections(SamplePhotos.small(seed))).containsExactly(Code.RESOLUTION_TOO_LOW);
        assertThat(rejections(SamplePhotos.truncated(sharp))).containsExactly(Code.UNREADABLE);
    }

    @Test
    void what_is_no_photo_is_told_apart() {
        assertThat(rejections(SamplePhotos.notAPhoto())).containsExactly(Code.UNSUPPORTED_FORMAT);
        assertThat(rejections(SamplePhotos.claiming(65535, 65535)))
                .containsExactly(Code.FILE_TOO_SMALL, Code.RESOLUTION_TOO_HIGH);
        assertThat(inspect(SamplePhotos.claiming(2000, 2000)).measurements().defect())
                .contains(Defect.CORRUPT);
        assertThat(SamplePhotos.claiming(65535, 65535)).hasSize(186);
    }

    @Test
    void the_same_seed_makes_the_same_bytes() {
        assertThat(SamplePhotos.light(7)).isEqualTo(SamplePhotos.light(7));
        assertThat(SamplePhotos.light(7)).isNotEqualTo(SamplePhotos.light(8));
    }

    @Test
    void a_near_duplicate_looks_like_its_original_and_other_seeds_do_not() {
        List<byte[]> photos =
                LongStream.range(0, 20).mapToObj(SamplePhotos::light).toList();

        assertThat(fingerprint(SamplePhotos.nearDuplicateOf(photos.getFirst()))
                        .distance(fingerprint(photos.getFirst())))
                .isLessThanOrEqualTo(12);
        List<Fingerprint> all =
                photos.stream().map(SamplePhotosTest::fingerprint).toList();
        for (Fingerprint one : all) {
            for (Fingerprint other : all) {
                assertThat(one.equals(other) || one.distance(other) >= 90).isTrue();
            }
        }
    }

    @Test
    void files_are_of_the_format_that_they_are_called() {
        byte[] photo = SamplePhotos.light(1);

        assertThat(Format.sniff(photo)).contains(Format.JPEG);
        assertThat(Format.sniff(SamplePhotos.asPng(photo))).contains(Format.PNG);
        assertThat(Format.sniff(SamplePhotos.notAPhoto())).isEmpty();
    }

    private static Fingerprint fingerprint(byte[] photo) {
        return inspect(photo).measurements().pixels().orElseThrow().fingerprint();
    }
}
