package dev.safelight.imaging.header;

import dev.safelight.domain.image.Format;
import dev.safelight.domain.rule.PixelSize;
import dev.safelight.imaging.codec.ByteView;
import dev.safelight.imaging.codec.Fault;
import dev.safelight.imaging.codec.Unreadable;
import dev.safelight.imaging.colour.ColourSpace;
import dev.safelight.imaging.picture.Orientation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Walks over the chunks of a PNG (W3C, "Portable Network Graphics", third edition). The decoder gets IHDR, PLTE, tRNS
 * and the pixel data as one chunk; texts and profiles, which could inflate without end, never reach it.
 */
final class PngHeader {

    static final int MAX_CHUNKS = 200_000;

    private static final int SIGNATURE = 8;
    private static final int AROUND = 12;

    private final ByteView file;
    private final Header.Builder header = new Header.Builder(Format.PNG);
    private final PngColours colours = new PngColours();
    private final Slices.Builder before = new Slices.Builder();
    private final Slices.Builder pixels = new Slices.Builder();
    private final CRC32 crc = new CRC32();

    private int colourType;
    private boolean palette;
    private boolean pixelsEnded;
    private boolean ended;

    PngHeader(byte[] file) {
        this.file = ByteView.of(file);
    }

    Header read() {
        try {
            walk();
            finish();
        } catch (Unreadable unreadable) {
            header.fault(unreadable.fault());
        }
        return header.build();
    }

    private void walk() throws Unreadable {
        int at = SIGNATURE;
        for (int chunks = 0; !ended && at < file.length(); chunks++) {
            if (chunks > MAX_CHUNKS) {
                throw new Unreadable(Fault.TOO_COMPLEX);
            }
            if (file.length() - at < AROUND && pixels.length() > 0) {
                return; // cut off within a chunk's frame: whether pixels are missing is for the decoder to find out
            }
            at = chunk(at, chunks == 0);
        }
    }

    private int chunk(int at, boolean first) throws Unreadable {
        long length = file.u32(at);
        String type = new String(file.part(at + 4, at + 8).copy(), StandardCharsets.ISO_8859_1);
        if (first != type.equals("IHDR")) {
            throw Unreadable.corrupt();
        }
        if (length > file.length() - at - AROUND) {
            throw length > Integer.MAX_VALUE ? Unreadable.corrupt() : Unreadable.truncated();
        }
        int end = at + AROUND + (int) length;
        take(type, file.part(at + 8, end - 4), at, end);
        return end;
    }

    private void take(String type, ByteView content, int at, int end) throws Unreadable {
        if (pixels.length() > 0 && !type.equals("IDAT")) {
            pixelsEnded = true;
        }
        switch (type) {
            case "IHDR" -> {
                checked(at, end);
                size(content);
                before.add(file.bytes(), 0, end);
            }
            case "PLTE" -> palette(checked(at, end), at, end);
            case "tRNS" -> before.add(file.bytes(), at, end);
            case "IDAT" -> pixels(checked(at, end));
            case "IEND" -> ended = true;
            case "eXIf" -> exif(content);
            case "gAMA" -> colours.gamma(content);
            case "sRGB" -> colours.standard();
            case "iCCP" -> colours.profile(content);
            default -> refuseUnknownCritical(type);
        }
    }

    private ByteView checked(int at, int end) throws Unreadable {
        crc.reset();
        crc.update(file.bytes(), at + 4, end - at - 8);
        if (crc.getValue() != file.u32(end - 4)) {
            throw Unreadable.corrupt();
        }
        return file.part(at + 8, end - 4);
    }

    /** Section 11.2.1. */
    private void size(ByteView content) throws Unreadable {
        long width = content.u32(0);
        long height = content.u32(4);
        if (width == 0 || height == 0 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
            throw Unreadable.corrupt();
        }
        header.stored(new PixelSize((int) width, (int) height));
        int depth = content.u8(8);
        colourType = content.u8(9);
        boolean known = content.u8(10) == 0 && content.u8(11) == 0 && content.u8(12) <= 1;
        if (content.length() != 13 || !known || !allowed(colourType, depth)) {
            throw Unreadable.corrupt();
        }
        int channels = colourType == 3 ? 1 : 1 + (colourType & 2) + (colourType >> 2);
        int possibleAlpha = colourType == 0 || colourType == 2 ? 1 : 0;
        header.memory((channels + possibleAlpha) * (depth == 16 ? 2 : 1), 0);
    }

    private static boolean allowed(int colourType, int depth) {
        return switch (colourType) {
            case 0 -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
            case 3 -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
            case 2, 4, 6 -> depth == 8 || depth == 16;
            default -> false;
        };
    }

    private void palette(ByteView content, int at, int end) throws Unreadable {
        if (palette || content.length() == 0 || content.length() % 3 != 0 || content.length() > 768) {
            throw Unreadable.corrupt();
        }
        palette = true;
        if (colourType == 3) {
            before.add(file.bytes(), at, end);
        }
    }

    private void pixels(ByteView content) throws Unreadable {
        if (pixelsEnded || (colourType == 3 && !palette)) {
            throw Unreadable.corrupt();
        }
        pixels.add(content.bytes(), content.from(), content.to());
    }

    private void exif(ByteView content) {
        Orientation found = Exif.orientation(content);
        header.orientation(found);
    }

    /** An upper-case first letter: a decoder that does not know the chunk cannot show the picture (section 5.4). */
    private static void refuseUnknownCritical(String type) throws Unreadable {
        if (Character.isUpperCase(type.charAt(0))) {
            throw Unreadable.corrupt();
        }
    }

    private void finish() throws Unreadable {
        if (pixels.length() == 0) {
            throw ended ? Unreadable.corrupt() : Unreadable.truncated();
        }
        Optional<ColourSpace> meaning = colours.meaning();
        header.colours(meaning).complete(ended);
        header.file.add(before);
        header.file.add(frame((int) pixels.length(), "IDAT")).add(pixels).add(new byte[4]);
        header.file.add(frame(0, "IEND")).add(new byte[4]);
    }

    private static byte[] frame(int length, String type) {
        return ByteBuffer.allocate(8)
                .putInt(length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .array();
    }
}
