package dev.safelight.imaging;

import dev.safelight.application.inspect.PhotoInspector.Inspection;
import dev.safelight.domain.image.Format;
import dev.safelight.domain.rule.Code;
import dev.safelight.domain.rule.Evidence;
import dev.safelight.domain.rule.Policy;
import dev.safelight.domain.rule.Reason;
import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.picture.PlanesOf;
import dev.safelight.imaging.picture.PlanesOfRows;
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

    private static final PlanarPhotoInspector INSPECTOR =
            new PlanarPhotoInspector(ImagingConfig.defaults(), InstantSource.system());

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

    /** The normalized picture that comes out, as a screen would show it: Java's own gray is linear. */
    public static BufferedImage normalized(byte[] bytes) {
        BufferedImage picture = decode(inspect(bytes).pictures().orElseThrow().normalized());
        if (picture.getRaster().getNumBands() > 1) {
            return picture;
        }
        BufferedImage shown = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < shown.getHeight(); y++) {
            for (int x = 0; x < shown.getWidth(); x++) {
                shown.setRGB(x, y, picture.getRaster().getSample(x, y, 0) * 0x10101);
            }
        }
        return shown;
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

    public static Planes planes(BufferedImage image) {
        int[][] pixels = new int[image.getHeight()][image.getWidth()];
        for (int y = 0; y < pixels.length; y++) {
            image.getRGB(0, y, image.getWidth(), 1, pixels[y], 0, image.getWidth());
        }
        return PlanesOfRows.of(PlanesOf.rows(pixels), Checkpoint.NONE);
    }

    /** The mean difference of two pictures of one size, in levels of 255. */
    public static double difference(BufferedImage one, BufferedImage other) {
        if (one.getWidth() != other.getWidth() || one.getHeight() != other.getHeight()) {
            throw new IllegalArgumentException("pictures of different sizes");
        }
        long sum = 0;
        for (int y = 0; y < one.getHeight(); y++) {
            for (int x = 0; x < one.getWidth(); x++) {
                for (int shift = 0; shift < 24; shift += 8) {
                    sum += Math.abs((one.getRGB(x, y) >> shift & 255) - (other.getRGB(x, y) >> shift & 255));
                }
            }
        }
        return sum / 3.0 / one.getWidth() / one.getHeight();
    }
}
