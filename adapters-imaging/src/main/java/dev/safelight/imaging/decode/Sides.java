package dev.safelight.imaging.decode;

/**
 * How many pixels the longer side of a decoded picture has to have, as far as the photo has them.
 *
 * @param normalized to make the normalized picture
 * @param working for everything else
 */
public record Sides(int normalized, int working) {}
