package dev.safelight.imaging.sample;

/** A colour of the painter: each part 0 to 1, more where light adds up. */
record Colour(double red, double green, double blue) {

    static Colour of(int rgb) {
        return new Colour((rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0);
    }

    Colour towards(Colour other, double share) {
        return new Colour(
                Noise.lerp(red, other.red, share),
                Noise.lerp(green, other.green, share),
                Noise.lerp(blue, other.blue, share));
    }

    Colour times(double light) {
        return new Colour(red * light, green * light, blue * light);
    }

    int rgb() {
        return part(red) << 16 | part(green) << 8 | part(blue);
    }

    private static int part(double value) {
        return (int) Math.round(255 * Math.clamp(value, 0.0, 1.0));
    }
}
