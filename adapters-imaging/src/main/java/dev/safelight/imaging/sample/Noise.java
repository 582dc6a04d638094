package dev.safelight.imaging.sample;

/**
 * Smooth noise that depends on its coordinates and seed alone. Sums of it over octaves have the 1/f spectrum of natural
 * scenes (D. J. Field, "Relations between the statistics of natural images and the response properties of cortical
 * cells", 1987).
 */
final class Noise {

    private final long seed;

    Noise(long seed) {
        this.seed = seed;
    }

    /** Another noise, unrelated to this one. */
    Noise fork(int which) {
        return new Noise(mix(seed * 31 + which + 1));
    }

    /** Even noise for the cell ({@code x}, {@code y}), 0 to 1, unrelated to its neighbours. */
    double at(int x, int y) {
        return (mix(seed ^ (x * 0x9E3779B97F4A7C15L) ^ (y * 0xC2B2AE3D27D4EB4FL)) >>> 40) * 0x1p-24;
    }

    /** Noise that changes smoothly from cell to cell, 0 to 1. */
    double smooth(double x, double y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double across = ease(x - left);
        double down = ease(y - top);
        return lerp(
                lerp(at(left, top), at(left + 1, top), across),
                lerp(at(left, top + 1), at(left + 1, top + 1), across),
                down);
    }

    /** The sum of {@code octaves} of {@link #smooth}, each twice as fine and half as strong; 0 to 1. */
    double cloudy(double x, double y, int octaves) {
        double sum = 0;
        double strength = 0.5;
        double scale = 1;
        for (int i = 0; i < octaves; i++) {
            sum += strength * smooth(x * scale + i * 17.3, y * scale - i * 9.1);
            strength /= 2;
            scale *= 2;
        }
        return sum / (1 - 2 * strength);
    }

    static double lerp(double from, double to, double share) {
        return from + (to - from) * share;
    }

    private static double ease(double t) {
        return t * t * (3 - 2 * t);
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood, 2014). */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
