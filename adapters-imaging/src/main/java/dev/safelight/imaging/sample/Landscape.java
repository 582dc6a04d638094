package dev.safelight.imaging.sample;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Paints a view over a lake: sky, clouds, a low sun, mountains in the haze, firs on the shore, all mirrored in the water.
 * The same seed paints the same view at any size.
 */
final class Landscape {

    private static final int RIDGES = 4;

    /** Sky above, sky at the horizon, rock, firs: one row for each time of day. */
    private static final List<List<Colour>> LIGHTS = List.of(
            List.of(Colour.of(0x3A74B8), Colour.of(0xD8E6EE), Colour.of(0x55636B), Colour.of(0x1D3A24)),
            List.of(Colour.of(0x46528F), Colour.of(0xF6C79A), Colour.of(0x5A4D62), Colour.of(0x232F2B)),
            List.of(Colour.of(0x2E5E8C), Colour.of(0xF3E3B8), Colour.of(0x6B6450), Colour.of(0x2B4A22)),
            List.of(Colour.of(0x6C8FB3), Colour.of(0xEFD9DE), Colour.of(0x60707F), Colour.of(0x27403C)));

    private final int width;
    private final int height;
    private final Noise noise;
    private final Colour zenith;
    private final Colour haze;
    private final Colour rock;
    private final Colour fir;
    private final double shore;
    private final double sunX;
    private final double sunY;
    private final double cloudiness;
    private final double steepness;
    private final int[] pixels;

    private Landscape(long seed, int width, int height) {
        SplittableRandom random = new SplittableRandom(seed);
        this.width = width;
        this.height = height;
        this.noise = new Noise(random.nextLong());
        List<Colour> light = LIGHTS.get(random.nextInt(LIGHTS.size()));
        this.zenith = light.get(0);
        this.haze = light.get(1);
        this.rock = light.get(2);
        this.fir = light.get(3);
        this.shore = random.nextDouble(0.56, 0.78);
        this.sunX = random.nextDouble(0.1, 1.2);
        this.sunY = random.nextDouble(0.08, 0.3);
        this.cloudiness = random.nextDouble(0.35, 0.6);
        this.steepness = random.nextDouble(1.4, 3.6);
        this.pixels = new int[width * height];
    }

