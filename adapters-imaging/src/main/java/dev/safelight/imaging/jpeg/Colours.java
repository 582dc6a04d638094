package dev.safelight.imaging.jpeg;

import dev.safelight.imaging.codec.ByteView;
import dev.safelight.imaging.codec.Unreadable;

/**
 * Whether three components are brightness and colour differences. The file format does not say; JFIF, Adobe's segment and
 * habit do (T.871, section 6; Adobe Technical Note 5116, section 18).
 */
final class Colours {

    private static final int UNKNOWN = -1;

    private boolean jfif;
    private int adobeTransform = UNKNOWN;

    void see(int marker, ByteView segment) throws Unreadable {
        if (marker == Marker.APP0) {
            jfif |= segment.has(0, "JFIF\0");
        }
        if (marker == Marker.APP14 && segment.has(0, "Adobe") && segment.length() >= 12) {
            adobeTransform = segment.u8(11);
        }
    }

    boolean areRgb(Frame frame) {
        if (frame.components().size() != 3 || jfif) {
            return false;
        }
        if (adobeTransform != UNKNOWN) {
            return adobeTransform == 0;
        }
        return frame.components().get(0).id() == 'R'
                && frame.components().get(1).id() == 'G'
                && frame.components().get(2).id() == 'B';
    }
}
