package dev.safelight.imaging.jpeg;

import dev.safelight.imaging.codec.ByteView;
import dev.safelight.imaging.codec.Unreadable;

/** Walks from marker to marker (T.81, section B.1.1), a bounded number of times. */
final class Segments {

    private static final int MAX_SEGMENTS = 20_000;

    private final ByteView file;
    private ByteView content;
    private int at;
    private int walked;

    /** @throws Unreadable when it does not begin as every JPEG does */
    Segments(byte[] file) throws Unreadable {
        this.file = ByteView.of(file);
        this.content = this.file.part(0, 0);
        if (this.file.u16(0) != 0xFF00 + Marker.SOI) {
            throw Unreadable.corrupt("no start of image");
        }
        this.at = 2;
    }

    /** Goes to the next marker that matters and returns it. The end of the file counts as {@link Marker#EOI}. */
    int next() throws Unreadable {
        while (walked++ < MAX_SEGMENTS) {
            at = Marker.find(file.bytes(), at);
            if (at < 0) {
                at = file.length();
                return Marker.EOI;
            }
            int marker = file.u8(at + 1);
            at += 2;
            if (!Marker.standsAlone(marker)) {
                enter(marker);
                return marker;
            }
        }
        throw Unreadable.tooComplex("segments");
    }

    private void enter(int marker) throws Unreadable {
        if (marker == Marker.SOI) {
            throw Unreadable.corrupt("an image within an image");
        }
        if (marker != Marker.EOI) {
            int end = at + file.u16(at);
            content = file.part(at + 2, Math.max(at + 2, end));
            at = Math.max(at + 2, end);
        }
    }

    /** What stands in the segment, without its marker and length. */
    ByteView content() {
        return content;
    }

    /** Where it ends. */
    int position() {
        return at;
    }

    /** Goes on from there, behind coded data. */
    void skipTo(int position) {
        at = position;
    }
}
