package dev.safelight.imaging.picture;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.awt.image.DirectColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes pictures as baseline JPEG: JFIF, 4:2:0, sRGB by convention, and nothing else in the file. */
public final class JpegWriter {

    private JpegWriter() {}

    /** @param quality 0 to 1 */
    public static byte[] write(Picture picture, float quality) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream file = new ByteArrayOutputStream(1 << 16);
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(wrapped(picture), null, null), how);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        } finally {
            writer.dispose();
        }
        return file.toByteArray();
    }

    private static BufferedImage wrapped(Picture picture) {
        DirectColorModel rgb = new DirectColorModel(24, 0xFF0000, 0xFF00, 0xFF);
        DataBufferInt pixels = new DataBufferInt(picture.pixels(), picture.pixels().length);
        return new BufferedImage(
                rgb,
                Raster.createPackedRaster(
                        pixels, picture.width(), picture.height(), picture.width(), rgb.getMasks(), null),
                false,
                null);
    }
}
