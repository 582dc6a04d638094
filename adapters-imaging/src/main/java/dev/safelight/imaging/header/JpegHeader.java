package dev.safelight.imaging.header;

import dev.safelight.domain.image.Format;
import dev.safelight.domain.rule.PixelSize;
import dev.safelight.imaging.codec.ByteView;
import dev.safelight.imaging.codec.Fault;
import dev.safelight.imaging.codec.Unreadable;
import dev.safelight.imaging.colour.Inks;
import dev.safelight.imaging.picture.Orientation;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Walks over the segments of a JPEG (ITU-T T.81, annex B). The decoder gets the tables, the frame and the scans; of the
 * rest, what matters is read here and nothing is passed on: no metadata, no thumbnails, no second picture behind the
 * first. An Adobe segment of our own tells it which colours to expect, so that it need not guess.
 */
final class JpegHeader {

    /** A progressive photo has about 10. Each costs a pass over the whole picture, however few bytes it takes. */
    static final int MAX_SCANS = 64;

    static final int MAX_SEGMENTS = 20_000;

    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int DQT = 0xDB;
    private static final int DHT = 0xC4;
    private static final int DAC = 0xCC;
    private static final int DRI = 0xDD;
    private static final int JPG = 0xC8;
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP2 = 0xE2;
    private static final int APP14 = 0xEE;

    private static final int PROGRESSIVE = 0xC2;

    private final ByteView file;
    private final Header.Builder header = new Header.Builder(Format.JPEG);
    private final JpegProfile profile = new JpegProfile();
    private final JpegColours colours = new JpegColours();
    private final Slices.Builder body = new Slices.Builder();
    private final BitSet seen = new BitSet();

    private int[] components = new int[0];
    private boolean ended;
    private int scans;

    JpegHeader(byte[] file) {
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
        int at = 2;
        for (int segments = 0; !ended; segments++) {
            if (segments > MAX_SEGMENTS) {
                throw new Unreadable(Fault.TOO_COMPLEX);
            }
            at = nextMarker(at);
            if (at < 0) {
                return;
            }
            at = segment(file.u8(at + 1), at);
        }
    }

    /** Where the next marker begins, skipping what should not be there, as decoders do; −1 at the end of the file. */
    private int nextMarker(int from) {
        byte[] bytes = file.bytes();
        for (int at = from; at < bytes.length - 1; at++) {
            if (bytes[at] == (byte) 0xFF && bytes[at + 1] != 0 && bytes[at + 1] != (byte) 0xFF) {
                return at;
            }
        }
        return -1;
    }

    /** Takes in the segment whose marker is at {@code at}, and returns where it ends. */
    private int segment(int marker, int at) throws Unreadable {
        if (marker == EOI) {
            ended = true;
            return at + 2;
        }
        if (marker == SOI) {
            throw Unreadable.corrupt();
        }
        if (standsAlone(marker)) {
            return at + 2;
        }
        int end = at + 2 + file.u16(at + 2);
        ByteView content = file.part(at + 4, Math.max(at + 4, end));
        if (marker == SOS) {
            return scan(content, at, end);
        }
        if (isFrame(marker)) {
            frame(marker, content);
        }
        if (isFrame(marker)) {
            body.add(renumbered(file.part(at, end).copy(), 10, 3));
        } else if (marker == DQT || marker == DHT || marker == DRI) {
            body.add(file.bytes(), at, end);
        } else {
            application(marker, content);
        }
        return end;
    }

    /**
     * Gives components that share an id one each, in the order they come. Some cameras number them all alike; the
     * decoder would take the first for every one.
     */
    private byte[] renumbered(byte[] segment, int first, int step) {
        boolean alike = Arrays.stream(components).distinct().count() < components.length;
        for (int i = 0; alike && i < components.length; i++) {
            int at = first + i * step;
            if (at < segment.length) {
                segment[at] = (byte) (i + 1);
            }
        }
        return segment;
    }

