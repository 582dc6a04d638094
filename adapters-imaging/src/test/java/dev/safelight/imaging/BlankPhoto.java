package dev.safelight.imaging;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** JPEGs of nothing but gray, whose blocks take two bits each: as many pixels as one wants in a small file. */
final class BlankPhoto {

    private static final int HEADER = 1_000;

    private BlankPhoto() {}

    /** Baseline, 4:2:0. */
    static byte[] of(int width, int height) {
        long blocks = 6L * Math.ceilDiv(width, 16) * Math.ceilDiv(height, 16);
        ByteBuffer file = ByteBuffer.allocate((int) (HEADER + blocks / 4 + 1));
        file.putInt(0xFFD8FFE0).putShort((short) 16);
        file.put("JFIF\0".getBytes(StandardCharsets.US_ASCII)).put(new byte[] {1, 1, 0, 0, 1, 0, 1, 0, 0});
        byte[] steps = new byte[65];
        Arrays.fill(steps, 1, 65, (byte) 1);
        segment(file, 0xDB, steps);
        segment(file, 0xC0, frame(width, height));
        segment(file, 0xC4, onlyCode(0x00));
        segment(file, 0xC4, onlyCode(0x10));
        segment(file, 0xDA, new byte[] {3, 1, 0, 2, 0, 3, 0, 0, 63, 0});
        int scan = file.position();
        return ByteBuffer.allocate((int) (scan + Math.ceilDiv(blocks, 4) + 2))
                .put(file.array(), 0, scan)
                .put(new byte[(int) Math.ceilDiv(blocks, 4)])
                .putShort((short) 0xFFD9)
                .array();
    }

    private static byte[] frame(int width, int height) {
        return ByteBuffer.allocate(15)
                .put((byte) 8)
                .putShort((short) height)
                .putShort((short) width)
                .put(new byte[] {3, 1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0})
                .array();
    }

    /** A table in which a bit of 0 stands for no change, or for the end of a block. */
    private static byte[] onlyCode(int table) {
        byte[] content = new byte[18];
        content[0] = (byte) table;
        content[1] = 1;
        return content;
    }

    private static void segment(ByteBuffer file, int marker, byte[] content) {
        file.put((byte) 0xFF)
                .put((byte) marker)
                .putShort((short) (content.length + 2))
                .put(content);
    }
}
