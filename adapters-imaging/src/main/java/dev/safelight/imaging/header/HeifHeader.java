package dev.safelight.imaging.header;

import dev.safelight.domain.image.Format;
import dev.safelight.domain.rule.PixelSize;
import dev.safelight.imaging.codec.Unreadable;
import dev.safelight.imaging.heif.HeifFile;
import dev.safelight.imaging.heif.HeifLimits;

/** What a HEIC says about itself. Its decoder gives the picture upright, so that its size is told as if it were stored so. */
final class HeifHeader {

    /** Sizes are told beyond what is decoded, so that a photo can be refused for its size and not as damaged. */
    private static final HeifLimits LIMITS = HeifLimits.defaults().withMaxPixels(Integer.MAX_VALUE / 4);

    private HeifHeader() {}

    static Header read(byte[] file) {
        Header.Builder header = new Header.Builder(Format.HEIC);
        try {
            HeifFile heif = HeifFile.open(file, LIMITS);
            header.stored(new PixelSize(heif.width(), heif.height())).colours(heif.colours());
        } catch (Unreadable unreadable) {
            header.fault(unreadable.fault());
        }
        return header.build();
    }
}
