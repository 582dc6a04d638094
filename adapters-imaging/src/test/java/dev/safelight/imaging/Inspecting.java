package dev.safelight.imaging;

import dev.safelight.application.inspect.PhotoInspector.Inspection;
import dev.safelight.domain.image.Format;
import dev.safelight.domain.rule.Code;
import dev.safelight.domain.rule.Evidence;
import dev.safelight.domain.rule.Policy;
import dev.safelight.domain.rule.Reason;
import dev.safelight.imaging.picture.Picture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** What the tests of this module say again and again. */
public final class Inspecting {

    private static final ImageIoPhotoInspector INSPECTOR =
            new ImageIoPhotoInspector(ImagingConfig.defaults(), InstantSource.system());

    private Inspecting() {}

    public static Inspection inspect(byte[] bytes) {
        try {
            return INSPECTOR.inspect(bytes, Format.JPEG);
        } catch (InterruptedException unexpected) {
            throw new IllegalStateException("nobody interrupts a test", unexpected);
        }
    }

    /** Why the file would be rejected if it were the owner's only one; of whom it shows nobody asks. */
    public static List<Code> rejections(byte[] bytes) {
        Evidence evidence = new Evidence(inspect(bytes).measurements(), Optional.empty());
        return Policy.defaults().withoutFaces().judge(evidence).reasons().stream()
                .map(Reason::code)
                .toList();
    }

    /** The normalized picture that comes out. */
    public static BufferedImage normalized(byte[] bytes) {
        return decode(inspect(bytes).pictures().orElseThrow().normalized());
    }

    public static BufferedImage decode(byte[] bytes) {
        try {
            return ImageIO.read(new ByteArrayInputStream(bytes));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public static byte[] png(BufferedImage image) {
        return written(new IIOImage(image, null, null), "png", false);
    }

    /** Written in several passes: interlaced as a PNG, progressive as a JPEG. */
    public static byte[] inPasses(BufferedImage image, String format) {
        return written(new IIOImage(image, null, null), format, true);
    }

    public static byte[] written(IIOImage image, String format, boolean inPasses) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setProgressiveMode(inPasses ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            writer.setOutput(out);
            writer.write(null, image, how);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            writer.dispose();
        }
        return file.toByteArray();
    }

    public static Picture picture(BufferedImage image) {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] &= 0xFFFFFF;
        }
        return new Picture(image.getWidth(), image.getHeight(), pixels);
    }

    /** The mean difference of two pictures of one size, in levels of 255. */
    public static double difference(BufferedImage one, BufferedImage other) {
        Picture a = picture(one);
        Picture b = picture(other);
        if (a.width() != b.width() || a.height() != b.height()) {
            throw new IllegalArgumentException("pictures of different sizes");
        }
        long sum = 0;
        for (int i = 0; i < a.pixels().length; i++) {
            for (int shift = 0; shift < 24; shift += 8) {
                sum += Math.abs((a.pixels()[i] >> shift & 255) - (b.pixels()[i] >> shift & 255));
            }
        }
        return sum / 3.0 / a.pixels().length;
    }
}