    private static boolean standsAlone(int marker) {
        return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7);
    }

    /** SOF0 to SOF15, and SOF55 of JPEG-LS (T.87). */
    private static boolean isFrame(int marker) {
        return marker == 0xF7 || (marker >= 0xC0 && marker <= 0xCF && marker != DHT && marker != JPG && marker != DAC);
    }

    /** T.81, section B.2.2. Baseline, extended and progressive Huffman at 8 bits are what cameras make and we decode. */
    private void frame(int marker, ByteView frame) throws Unreadable {
        if (components.length > 0) {
            throw Unreadable.corrupt();
        }
        int height = frame.u16(1);
        int width = frame.u16(3);
        int count = frame.u8(5);
        if (width == 0 || count == 0) {
            throw Unreadable.corrupt();
        }
        if (height == 0) {
            throw Unreadable.rare(); // its number of lines comes after the first scan
        }
        header.stored(new PixelSize(width, height));
        if (marker > PROGRESSIVE || frame.u8(0) != 8 || (count != 1 && count != 3 && count != 4)) {
            throw Unreadable.rare();
        }
        components = new int[count];
        long samples = samples(frame, (long) width * height);
        header.memory(count, marker == PROGRESSIVE ? 2 * samples : 0);
    }

    /** All samples of all components. A progressive photo is kept as coefficients, two bytes each, by the decoder. */
    private long samples(ByteView frame, long pixels) throws Unreadable {
        int most = 1;
        int sum = 0;
        for (int i = 0; i < components.length; i++) {
            components[i] = frame.u8(6 + 3 * i);
            int factors = frame.u8(7 + 3 * i);
            int area = (factors >> 4) * (factors & 15);
            if (area == 0 || factors >> 4 > 4 || (factors & 15) > 4) {
                throw Unreadable.corrupt();
            }
            sum += area;
            most = Math.max(most, area);
        }
        return pixels * sum / most;
    }

    /** A scan header, and the coded data behind it up to the next marker (T.81, section B.2.3). */
    private int scan(ByteView content, int at, int end) throws Unreadable {
        if (components.length == 0) {
            throw Unreadable.corrupt();
        }
        if (++scans > MAX_SCANS) {
            throw new Unreadable(Fault.TOO_COMPLEX);
        }
        for (int i = 0; i < content.u8(0); i++) {
            int id = content.u8(1 + 2 * i);
            for (int j = 0; j < components.length; j++) {
                if (components[j] == id) {
                    seen.set(j);
                }
            }
        }
        int next = end;
        do {
            next = nextMarker(next);
        } while (next >= 0 && standsAlone(file.u8(next + 1)) && (next += 2) > 0);
        int until = next < 0 ? file.length() : next;
        boolean interleaved = content.u8(0) == components.length;
        body.add(
                interleaved
                        ? renumbered(file.part(at, end).copy(), 5, 2)
                        : file.part(at, end).copy());
        body.add(file.bytes(), end, until);
        return until;
    }

    private void application(int marker, ByteView content) throws Unreadable {
        switch (marker) {
            case APP0 -> colours.jfif(content);
            case APP1 -> exif(content);
            case APP2 -> profile.add(content);
            case APP14 -> colours.adobe(content);
            default -> {}
        }
    }

    private void exif(ByteView content) throws Unreadable {
        if (content.has(0, "Exif\0")) {
            Orientation found = Exif.orientation(content.part(6, content.length()));
            if (found != Orientation.UPRIGHT) {
                header.orientation(found);
            }
        }
    }

    private void finish() throws Unreadable {
        if (components.length == 0 || seen.cardinality() < components.length) {
            throw ended ? Unreadable.corrupt() : Unreadable.truncated();
        }
        Inks inks = colours.inks(components.length);
        header.inks(inks).colours(profile.whole()).complete(ended);
        header.file.add((byte) 0xFF, (byte) SOI);
        header.file.add(colours.adobeFor(components));
        header.file.add(body);
        header.file.add((byte) 0xFF, (byte) EOI);
    }
}
