package dev.safelight.imaging.face;

import dev.safelight.imaging.codec.Plane;
import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.codec.Sampling;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Pictures for tests of faces. */
public final class Pictures {

    private Pictures() {}

    /** As a decoder would give it: JFIF YCbCr, a colour for every pixel. */
    public static Planes of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        Plane luma = new Plane(width, height);
        Plane blue = new Plane(width, height);
        Plane red = new Plane(width, height);
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        for (int i = 0; i < pixels.length; i++) {
            Color colour = new Color(pixels[i]);
            double y = 0.299 * colour.getRed() + 0.587 * colour.getGreen() + 0.114 * colour.getBlue();
            luma.samples()[i] = (byte) Math.round(y);
            blue.samples()[i] = (byte) Math.min(255, Math.round((colour.getBlue() - y) / 1.772 + 128));
            red.samples()[i] = (byte) Math.min(255, Math.round((colour.getRed() - y) / 1.402 + 128));
        }
        return new Planes(Sampling.YUV_444, luma, List.of(blue, red));
    }

    static Planes plain(int width, int height) {
        return drawn(width, height, _ -> {});
    }

    static Planes noise(int width, int height) {
        Plane luma = new Plane(width, height);
        new Random(3).nextBytes(luma.samples());
        return new Planes(Sampling.GRAY, luma, List.of());
    }

    /** Gray, with something drawn on it. */
    static Planes drawn(int width, int height, Consumer<Graphics2D> what) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        canvas.setColor(Color.GRAY);
        canvas.fillRect(0, 0, width, height);
        what.accept(canvas);
        canvas.dispose();
        return of(image);
    }
}
