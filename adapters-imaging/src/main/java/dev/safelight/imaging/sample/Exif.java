package dev.safelight.imaging.sample;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes the few EXIF tags that a phone would: orientation, and where the photo was taken (CIPA DC-008, "Exif", section
 * 4.6: a TIFF header, then directories of twelve-byte entries).
 */
final class Exif {

    private static final short SHORT = 3;
    private static final short LONG = 4;
    private static final short ASCII = 2;
    private static final short RATIONAL = 5;

    private Exif() {}

    /** {@code jpeg} with an APP1 segment right after its start. */
    static byte[] into(byte[] jpeg, int orientation) {
        byte[] tags = tags(orientation);
        ByteBuffer file = ByteBuffer.allocate(jpeg.length + tags.length + 10);
        file.put(jpeg, 0, 2);
        file.putShort((short) 0xFFE1).putShort((short) (tags.length + 8));
        file.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII)).put(tags);
        return file.put(jpeg, 2, jpeg.length - 2).array();
    }

    private static byte[] tags(int orientation) {
        ByteBuffer tiff = ByteBuffer.allocate(256);
        tiff.put("MM".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8);
        tiff.putShort((short) 2);
        entry(tiff, 0x0112, SHORT, 1).putShort((short) orientation).putShort((short) 0);
        entry(tiff, 0x8825, LONG, 1).putInt(38);
        tiff.putInt(0);
        tiff.putShort((short) 4);
        entry(tiff, 1, ASCII, 2).putInt('N' << 24);
        entry(tiff, 2, RATIONAL, 3).putInt(92);
        entry(tiff, 3, ASCII, 2).putInt('E' << 24);
        entry(tiff, 4, RATIONAL, 3).putInt(116);
        tiff.putInt(0);
        tiff.putInt(47).putInt(1).putInt(33).putInt(1).putInt(25).putInt(1);
        tiff.putInt(10).putInt(1).putInt(52).putInt(1).putInt(10).putInt(1);
        return Arrays.copyOf(tiff.array(), tiff.position());
    }

    private static ByteBuffer entry(ByteBuffer tiff, int tag, short type, int count) {
        return tiff.putShort((short) tag).putShort(type).putInt(count);
    }
}
