package dev.safelight.imaging.jpeg;

import dev.safelight.imaging.codec.Plane;
import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.codec.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Pictures made up for tests: gentle waves with some noise, as photos have. */
final class TestPictures {

    private TestPictures() {}

    static Planes of(Sampling sampling, int width, int height) {
        List<Plane> chroma = new ArrayList<>();
        for (int i = 0; sampling != Sampling.GRAY && i < 2; i++) {
            chroma.add(plane(sampling.across(width), sampling.down(height), i + 1, 2));
        }
        return new Planes(sampling, plane(width, height, 0, 12), chroma);
    }

    private static Plane plane(int width, int height, int seed, int noise) {
        Random random = new Random(31L * width + 7L * height + seed);
        byte[] samples = new byte[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double wave = Math.sin(x / (9.0 + seed)) + Math.cos((x + 2 * y) / (13.0 - seed));
                samples[y * width + x] = (byte) Math.clamp(Math.round(128 + 50 * wave + random.nextInt(noise)), 0, 255);
            }
        }
        return new Plane(width, height, width, samples);
    }

    static List<Plane> all(Planes picture) {
        List<Plane> all = new ArrayList<>(List.of(picture.luma()));
        all.addAll(picture.chroma());
        return all;
    }

    /** The greatest difference of any sample. */
    static int difference(Planes one, Planes other) {
        int most = one.sampling() == other.sampling() ? 0 : 256;
        for (int i = 0; i < all(one).size(); i++) {
            most = Math.max(most, difference(all(one).get(i), all(other).get(i)));
        }
        return most;
    }

    static int difference(Plane one, Plane other) {
        if (one.width() != other.width() || one.height() != other.height()) {
            return 256;
        }
        int most = 0;
        for (int y = 0; y < one.height(); y++) {
            for (int x = 0; x < one.width(); x++) {
                most = Math.max(most, Math.abs(one.at(x, y) - other.at(x, y)));
            }
        }
        return most;
    }
}
