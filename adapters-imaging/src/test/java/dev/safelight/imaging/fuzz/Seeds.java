package dev.safelight.imaging.fuzz;

import dev.safelight.imaging.Inspecting;
import dev.safelight.imaging.sample.SamplePhotos;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Small files of every kind that we decode, which are then spoiled. */
final class Seeds {

    private static final List<String> FILES = List.of(
            "baseline420.jpg",
            "restarts422.jpg",
            "baseline440.jpg",
            "baseline444.jpg",
            "gray.jpg",
            "progressive.jpg",
            "arithmetic.jpg",
            "rgb.png",
            "lossy.webp",
            "lossless.webp",
            "alpha.webp",
            "baseline.heic",
            "lossless444.heic");

    private Seeds() {}

    static List<byte[]> all() {
        List<byte[]> seeds = new ArrayList<>();
        for (String file : FILES) {
            seeds.add(read(file));
        }
        BufferedImage view = Inspecting.decode(SamplePhotos.light(7)).getSubimage(300, 300, 40, 30);
        seeds.add(SamplePhotos.rotatedByExif(view, 6));
        seeds.add(Inspecting.inPasses(view, "png"));
        return seeds;
    }

    private static byte[] read(String file) {
        try (InputStream in = Seeds.class.getResourceAsStream("DecodersFuzzInputs/" + file)) {
            if (in == null) {
                throw new IllegalStateException("no " + file);
            }
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
