package dev.safelight.imaging.decode;

/**
 * How many pixels the longer side of a decoded picture has to have, as far as the photo has them.
 *
 * @param normalized the most that the normalized picture may have
 * @param working for everything else
 */
public record Sides(int normalized, int working) {

    /**
     * Enough for the normalized picture: a decoder that can halve a photo of 4032 px on the way need not read all of it
     * for 2048 where 2016 will do, which nobody can tell.
     */
    int enough() {
        return normalized - normalized / 8;
    }
}
