package dev.safelight.imaging.colour;

/** What the numbers of a picture mean, when the file says so and it is not plain sRGB. */
public sealed interface ColourSpace {

    /**
     * Three curves and a matrix: the profile of every camera and phone.
     *
     * @param light for each of red, green and blue, the light (0 to 1) of each stored value (0 to 255)
     * @param toXyz from light to XYZ relative to D50, by rows
     */
    record Matrix(float[][] light, double[][] toXyz) implements ColourSpace {}

    /** Another ICC profile, of which only the header was looked at: of a press, a printer, gray. */
    record Icc(byte[] profile) implements ColourSpace {}

    /** Light is the stored value, 0 to 1, to the power of {@code 1 / exponent} (PNG, gAMA chunk). */
    record Gamma(double exponent) implements ColourSpace {}
}
