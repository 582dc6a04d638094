package dev.safelight.imaging.header;

import dev.safelight.domain.image.Format;
import dev.safelight.domain.rule.PixelSize;
import dev.safelight.imaging.codec.ByteView;
import dev.safelight.imaging.codec.Fault;
import dev.safelight.imaging.codec.Unreadable;
import dev.safelight.imaging.colour.Icc;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Walks over the chunks of a WebP (RFC 9649). The decoder gets a still picture made of the first frame: its pixels and
 * its transparency.
 */
final class WebpHeader {

    static final int MAX_CHUNKS = 10_000;

    private static final int RIFF_HEADER = 12;
    private static final int FRAME_HEADER = 16;
    private static final int ALPHA_FLAG = 0x10;

    /** The decoder reads up to a word more than it needs. */
    private static final int READ_AHEAD = 8;

    private static final long LARGEST_TABLES = 350L << 20;

    private final ByteView file;
    private final Header.Builder header = new Header.Builder(Format.WEBP);

    private Optional<ByteView> pixels = Optional.empty();
    private Optional<ByteView> alpha = Optional.empty();
    private boolean lossless;
    private boolean animated;

    WebpHeader(byte[] file) {
        this.file = ByteView.of(file);
    }

    Header read() {
        try {
            long claimed = 8 + file.u32Little(4);
            walk(file.part(0, (int) Math.min(claimed, file.length())), RIFF_HEADER);
            finish();
        } catch (Unreadable unreadable) {
            header.fault(unreadable.fault());
        }
        return header.build();
    }

    private void walk(ByteView chunks, int start) throws Unreadable {
        int at = start;
        for (int count = 0; at + 8 <= chunks.length(); count++) {
            if (count > MAX_CHUNKS) {
                throw new Unreadable(Fault.TOO_COMPLEX);
            }
            long length = chunks.u32Little(at + 4);
            if (length > chunks.length() - at - 8) {
                throw Unreadable.truncated();
            }
            int end = at + 8 + (int) length;
            take(new String(chunks.part(at, at + 4).copy(), StandardCharsets.ISO_8859_1), chunks.part(at + 8, end));
            at = end + (int) (length & 1);
        }
    }

    private void take(String type, ByteView content) throws Unreadable {
        switch (type) {
            case "VP8X" -> canvas(content);
            case "VP8 " -> picture(content, false);
            case "VP8L" -> picture(content, true);
            case "ALPH" -> alpha = alpha.or(() -> Optional.of(content));
            case "ICCP" -> header.colours(Icc.read(content.copy()));
            case "EXIF" -> exif(content);
            case "ANMF" -> frame(content);
            default -> {} // unknown chunks are to be passed over (section 2.7)
        }
    }

    private void canvas(ByteView content) throws Unreadable {
        animated = (content.u8(0) & 2) != 0;
        header.stored(new PixelSize(1 + content.u24Little(4), 1 + content.u24Little(7)));
    }

    /** The first frame is all that is looked at (section 2.7.1.1). */
    private void frame(ByteView content) throws Unreadable {
        if (animated && pixels.isEmpty()) {
            walk(content, FRAME_HEADER);
        }
    }

    private void picture(ByteView content, boolean isLossless) throws Unreadable {
        if (pixels.isEmpty()) {
            pixels = Optional.of(content);
            lossless = isLossless;
            header.stored(isLossless ? losslessSize(content) : lossySize(content));
        }
    }

    /** RFC 6386, section 9.1: a key frame, its start code, then two sizes of 14 bits. */
    private static PixelSize lossySize(ByteView content) throws Unreadable {
        int width = content.u16Little(6) & 0x3FFF;
        int height = content.u16Little(8) & 0x3FFF;
        boolean keyFrame = (content.u8(0) & 1) == 0 && content.u24Little(3) == 0x2A019D;
        if (!keyFrame || width == 0 || height == 0) {
            throw Unreadable.corrupt();
        }
        return new PixelSize(width, height);
    }

    /** RFC 9649, section 3.4: a signature, then two sizes of 14 bits, each less one. */
    private static PixelSize losslessSize(ByteView content) throws Unreadable {
        if (content.u8(0) != 0x2F) {
            throw Unreadable.corrupt();
        }
        long bits = content.u32Little(1);
        return new PixelSize((int) (bits & 0x3FFF) + 1, (int) (bits >> 14 & 0x3FFF) + 1);
    }

    private void exif(ByteView content) throws Unreadable {
        int start = content.has(0, "Exif\0\0") ? 6 : 0;
        header.orientation(Exif.orientation(content.part(start, content.length())));
    }

    private void finish() throws Unreadable {
        ByteView picture = pixels.orElseThrow(Unreadable::truncated);
        PixelSize size = lossless ? losslessSize(picture) : lossySize(picture);
        Optional<ByteView> transparency = lossless ? Optional.empty() : alpha;
        header.memory(4, decoderBytes(size, lossless || transparency.isPresent()));
        Slices.Builder chunks = new Slices.Builder();
        transparency.ifPresent(chunk -> chunks.add(extended(size)).add(frame("ALPH", chunk)));
        chunks.add(frame(lossless ? "VP8L" : "VP8 ", picture));
        header.file.add(riff((int) chunks.length())).add(chunks).add(new byte[READ_AHEAD]);
    }

    /**
     * Lossless pixels and transparency are decoded at full size first, and their tables alone may take a third of a
     * GiB in a hostile file; of lossy pixels only a row of blocks is kept, and the modes of all.
     */
    private static long decoderBytes(PixelSize size, boolean anyLossless) {
        long count = (long) size.width() * size.height();
        return anyLossless ? LARGEST_TABLES + 8 * count : count;
    }

    private static byte[] riff(int length) {
        ByteBuffer start = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        return start.put(ascii("RIFF")).putInt(4 + length).put(ascii("WEBP")).array();
    }

    private static byte[] extended(PixelSize size) {
        ByteBuffer chunk = ByteBuffer.allocate(18).order(ByteOrder.LITTLE_ENDIAN);
        chunk.put(ascii("VP8X")).putInt(10).putInt(ALPHA_FLAG);
        putU24(chunk, size.width() - 1);
        putU24(chunk, size.height() - 1);
        return chunk.array();
    }

    private static Slices.Builder frame(String type, ByteView content) {
        Slices.Builder chunk = new Slices.Builder();
        ByteBuffer frame = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        chunk.add(frame.put(ascii(type)).putInt(content.length()).array());
        chunk.add(content.bytes(), content.from(), content.to());
        return chunk.add(new byte[content.length() & 1]);
    }

    private static void putU24(ByteBuffer target, int value) {
        target.putShort((short) value).put((byte) (value >> 16));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