    static BufferedImage paint(long seed, int width, int height) {
        Landscape view = new Landscape(seed, width, height);
        view.paintSky();
        view.paintRidges();
        view.paintFirs();
        view.paintWater();
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, width, height, view.pixels, 0, width);
        return picture;
    }

    private int shoreline() {
        return (int) (shore * height);
    }

    private void paintSky() {
        Noise clouds = noise.fork(0);
        for (int y = 0; y < shoreline(); y++) {
            double v = (double) y / height;
            Colour clear = zenith.towards(haze, Math.min(1, v / (shore * 0.8)));
            for (int x = 0; x < width; x++) {
                double u = (double) x / height;
                double cover = clouds.cloudy(u * 2.2, v * 6, 6) - (1 - cloudiness);
                double white = Math.clamp(cover * 5, 0, 0.85);
                double glow = Math.exp(-14 * (square(u - sunX) + square(v - sunY)));
                double grain = 0.985 + 0.03 * noise.at(x, y);
                pixels[y * width + x] = clear.towards(new Colour(1, 0.985, 0.96), Math.min(1, white + 0.7 * glow))
                        .times(grain * (1 - 0.12 * Math.max(0, cover)))
                        .rgb();
            }
        }
    }

    /** From the nearest to the farthest, so that nothing is painted where a nearer one already stands. */
    private void paintRidges() {
        int[] hidden = new int[width];
        Arrays.fill(hidden, shoreline());
        for (int ridge = RIDGES - 1; ridge >= 0; ridge--) {
            paintRidge(ridge, hidden);
        }
    }

    /** Farther ridges are higher and paler. */
    private void paintRidge(int ridge, int[] hidden) {
        Noise stone = noise.fork(10 + ridge);
        Noise profile = noise.fork(20 + ridge);
        double near = (ridge + 1.0) / RIDGES;
        Colour body = haze.towards(rock.towards(fir, 0.6 * near), 0.15 + 0.7 * near);
        for (int x = 0; x < width; x++) {
            double u = (double) x / height;
            double crest = crest(near, profile, u);
            int top = Math.max(0, (int) (crest * height));
            for (int y = top; y < hidden[x]; y++) {
                double v = (double) y / height;
                double slope = relief(stone, u, v) - relief(stone, u + 0.006, v - 0.004);
                double light = 1 + Noise.lerp(2, 4.5, near) * slope;
                double speck = 1 + 0.24 * near * (stone.at(x, y) - 0.5);
                Colour ground = ridge == 0 ? snow(body, stone, u, v, crest) : body;
                pixels[y * width + x] =
                        ground.times(Math.clamp(light, 0.4, 1.4) * speck).rgb();
            }
            hidden[x] = Math.min(hidden[x], top);
        }
    }

    private static double relief(Noise stone, double u, double v) {
        return stone.cloudy(u * 9, v * 12, 5);
    }

    /** Where a ridge meets the sky, as a share of the height of the picture. */
    private double crest(double near, Noise profile, double u) {
        double jagged = 1 - Math.abs(2 * profile.cloudy(u * steepness * (0.7 + near), 0.5, 7) - 1);
        double foot = Noise.lerp(0.32, shore - 0.05, near) + 0.1 * (profile.at(0, 1) - 0.5) * (1 - near);
        return foot - (0.5 - 0.36 * near) * (jagged - 0.6);
    }

    private static Colour snow(Colour body, Noise stone, double u, double v, double crest) {
        double depth = (v - crest) * 8 + 0.6 * stone.cloudy(u * 24, v * 24, 3);
        return body.towards(new Colour(0.97, 0.98, 1), Math.clamp((0.95 - depth) * 6, 0, 0.85));
    }

    private void paintFirs() {
        SplittableRandom random = new SplittableRandom(Double.doubleToLongBits(noise.at(3, 7)));
        int count = 150;
        for (int i = 0; i < count; i++) {
            double size = Noise.lerp(0.03, 0.16, square(random.nextDouble())) * (0.4 + 0.9 * i / count);
            double foot = shore + 0.012 * random.nextDouble();
            paintFir(random.nextDouble(-0.05, (double) width / height + 0.05), foot, size, random.split());
        }
    }

    /** Tier upon tier of branches, lighter towards the sun. */
    private void paintFir(double u, double foot, double size, SplittableRandom random) {
        int top = Math.max(0, (int) ((foot - size) * height));
        int bottom = Math.min(height - 1, (int) (foot * height));
        Colour shade = fir.times(random.nextDouble(0.55, 1.25));
        double tiers = random.nextDouble(6, 11);
        for (int y = top; y <= bottom; y++) {
            double down = ((double) y / height - (foot - size)) / size;
            double sawtooth = down * tiers % 1;
            double half = size * height * 0.24 * down * (0.45 + 0.55 * sawtooth) * random.nextDouble(0.75, 1.1);
            for (int x = (int) (u * height - half); x <= u * height + half; x++) {
                if (x >= 0 && x < width) {
                    double side = half < 1 ? 0 : (x - u * height) / half * Math.signum(sunX - u);
                    double light = 0.8 + 0.35 * side + 0.3 * (random.nextDouble() - 0.5) - 0.25 * sawtooth;
                    pixels[y * width + x] = shade.times(light).rgb();
                }
            }
        }
    }

    /** The view upside down, pulled about by ripples that grow towards us. */
    private void paintWater() {
        Noise ripples = noise.fork(40);
        for (int y = shoreline(); y < height; y++) {
            double near = (y - shoreline() + 1.0) / (height - shoreline());
            for (int x = 0; x < width; x++) {
                double u = (double) x / height;
                double wave = ripples.cloudy(u * 14, Math.log(0.05 + near) * 34, 5) - 0.5;
                int fromY = Math.clamp(
                        (int) (shoreline() - 1 - near * shoreline() * 0.85 - wave * near * height * 0.2),
                        0,
                        shoreline() - 1);
                int fromX = Math.clamp((int) (x + wave * height * 0.05), 0, width - 1);
                double glint = wave > 0.2 ? 1.25 : 0.8 + 0.5 * wave;
                pixels[y * width + x] = Colour.of(pixels[fromY * width + fromX])
                        .towards(zenith.times(0.5), 0.28)
                        .times(glint)
                        .rgb();
            }
        }
    }

    private static double square(double value) {
        return value * value;
    }
}
