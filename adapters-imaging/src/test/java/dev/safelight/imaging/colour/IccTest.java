package dev.safelight.imaging.colour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class IccTest {

    @Test
    void a_formula_is_evaluated_as_the_standard_says() {
        ColourSpace.Matrix matrix =
                (ColourSpace.Matrix) Icc.read(IccProfiles.displayP3()).orElseThrow();

        assertThat(matrix.light()[0][0]).isZero();
        assertThat(matrix.light()[1][5]).isCloseTo(5 / 255f / 12.92f, within(1e-4f));
        assertThat(matrix.light()[2][128]).isCloseTo(0.2158f, within(1e-3f));
        assertThat(matrix.light()[2][255]).isEqualTo(1);
        assertThat(matrix.toXyz()[0][0]).isCloseTo(0.51512, within(1e-4));
        assertThat(matrix.toXyz()[2][1]).isCloseTo(0.04189, within(1e-4));
    }

    @Test
    void what_is_no_profile_is_passed_over() {
        assertThat(Icc.read(new byte[0])).isEmpty();
        assertThat(Icc.read(new byte[500])).isEmpty();
    }

    @Test
    void a_profile_with_tags_that_lie_is_handed_on() {
        byte[] lying = IccProfiles.displayP3();
        ByteBuffer.wrap(lying).putInt(132 + 4, Integer.MAX_VALUE);

        assertThat(Icc.read(lying)).containsInstanceOf(ColourSpace.Icc.class);
    }
}
