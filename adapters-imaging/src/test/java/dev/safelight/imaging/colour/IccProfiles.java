package dev.safelight.imaging.colour;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Profiles to try things with, made by the book (ICC.1:2022, sections 7.2 and 9.2). */
public final class IccProfiles {

    private static final double[] D50 = {0.9642, 1.0, 0.8249};

    /** Of DCI-P3 relative to D50. */
    private static final double[][] P3_PRIMARIES = {
        {0.51512, 0.24120, -0.00105}, {0.29198, 0.69225, 0.04189}, {0.15710, 0.06657, 0.78407}
    };

    /** g, a, b, c and d of function 3, which is the curve of sRGB. */
    private static final double[] SRGB_CURVE = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};

    private static final String[] TAGS = {"rXYZ", "gXYZ", "bXYZ", "wtpt", "rTRC", "gTRC", "bTRC", "desc", "cprt"};
    private static final int DATA = 132 + 12 * TAGS.length;
    private static final int TEXT = DATA + 4 * 20 + 32;
    private static final int SIZE = TEXT + 32;

    private IccProfiles() {}

    /** Display P3 as phones write it. */
    public static byte[] displayP3() {
        ByteBuffer file = ByteBuffer.allocate(SIZE);
        file.putInt(SIZE).position(8);
        file.putInt(0x04200000)
                .put(ascii("mntrRGB XYZ "))
                .put(36, ascii("acsp"))
                .position(68);
        putFixed(file, D50);
        file.position(128);
        file.putInt(TAGS.length);
        for (int i = 0; i < TAGS.length; i++) {
            boolean text = i > 6;
            int at = text ? TEXT : DATA + 20 * Math.min(i, 4);
            file.put(ascii(TAGS[i])).putInt(at).putInt(i < 4 ? 20 : 32);
        }
        for (double[] primary : P3_PRIMARIES) {
            file.put(ascii("XYZ ")).putInt(0);
            putFixed(file, primary);
        }
        file.put(ascii("XYZ ")).putInt(0);
        putFixed(file, D50);
        file.put(ascii("para")).putInt(0).putShort((short) 3).putShort((short) 0);
        putFixed(file, SRGB_CURVE);
        file.put(ascii("mluc")).putInt(0).putInt(1).putInt(12).put(ascii("enUS"));
        file.putInt(4).putInt(28).put("P3".getBytes(StandardCharsets.UTF_16BE));
        return file.array();
    }

    /** A segment behind a JPEG's first two bytes (annex B.4). */
    public static byte[] into(byte[] jpeg, byte[] profile) {
        ByteBuffer file = ByteBuffer.allocate(jpeg.length + profile.length + 18);
        file.put(jpeg, 0, 2).putShort((short) 0xFFE2).putShort((short) (profile.length + 16));
        file.put(ascii("ICC_PROFILE\0")).put((byte) 1).put((byte) 1).put(profile);
        return file.put(jpeg, 2, jpeg.length - 2).array();
    }

    private static void putFixed(ByteBuffer file, double... numbers) {
        for (double number : numbers) {
            file.putInt((int) Math.round(number * 65_536));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
