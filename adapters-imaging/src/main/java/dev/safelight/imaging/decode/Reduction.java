package dev.safelight.imaging.decode;

import dev.safelight.domain.rule.PixelSize;
import dev.safelight.imaging.header.Header;

/**
 * Which pixels of a large photo are decoded at all: every {@code step}-th in both directions. Bounds what one decoded
 * photo takes to {@value #MAX_BYTES} bytes; every photo from a camera of today up to 50 megapixels is decoded whole.
 */
public final class Reduction {

    static final int MAX_SIDE = 8192;
    static final int MAX_BYTES = 160_000_000;

    private Reduction() {}

    /** 1 for the whole picture. */
    static int step(Header header, PixelSize stored) {
        int step = Math.ceilDiv(stored.longerSide(), MAX_SIDE);
        while (bytes(header, stored, step) > MAX_BYTES) {
            step++;
        }
        return step;
    }

    /** The bytes that the decoded picture will take. */
    public static long decodedBytes(Header header, PixelSize stored) {
        return bytes(header, stored, step(header, stored));
    }

    private static long bytes(Header header, PixelSize stored, int step) {
        long width = Math.ceilDiv(stored.width(), step);
        return width * Math.ceilDiv(stored.height(), step) * header.bytesPerPixel();
    }
}
