package dev.safelight.imaging.decode;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import dev.safelight.domain.image.Format;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** Who reads what: Java's own readers for JPEG and PNG, TwelveMonkeys for WebP. Other plugins found are left alone. */
final class Readers {

    private Readers() {}

    /** A new reader, for one picture. */
    static ImageReader of(Format format) {
        if (format == Format.WEBP) {
            return new WebPImageReaderSpi().createReaderInstance(null);
        }
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.name());
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (reader.getClass().getModule().equals(ImageIO.class.getModule())) {
                return reader;
            }
        }
        throw new IllegalStateException("this Java has no reader for " + format);
    }
}
