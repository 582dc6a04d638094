package dev.safelight.imaging.header;

import dev.safelight.imaging.codec.ByteView;
import dev.safelight.imaging.codec.Unreadable;
import dev.safelight.imaging.picture.Orientation;

/** Finds the one EXIF tag that matters here (CIPA DC-008, section 4.6: a TIFF header and a directory of entries). */
final class Exif {

    private static final int ORIENTATION = 0x0112;
    private static final int SHORT = 3;

    private Exif() {}

    /** The orientation of a block that starts with a TIFF header; upright when there is none or it makes no sense. */
    static Orientation orientation(ByteView tiff) {
        try {
            return orientation(tiff, tiff.has(0, "II"));
        } catch (Unreadable nonsense) {
            return Orientation.UPRIGHT;
        }
    }

    private static Orientation orientation(ByteView tiff, boolean little) throws Unreadable {
        if (u16(tiff, 2, little) != 42) {
            return Orientation.UPRIGHT;
        }
        int directory = (int) Math.min(Integer.MAX_VALUE - 2, u32(tiff, 4, little));
        int entries = u16(tiff, directory, little);
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + 12 * i;
            if (u16(tiff, entry, little) == ORIENTATION && u16(tiff, entry + 2, little) == SHORT) {
                return Orientation.ofExif(u16(tiff, entry + 8, little));
            }
        }
        return Orientation.UPRIGHT;
    }

    private static int u16(ByteView tiff, int at, boolean little) throws Unreadable {
        return little ? tiff.u16Little(at) : tiff.u16(at);
    }

    private static long u32(ByteView tiff, int at, boolean little) throws Unreadable {
        return little ? tiff.u32Little(at) : tiff.u32(at);
    }
}
