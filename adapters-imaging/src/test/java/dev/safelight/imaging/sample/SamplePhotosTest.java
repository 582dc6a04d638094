package dev.safelight.imaging.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.domain.image.Format;
import org.junit.jupiter.api.Test;

class SamplePhotosTest {

    @Test
    void the_same_seed_makes_the_same_bytes() {
        assertThat(SamplePhotos.light(7)).isEqualTo(SamplePhotos.light(7));
        assertThat(SamplePhotos.light(7)).isNotEqualTo(SamplePhotos.light(8));
    }

    @Test
    void files_are_of_the_format_that_they_are_called() {
        byte[] photo = SamplePhotos.light(1);

        assertThat(Format.sniff(photo)).contains(Format.JPEG);
        assertThat(Format.sniff(SamplePhotos.asPng(photo))).contains(Format.PNG);
        assertThat(Format.sniff(SamplePhotos.notAPhoto())).isEmpty();
    }

    @Test
    void a_huge_claim_takes_186_bytes() {
        assertThat(SamplePhotos.claiming(65535, 65535)).hasSize(186);
    }
}
