package dev.safelight.imaging.heif;

/**
 * What a file may ask for. A file beyond is refused before anything of that size is allocated.
 *
 * @param maxPixels of the picture, and of everything that is decoded for it together three times that
 * @param maxItems in the file, of whatever kind
 * @param maxProperties in the file, and that one item may have
 * @param maxTiles of a grid, and layers of an overlay
 * @param maxDepth how often a picture may be made from a picture that is made from a picture
 */
public record HeifLimits(long maxPixels, int maxItems, int maxProperties, int maxTiles, int maxDepth) {

    private static final HeifLimits DEFAULTS = new HeifLimits(100_000_000, 4096, 4096, 2048, 4);

    public HeifLimits {
        if (maxPixels < 1 || maxPixels > Integer.MAX_VALUE / 4) {
            throw new IllegalArgumentException("from 1 to " + Integer.MAX_VALUE / 4 + " pixels, not " + maxPixels);
        }
    }

    /** 100 megapixels; a phone's photo of 48 megapixels has some 200 items. */
    public static HeifLimits defaults() {
        return DEFAULTS;
    }

    public HeifLimits withMaxPixels(long pixels) {
        return new HeifLimits(pixels, maxItems, maxProperties, maxTiles, maxDepth);
    }

    /** Of all coded pictures that are decoded for one shown picture: it, its alpha, and layers of an overlay. */
    long maxDecodedPixels() {
        return 3 * maxPixels;
    }
}
