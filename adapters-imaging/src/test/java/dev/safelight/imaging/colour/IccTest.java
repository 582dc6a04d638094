package dev.safelight.imaging.colour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.safelight.imaging.header.Header.Inks;
import dev.safelight.imaging.picture.ColourConversion;
import dev.safelight.imaging.picture.Picture;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IccTest {

    /** Display P3 as phones write it: the primaries of DCI-P3 relative to D50, the curve of sRGB as a formula. */
    private static final double[][] P3 = {
        {0.51512, 0.24120, -0.00105}, {0.29198, 0.69225, 0.04189}, {0.15710, 0.06657, 0.78407}
    };

    @Test
    void wide_colours_become_those_of_srgb() {
        Picture picture = new Picture(4, 1, new int[] {0x808080, 0xFF0000, 0xB46464, 0xFFFFFF});

        ColourConversion.toSrgb(picture, Inks.NONE, Icc.read(profile(P3)));

        assertThat(picture.pixels()[0]).isEqualTo(0x808080);
        assertThat(picture.pixels()[1]).isEqualTo(0xFF0000);
        assertThat(picture.pixels()[2] >> 16).isBetween(192, 193);
        assertThat(picture.pixels()[2] >> 8 & 255).isBetween(94, 96);
        assertThat(picture.pixels()[2] & 255).isBetween(97, 98);
        assertThat(picture.pixels()[3]).isEqualTo(0xFFFFFF);
    }

    @Test
    void the_profile_of_srgb_itself_changes_nothing() {
        byte[] srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        int[] pixels = {0x123456, 0xFEDCBA, 0x00FF7F};

        ColourConversion.toSrgb(new Picture(3, 1, pixels), Inks.NONE, Icc.read(srgb));

        assertThat(pixels).containsExactly(0x123456, 0xFEDCBA, 0x00FF7F);
    }

    @Test
    void a_formula_is_evaluated_as_the_standard_says() {
        ColourSpace.Matrix matrix = (ColourSpace.Matrix) Icc.read(profile(P3)).orElseThrow();

        assertThat(matrix.light()[0][0]).isZero();
        assertThat(matrix.light()[1][5]).isCloseTo(5 / 255f / 12.92f, within(1e-4f));
        assertThat(matrix.light()[2][128]).isCloseTo(0.2158f, within(1e-3f));
        assertThat(matrix.light()[2][255]).isEqualTo(1);
    }

    @Test
    void what_is_no_profile_is_passed_over() {
        assertThat(Icc.read(new byte[0])).isEmpty();
        assertThat(Icc.read(new byte[500])).isEmpty();
    }

    @Test
    void a_profile_with_tags_that_lie_is_handed_on_and_changes_nothing() {
        byte[] lying = profile(P3);
        ByteBuffer.wrap(lying).putInt(132 + 4, Integer.MAX_VALUE);
        int[] pixels = {0x123456};

        Optional<ColourSpace> read = Icc.read(lying);
        ColourConversion.toSrgb(new Picture(1, 1, pixels), Inks.NONE, read);

        assertThat(read).containsInstanceOf(ColourSpace.Icc.class);
        assertThat(pixels).containsExactly(0x123456);
    }

    private static byte[] profile(double[][] primaries) {
        ByteBuffer file = ByteBuffer.allocate(128 + 4 + 6 * 12 + 3 * 20 + 32);
        file.put(16, ascii("RGB XYZ ")).put(36, ascii("acsp")).position(128);
        int data = 132 + 6 * 12;
        file.putInt(6);
        String[] names = {"rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC"};
        for (int i = 0; i < 6; i++) {
            file.put(ascii(names[i])).putInt(data + 20 * Math.min(i, 3)).putInt(i < 3 ? 20 : 32);
        }
        for (double[] primary : primaries) {
            file.put(ascii("XYZ ")).putInt(0);
            for (double part : primary) {
                file.putInt((int) Math.round(part * 65_536));
            }
        }
        file.put(ascii("para")).putInt(0).putShort((short) 3).putShort((short) 0);
        for (double parameter : new double[] {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045}) {
            file.putInt((int) Math.round(parameter * 65_536));
        }
        return file.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
