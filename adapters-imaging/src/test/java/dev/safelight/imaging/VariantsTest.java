package dev.safelight.imaging;

import static dev.safelight.imaging.Inspecting.difference;
import static dev.safelight.imaging.Inspecting.normalized;
import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.imaging.sample.SamplePhotos;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures stored in other ways than 8 bits of red, green and blue in sRGB come out looking right. */
class VariantsTest {

    private static final int SIDE = 200;
    private static final BufferedImage VIEW =
            Inspecting.decode(SamplePhotos.light(6)).getSubimage(0, 200, SIDE, SIDE);

    /** What compressing the normalized picture costs, in levels of 255. */
    private static final double COMPRESSION = 6;

    @Test
    void sixteen_bits_are_reduced_to_eight() {
        ComponentColorModel deep = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, 1, DataBuffer.TYPE_USHORT);
        WritableRaster raster = deep.createCompatibleWritableRaster(SIDE, SIDE);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int rgb = VIEW.getRGB(x, y);
                raster.setPixel(x, y, new int[] {(rgb >> 16 & 255) * 257, (rgb >> 8 & 255) * 257, (rgb & 255) * 257});
            }
        }

        byte[] png = Inspecting.png(new BufferedImage(deep, raster, false, null));

        assertThat(png[24]).as("bit depth").isEqualTo((byte) 16);
        assertThat(difference(normalized(png), VIEW)).isLessThan(COMPRESSION);
    }

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_BYTE_INDEXED, BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_BYTE_BINARY})
    void palettes_and_grays_come_out_as_they_look(int type) {
        BufferedImage stored = drawnOn(new BufferedImage(SIDE, SIDE, type));

        assertThat(difference(normalized(Inspecting.png(stored)), shown(stored)))
                .isLessThan(COMPRESSION * 2);
    }

    @Test
    void interlaced_and_progressive_files_are_read_to_their_last_pass() {
        assertThat(difference(normalized(Inspecting.inPasses(VIEW, "png")), VIEW))
                .isLessThan(COMPRESSION);
        assertThat(difference(normalized(Inspecting.inPasses(VIEW, "jpeg")), VIEW))
                .isLessThan(COMPRESSION * 2);
    }

    @Test
    void transparency_is_laid_on_white() {
        BufferedImage glass = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_ARGB);
        Graphics2D brush = glass.createGraphics();
        brush.setColor(new Color(0, 0, 255, 128));
        brush.fillRect(0, 0, SIDE / 2, SIDE);
        brush.dispose();

        BufferedImage seen = normalized(Inspecting.png(glass));

        assertColour(seen.getRGB(50, 50), 0x7F7FFF);
        assertColour(seen.getRGB(150, 50), 0xFFFFFF);
    }

    @Test
    void gray_jpegs_stay_gray() {
        BufferedImage gray = drawnOn(new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY));
        byte[] jpeg = Inspecting.written(new IIOImage(gray.getRaster(), null, null), "jpeg", false);

        BufferedImage seen = normalized(jpeg);

        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                assertThat(seen.getRGB(x, y) >> 16 & 255).isEqualTo(seen.getRGB(x, y) & 255);
            }
        }
        assertThat((seen.getRGB(77, 99) & 255) - gray.getRaster().getSample(77, 99, 0))
                .isBetween(-20, 20);
    }

    @Test
    void inks_without_a_mark_are_inks_and_marked_by_adobe_they_are_stored_inverted() {
        byte[] plain = inks(200, 100, 0, 51);

        assertColour(normalized(plain).getRGB(9, 9), mixed(200, 100, 0, 51));
        assertColour(normalized(adobe(plain, 0)).getRGB(9, 9), mixed(55, 155, 255, 204));
    }

    @Test
    void inks_stored_as_luma_and_chroma_are_converted_back() {
        byte[] gray = adobe(inks(100, 128, 128, 255), 2);

        assertColour(normalized(gray).getRGB(9, 9), 0x9B9B9B);
    }

    @Test
    void three_colours_marked_by_adobe_as_such_are_not_taken_for_luma_and_chroma() {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 64, 64, 3, null);
        fill(raster, 200, 60, 30);
        byte[] untransformed = Inspecting.written(new IIOImage(raster, null, null), "jpeg", false);

        assertColour(normalized(adobe(untransformed, 0)).getRGB(9, 9), 0xC83C1E);
    }

    @Test
    void a_linear_gamma_is_brought_to_that_of_srgb() {
        BufferedImage half = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        fill(half.getRaster(), 55);
        byte[] png = Inspecting.png(half);

        assertThat(normalized(png).getRGB(9, 9) & 255).isBetween(53, 57);
        assertThat(normalized(withChunk(png, "gAMA", 100_000)).getRGB(9, 9) & 255)
                .isBetween(126, 130);
    }

    private static int mixed(int cyan, int magenta, int yellow, int black) {
        int left = 255 - black;
        return new Color((255 - cyan) * left / 255, (255 - magenta) * left / 255, (255 - yellow) * left / 255).getRGB()
                & 0xFFFFFF;
    }

    private static byte[] inks(int... values) {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 64, 64, 4, null);
        fill(raster, values);
        return Inspecting.written(new IIOImage(raster, null, null), "jpeg", false);
    }

    private static void fill(WritableRaster raster, int... values) {
        for (int y = 0; y < raster.getHeight(); y++) {
            for (int x = 0; x < raster.getWidth(); x++) {
                raster.setPixel(x, y, values);
            }
        }
    }

    private static byte[] adobe(byte[] jpeg, int transform) {
        return ByteBuffer.allocate(jpeg.length + 16)
                .put(jpeg, 0, 2)
                .putInt(0xFFEE000E)
                .put("Adobe".getBytes(StandardCharsets.US_ASCII))
                .put(new byte[] {0, 100, 0, 0, 0, 0, (byte) transform})
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    private static byte[] withChunk(byte[] png, String type, int content) {
        ByteBuffer file = ByteBuffer.allocate(png.length + 16);
        file.put(png, 0, 33)
                .putInt(4)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .putInt(content);
        CRC32 crc = new CRC32();
        crc.update(file.array(), 37, 8);
        return file.putInt((int) crc.getValue()).put(png, 33, png.length - 33).array();
    }

    private static BufferedImage drawnOn(BufferedImage stored) {
        stored.createGraphics().drawImage(VIEW, 0, 0, null);
        return stored;
    }

    /** As a screen would show it; Java's gray is linear, so that drawing it would not do. */
    private static BufferedImage shown(BufferedImage stored) {
        if (stored.getType() != BufferedImage.TYPE_BYTE_GRAY) {
            return stored;
        }
        BufferedImage shown = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                shown.setRGB(x, y, stored.getRaster().getSample(x, y, 0) * 0x10101);
            }
        }
        return shown;
    }

    private static void assertColour(int rgb, int expected) {
        for (int shift = 0; shift < 24; shift += 8) {
            assertThat(rgb >> shift & 255)
                    .as("%06X instead of %06X", rgb & 0xFFFFFF, expected)
                    .isBetween((expected >> shift & 255) - 4, (expected >> shift & 255) + 4);
        }
    }
}
