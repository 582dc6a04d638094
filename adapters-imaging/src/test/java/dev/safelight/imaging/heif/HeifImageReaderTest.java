package dev.safelight.imaging.heif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.imaging.codec.Unreadable;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeifImageReaderTest {

    private static final byte[] PHOTO = Sample.of("pattern-420").file();

    private static Pixels pixels(BufferedImage image) {
        return Pixels.of(image.getWidth(), image.getHeight(), (x, y) -> image.getRGB(x, y) & 0xFFFFFF);
    }

    private static ImageReader reader(byte[] file) throws IOException {
        ImageInputStream stream = ImageIO.createImageInputStream(new ByteArrayInputStream(file));
        ImageReader reader = ImageIO.getImageReaders(stream).next();
        reader.setInput(stream);
        return reader;
    }

    @Test
    void imageio_reads_a_file(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("photo.heic"), PHOTO);

        BufferedImage image = ImageIO.read(file.toFile());

        assertThat(pixels(image).distance(Pixels.pattern())).isLessThan(4);
    }

    @Test
    void it_is_found_by_suffix_and_by_name() {
        assertThat(ImageIO.getImageReadersBySuffix("heic").next()).isInstanceOf(HeifImageReader.class);
        assertThat(ImageIO.getImageReadersByFormatName("heif").next()).isInstanceOf(HeifImageReader.class);
        assertThat(ImageIO.getImageReadersByMIMEType("image/heic").next()).isInstanceOf(HeifImageReader.class);
    }

    @Test
    void avif_and_other_files_are_left_to_others() throws IOException {
        byte[] avif = Bytes.box(
                "ftyp",
                Bytes.of()
                        .text("avif")
                        .u32(0)
                        .text("mif1")
                        .text("avif")
                        .text("miaf")
                        .toArray());
        byte[] video =
                Bytes.box("ftyp", Bytes.of().text("isom").u32(0).text("mp42").toArray());
        for (byte[] other : new byte[][] {avif, video, new byte[3], new byte[0], new byte[400]}) {
            ImageInputStream stream = ImageIO.createImageInputStream(new ByteArrayInputStream(other));
            assertThat(new HeifImageReaderSpi().canDecodeInput(stream)).isFalse();
        }
        assertThat(new HeifImageReaderSpi().canDecodeInput("a name")).isFalse();
    }

    @Test
    void sizes_need_no_decoding() throws IOException {
        byte[] undecodable = new HeifBuilder()
                .coded(Sample.of("pattern-420"), HeifBuilder.rotation(1))
                .build();
        Arrays.fill(undecodable, undecodable.length - 100, undecodable.length, (byte) 0);
        ImageReader reader = reader(undecodable);

        assertThat(reader.getWidth(0)).isEqualTo(64);
        assertThat(reader.getHeight(0)).isEqualTo(96);
        assertThat(reader.getNumImages(true)).isEqualTo(1);
        assertThatThrownBy(() -> reader.getWidth(1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void a_region_and_subsampling_leave_pixels_out() throws IOException {
        ImageReader reader = reader(PHOTO);
        Pixels whole = pixels(reader.read(0));
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceRegion(new Rectangle(10, 6, 41, 30));
        param.setSourceSubsampling(3, 2, 1, 0);

        Pixels part = pixels(reader.read(0, param));

        assertThat(part.distance(Pixels.of(14, 15, (x, y) -> whole.at(11 + 3 * x, 6 + 2 * y))))
                .isZero();
    }

    @Test
    void a_wide_profile_comes_out_as_srgb() throws IOException {
        byte[] wide = new HeifBuilder()
                .coded(Sample.of("pattern-420"), HeifBuilder.colour(12, 13, 6, true))
                .build();

        BufferedImage image = ImageIO.read(new ByteArrayInputStream(wide));

        int red = image.getRGB(80, 58) >> 16 & 255;
        assertThat(red).isGreaterThan(205);
        assertThat(image.getRGB(5, 5) & 0xFFFFFF).isGreaterThanOrEqualTo(0xFDFDFD);
    }

    @Test
    void reading_can_be_aborted() throws IOException {
        ImageReader reader = reader(PHOTO);
        AtomicBoolean aborted = new AtomicBoolean();
        reader.addIIOReadProgressListener(new Progress() {
            @Override
            public void imageProgress(ImageReader source, float percentageDone) {
                source.abort();
            }

            @Override
            public void readAborted(ImageReader source) {
                aborted.set(true);
            }
        });

        reader.read(0);

        assertThat(aborted).isTrue();
    }

    @Test
    void a_damaged_file_is_an_io_exception() throws IOException {
        ImageReader reader = reader(Arrays.copyOf(PHOTO, PHOTO.length - 100));

        assertThatThrownBy(() -> reader.read(0)).isInstanceOf(Unreadable.class);
    }

    private static class Progress implements IIOReadProgressListener {

        @Override
        public void sequenceStarted(ImageReader source, int minIndex) {}

        @Override
        public void sequenceComplete(ImageReader source) {}

        @Override
        public void imageStarted(ImageReader source, int imageIndex) {}

        @Override
        public void imageProgress(ImageReader source, float percentageDone) {}

        @Override
        public void imageComplete(ImageReader source) {}

        @Override
        public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

        @Override
        public void thumbnailProgress(ImageReader source, float percentageDone) {}

        @Override
        public void thumbnailComplete(ImageReader source) {}

        @Override
        public void readAborted(ImageReader source) {}
    }
}
