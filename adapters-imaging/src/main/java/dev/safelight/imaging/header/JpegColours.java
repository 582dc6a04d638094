package dev.safelight.imaging.header;

import dev.safelight.imaging.codec.ByteView;
import dev.safelight.imaging.codec.Unreadable;
import dev.safelight.imaging.colour.Inks;
import java.util.Arrays;

/**
 * Which colours the components of a JPEG are. The file format does not say; JFIF, Adobe's segment and habit do (T.871,
 * section 6; Adobe Technical Note 5116, section 18).
 */
final class JpegColours {

    private static final int UNKNOWN = -1;
    private static final int NO_TRANSFORM = 0;
    private static final int YCC = 1;
    private static final int YCCK = 2;

    private boolean jfif;
    private int adobeTransform = UNKNOWN;

    void jfif(ByteView segment) {
        jfif |= segment.has(0, "JFIF\0");
    }

    void adobe(ByteView segment) throws Unreadable {
        if (segment.has(0, "Adobe") && segment.length() >= 12) {
            adobeTransform = segment.u8(11);
        }
    }

    /** An inverted JPEG of inks is Adobe's; without its mark, inks are stored as they are. */
    Inks inks(int components) {
        if (components != 4) {
            return Inks.NONE;
        }
        if (adobeTransform == UNKNOWN) {
            return Inks.CMYK;
        }
        return adobeTransform == NO_TRANSFORM ? Inks.INVERTED_CMYK : Inks.INVERTED_YCCK;
    }

    /** An APP14 segment that says it without doubt; nothing for gray. */
    byte[] adobeFor(int[] components) {
        if (components.length == 1) {
            return new byte[0];
        }
        int transform = components.length == 3 ? threeColours(components) : inks(4) == Inks.INVERTED_YCCK ? YCCK : 0;
        return new byte[] {
            (byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform
        };
    }

    private int threeColours(int[] components) {
        if (jfif) {
            return YCC;
        }
        if (adobeTransform != UNKNOWN) {
            return adobeTransform == NO_TRANSFORM ? NO_TRANSFORM : YCC;
        }
        return Arrays.equals(components, new int[] {'R', 'G', 'B'}) ? NO_TRANSFORM : YCC;
    }
}
