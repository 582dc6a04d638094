package dev.safelight.imaging.header;

import dev.safelight.domain.image.Format;
import java.util.Optional;

/**
 * Reads the header of a file of a format that we decode: its size, orientation, colours and build. Looks at every
 * segment or chunk, decodes nothing, and allocates nothing in proportion to what the file claims.
 */
public final class HeaderReader {

    private HeaderReader() {}

    /** Empty when {@code format} is not one that we decode. Never throws, whatever the bytes are. */
    public static Optional<Header> read(byte[] file, Format format) {
        return switch (format) {
            case JPEG -> Optional.of(new JpegHeader(file).read());
            case PNG -> Optional.of(new PngHeader(file).read());
            case WEBP -> Optional.of(new WebpHeader(file).read());
            case HEIC -> Optional.of(HeifHeader.read(file));
            case AVIF, GIF, BMP, TIFF, JPEG_XL, JPEG_2000 -> Optional.empty();
        };
    }
}
