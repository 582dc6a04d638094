package dev.safelight.imaging.jpeg;

import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.codec.Sampling;
import dev.safelight.imaging.codec.Unreadable;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;

/** Files for tests, and what the JDK's own decoder (libjpeg) makes of them. */
final class TestFiles {

    private TestFiles() {}

    static byte[] baseline(Sampling sampling, int width, int height) {
        return JpegEncoder.encode(TestPictures.of(sampling, width, height), 85, Checkpoint.NONE);
    }

    /** Made by the JDK's writer: gray, or 4:2:0, with scans that refine. */
    static byte[] progressive(boolean coloured, int width, int height) {
        Planes planes = TestPictures.of(coloured ? Sampling.YUV_444 : Sampling.GRAY, width, height);
        BufferedImage image = new BufferedImage(
                width, height, coloured ? BufferedImage.TYPE_3BYTE_BGR : BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.getRaster().setSample(x, y, 0, planes.luma().at(x, y));
                for (int i = 1; coloured && i < 3; i++) {
                    image.getRaster()
                            .setSample(x, y, i, planes.chroma().get(i - 1).at(x, y));
                }
            }
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    static Planes decode(byte[] file, int scale) throws Unreadable {
        return JpegDecoder.open(file).decode(scale, Checkpoint.NONE);
    }

    /** Brightness as libjpeg decodes it; colours are there too, spread over all pixels. */
    static Raster libjpeg(byte[] file) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (reader.getClass().getName().startsWith("com.sun.")) {
                try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
                    reader.setInput(in, true, true);
                    return reader.readRaster(0, null);
                } finally {
                    reader.dispose();
                }
            }
        }
        throw new IllegalStateException("a JDK without JPEG");
    }

    /** The greatest difference of brightness between ours and libjpeg's. */
    static int differenceOfLuma(Planes ours, Raster libjpeg) {
        int[] row = new int[ours.width()];
        int most = ours.width() == libjpeg.getWidth() && ours.height() == libjpeg.getHeight() ? 0 : 256;
        for (int y = 0; most < 256 && y < ours.height(); y++) {
            libjpeg.getSamples(0, y, row.length, 1, 0, row);
            for (int x = 0; x < row.length; x++) {
                most = Math.max(most, Math.abs(ours.luma().at(x, y) - row[x]));
            }
        }
        return most;
    }
}
