package dev.safelight.imaging.decode;

import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/**
 * libjpeg decodes what it can and only warns. Its first warning is all that is ever heard; most mean that pixels are
 * missing or wrong, some that a byte was superfluous.
 */
final class JpegWarnings implements IIOReadWarningListener {

    private boolean serious;

    @Override
    public void warningOccurred(ImageReader source, String warning) {
        serious |= !harmless(warning);
    }

    boolean serious() {
        return serious;
    }

    private static boolean harmless(String warning) {
        return warning.contains("extraneous bytes") || warning.contains("Inconsistent progression");
    }
}
