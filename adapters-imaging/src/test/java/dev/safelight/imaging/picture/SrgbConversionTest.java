package dev.safelight.imaging.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.codec.Sampling;
import dev.safelight.imaging.colour.ColourSpace;
import dev.safelight.imaging.colour.Icc;
import dev.safelight.imaging.colour.IccProfiles;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SrgbConversionTest {

    private static final byte[] P3 = IccProfiles.displayP3();

    @Test
    void wide_colours_become_those_of_srgb() {
        assertThat(converted(0x808080)).isEqualTo(0x808080);
        assertThat(converted(0xFFFFFF)).isEqualTo(0xFFFFFF);
        assertThat(converted(0x000000)).isEqualTo(0x000000);
        int skin = converted(0xB46464);
        assertThat(skin >> 16).isBetween(191, 194);
        assertThat(skin >> 8 & 255).isBetween(93, 97);
        assertThat(skin & 255).isBetween(96, 99);
    }

    /** What a picture of one colour becomes. */
    private static int converted(int rgb) {
        Planes planes = PlanesOfRows.of(PlanesOf.rows(new int[][] {{rgb, rgb}, {rgb, rgb}}), Checkpoint.NONE);
        Planes srgb = SrgbConversion.toSrgb(planes, Icc.read(P3), Checkpoint.NONE);
        return PlanesOf.read(new RowsOfPlanes(srgb), 0)[0];
    }

    /** Java's colour management goes by tables of its own, so that the two agree but for roundings. */
    @Test
    void our_arithmetic_and_javas_agree() {
        int[][] pixels = new int[16][16];
        for (int i = 0; i < 256; i++) {
            pixels[i / 16][i % 16] = (60 + 7 * (i % 16)) << 16 | (60 + 7 * (i / 16)) << 8 | (90 + i % 7 * 10);
        }
        Planes planes = doubled(pixels);
        Planes again = doubled(pixels);

        Planes ours = SrgbConversion.toSrgb(planes, Icc.read(P3), Checkpoint.NONE);
        Planes javas = SrgbConversion.toSrgb(again, Optional.of(new ColourSpace.Icc(P3)), Checkpoint.NONE);

        for (int y = 0; y < 32; y++) {
            for (int x = 0; x < 32; x++) {
                assertThat(ours.luma().at(x, y))
                        .isBetween(javas.luma().at(x, y) - 2, javas.luma().at(x, y) + 2);
                for (int i = 0; i < 2; i++) {
                    int javasColour = javas.chroma().get(i).at(x / 2, y / 2);
                    assertThat(ours.chroma().get(i).at(x / 2, y / 2)).isBetween(javasColour - 2, javasColour + 2);
                }
            }
        }
    }

    private static Planes doubled(int[][] pixels) {
        int[][] larger = new int[32][32];
        for (int i = 0; i < 1024; i++) {
            larger[i / 32][i % 32] = pixels[i / 64][i % 32 / 2];
        }
        return PlanesOfRows.of(PlanesOf.rows(larger), Checkpoint.NONE);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "GRAY")
    void converting_only_the_ends_of_what_shares_a_colour_is_as_good_as_converting_all(Sampling sampling) {
        Planes noise = PlanesOf.noise(sampling, 61, 41, 5, 60);
        Planes again = PlanesOf.noise(sampling, 61, 41, 5, 60);
        MatrixConversion conversion =
                MatrixConversion.of((ColourSpace.Matrix) Icc.read(P3).orElseThrow());
        double sum = 0;

        Planes converted = SrgbConversion.toSrgb(noise, Icc.read(P3), Checkpoint.NONE);

        for (int y = 0; y < 41; y++) {
            int[] row = PlanesOf.read(new RowsOfPlanes(again), y);
            conversion.apply(row, row.length);
            for (int x = 0; x < 61; x++) {
                int exact = Jfif.luma(row[x] >> 16, row[x] >> 8 & 255, row[x] & 255);
                sum += Math.abs(converted.luma().at(x, y) - exact);
            }
        }
        assertThat(sum / 61 / 41).as("mean difference").isLessThan(0.5);
    }

    @ParameterizedTest
    @EnumSource
    void gray_stays_gray_in_whatever_sampling(Sampling sampling) {
        Planes gray = new Planes(
                sampling,
                PlanesOf.plane(17, 9, (x, y) -> 10 * x + y),
                sampling == Sampling.GRAY
                        ? List.of()
                        : Collections.nCopies(2, PlanesOf.plane(sampling.across(17), sampling.down(9), (x, y) -> 128)));

        Planes srgb = SrgbConversion.toSrgb(gray, Icc.read(P3), Checkpoint.NONE);

        assertThat(srgb.luma().at(12, 5)).isEqualTo(125);
        assertThat(srgb.chroma()).allSatisfy(plane -> assertThat(plane.at(3, 4)).isEqualTo(128));
    }

    @Test
    void a_gamma_is_brought_to_that_of_srgb() {
        Planes gray = new Planes(Sampling.GRAY, PlanesOf.plane(2, 2, (x, y) -> 55), List.of());

        Planes srgb = SrgbConversion.toSrgb(gray, Optional.of(new ColourSpace.Gamma(1)), Checkpoint.NONE);

        assertThat(srgb.luma().at(0, 0)).isBetween(127, 129);
    }

    @Test
    void the_profile_of_srgb_itself_needs_no_conversion() {
        byte[] srgb = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        Planes planes = PlanesOf.noise(Sampling.YUV_420, 8, 8, 1);

        assertThat(SrgbConversion.isNeeded(Icc.read(srgb))).isFalse();
        assertThat(SrgbConversion.isNeeded(Optional.empty())).isFalse();
        assertThat(SrgbConversion.isNeeded(Icc.read(P3))).isTrue();
        assertThat(SrgbConversion.toSrgb(planes, Icc.read(srgb), Checkpoint.NONE))
                .isSameAs(planes);
    }

    @Test
    void a_profile_with_tags_that_lie_changes_nothing() {
        Planes planes = PlanesOf.noise(Sampling.YUV_420, 8, 8, 1);
        byte[] lying = P3.clone();
        ByteBuffer.wrap(lying).putInt(132 + 4, Integer.MAX_VALUE);

        assertThat(SrgbConversion.toSrgb(planes, Icc.read(lying), Checkpoint.NONE))
                .isSameAs(planes);
    }
}
