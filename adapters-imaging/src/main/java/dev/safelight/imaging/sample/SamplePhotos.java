package dev.safelight.imaging.sample;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A vocabulary of files that a user might upload, each made for the verdict that its name says under the default policy.
 * The same arguments give the same bytes on the same Java release; other seeds give other views, at least 92 of 256
 * fingerprint bits apart among the first 120. Photos are {@value #WIDTH}×{@value #HEIGHT} px, 130 to 500 KB, and
 * take about half a second of CPU; {@link #light} ones a fifth of that.
 */
public final class SamplePhotos {

    public static final int WIDTH = 1600;
    public static final int HEIGHT = 1200;

    private static final float GOOD = 0.9f;

    private SamplePhotos() {}

    /** A JPEG that passes every rule. */
    public static byte[] sharp(long seed) {
        return Encoding.jpeg(view(seed), GOOD);
    }

    /** As good as {@link #sharp}, but 720×720 px, for tests that want many. */
    public static byte[] light(long seed) {
        return Encoding.jpeg(Landscape.paint(seed, 720, 720), GOOD);
    }

    /** Out of focus: TOO_BLURRY. */
    public static byte[] blurred(long seed) {
        return Encoding.jpeg(Retouch.grain(Retouch.blur(view(seed), 6), seed), 0.95f);
    }

    /** Taken at night without a lamp: TOO_DARK. */
    public static byte[] dark(long seed) {
        return Encoding.jpeg(Retouch.levels(view(seed), 0, 60), 0.97f);
    }

    /** Hopelessly overexposed: TOO_BRIGHT. */
    public static byte[] bright(long seed) {
        return Encoding.jpeg(Retouch.levels(view(seed), 208, 255), 0.97f);
    }

    /** Sharp, but 640×480 px: RESOLUTION_TOO_LOW. */
    public static byte[] small(long seed) {
        return Encoding.jpeg(Landscape.paint(seed, 640, 480), 0.97f);
    }

    /** What a chat app makes of {@code photo}: a tenth smaller, a little lighter, compressed harder. TOO_SIMILAR to it. */
    public static byte[] nearDuplicateOf(byte[] photo) {
        BufferedImage original = Encoding.decode(photo);
        BufferedImage smaller = Retouch.resize(original, original.getWidth() * 9 / 10, original.getHeight() * 9 / 10);
        return Encoding.jpeg(Retouch.levels(smaller, 6, 255), 0.8f);
    }

    /** {@link #sharp}, held as a phone would: its pixels turned, and a tag that turns them back. */
    public static byte[] rotatedByExif(long seed, int orientation) {
        return rotatedByExif(view(seed), orientation);
    }

    /**
     * A JPEG that looks like {@code upright} to who honours its tag, and tells where it was taken.
     *
     * @param orientation of EXIF, 1 to 8
     */
    public static byte[] rotatedByExif(BufferedImage upright, int orientation) {
        byte[] plain = Encoding.jpeg(Retouch.turnedAgainst(upright, orientation), GOOD);
        return Exif.into(plain, orientation);
    }

    /** The same picture as a PNG. */
    public static byte[] asPng(byte[] photo) {
        return Encoding.png(Encoding.decode(photo));
    }

    /** The first six tenths of a file: UNREADABLE. */
    public static byte[] truncated(byte[] photo) {
        return Arrays.copyOf(photo, photo.length * 6 / 10);
    }

    /** A JPEG of 186 bytes that claims to be this large, at most 65535 each: RESOLUTION_TOO_HIGH, or UNREADABLE. */
    public static byte[] claiming(int width, int height) {
        ByteBuffer file = ByteBuffer.allocate(186);
        file.putInt(0xFFD8FFE0).putShort((short) 16).put(ascii("JFIF\0")).put(new byte[] {1, 1, 0, 0, 1, 0, 1, 0, 0});
        file.putShort((short) 0xFFDB).putShort((short) 67).put((byte) 0).put(filled(64, 1));
        file.putShort((short) 0xFFC0).putShort((short) 17).put((byte) 8);
        file.putShort((short) height).putShort((short) width);
        file.put(new byte[] {3, 1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0});
        file.putShort((short) 0xFFC4)
                .putShort((short) 20)
                .put((byte) 0)
                .put((byte) 1)
                .put(new byte[16]);
        file.putShort((short) 0xFFDA).putShort((short) 12);
        file.put(new byte[] {3, 1, 0, 2, 0, 3, 0, 0, 63, 0});
        file.put(filled(file.remaining() - 2, 0)).putShort((short) 0xFFD9);
        return file.array();
    }

    /** The beginning of a Windows program, 64 KiB: UNSUPPORTED_FORMAT whatever it is called. */
    public static byte[] notAPhoto() {
        byte[] program = new byte[64 * 1024];
        new SplittableRandom(64).nextBytes(program);
        ByteBuffer.wrap(program)
                .put(ascii("MZ"))
                .position(0x4E)
                .put(ascii("This program cannot be run in DOS mode.\r\r\n$"));
        return program;
    }

    /** The pixels of {@link #sharp}, before they are compressed. */
    public static BufferedImage view(long seed) {
        return Landscape.paint(seed, WIDTH, HEIGHT);
    }

    /** A view of any size with the noise of a sensor, before it is compressed. */
    public static BufferedImage grainy(long seed, int width, int height) {
        return Retouch.grain(Landscape.paint(seed, width, height), seed);
    }

    /** Another picture in another size, with the noise of a sensor. */
    public static BufferedImage grainy(BufferedImage picture, int width, int height) {
        return Retouch.grain(Retouch.resize(picture, width, height), width);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
