package dev.safelight.imaging.decode;

import dev.safelight.domain.rule.PixelSize;
import dev.safelight.imaging.codec.Fault;
import dev.safelight.imaging.codec.Unreadable;
import dev.safelight.imaging.header.Header;
import dev.safelight.imaging.heif.HeifFile;
import dev.safelight.imaging.heif.HeifLimits;
import dev.safelight.imaging.heif.TileRunner;
import dev.safelight.imaging.jpeg.JpegDecoder;

/** A file whose header was found in order, and who gets its pixels out of it. */
public sealed interface Source permits JpegSource, HeifSource, RowSource {

    /** What decoding takes at most together with its result, in bytes, the file itself not counted. */
    long bytes();

    /**
     * @throws Unreadable when the file is damaged, or built in a way that is not decoded
     * @throws TimeLimit.Halt when the limit is reached
     * @throws OutOfMemoryError when memory is: the photo is not to blame
     */
    Negative decode(TimeLimit limit) throws Unreadable;

    /**
     * @param tiles who decodes the tiles of a HEIC
     * @param sides how large a result is of use
     * @throws Unreadable when the file is damaged further than its header shows
     */
    static Source of(byte[] file, Header header, TileRunner tiles, Sides sides) throws Unreadable {
        return switch (header.format()) {
            case HEIC -> new HeifSource(HeifFile.open(file, limits(header)), tiles, sides);
            case JPEG -> jpeg(file, header, sides);
            default -> new RowSource(header, sides);
        };
    }

    /** As large as the header says it is, which others have found small enough. */
    private static HeifLimits limits(Header header) {
        PixelSize size = header.stored().orElseThrow();
        HeifLimits standard = HeifLimits.defaults();
        return standard.withMaxPixels(Math.max(standard.maxPixels(), (long) size.width() * size.height()));
    }

    private static Source jpeg(byte[] file, Header header, Sides sides) throws Unreadable {
        try {
            return new JpegSource(file, JpegDecoder.open(file), header, sides);
        } catch (Unreadable unreadable) {
            if (unreadable.fault() == Fault.UNSUPPORTED_VARIANT) {
                return new RowSource(header, sides);
            }
            throw unreadable;
        }
    }
}
