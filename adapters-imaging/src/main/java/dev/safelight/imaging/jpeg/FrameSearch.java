package dev.safelight.imaging.jpeg;

import dev.safelight.imaging.codec.Unreadable;
import org.jspecify.annotations.Nullable;

/** Looks for the frame of a file, and whether it is one for us. */
final class FrameSearch {

    private FrameSearch() {}

    static Frame find(byte[] file) throws Unreadable {
        Segments segments = new Segments(file);
        Colours colours = new Colours();
        @Nullable Frame frame = null;
        for (int marker = segments.next(); marker != Marker.SOS; marker = segments.next()) {
            if (marker == Marker.EOI) {
                throw segments.position() == file.length ? Unreadable.truncated() : Unreadable.corrupt("no scan");
            }
            if (marker == Marker.DHP || marker == Marker.EXP) {
                throw Unreadable.rare("hierarchical");
            }
            if (Marker.isFrame(marker)) {
                if (frame != null) {
                    throw Unreadable.corrupt("a second frame");
                }
                frame = Frame.read(marker, segments.content());
            } else {
                colours.see(marker, segments.content());
            }
        }
        if (frame == null) {
            throw Unreadable.corrupt("a scan before the frame");
        }
        if (colours.areRgb(frame)) {
            throw Unreadable.rare("red, green and blue");
        }
        if (frame.blocks() > 8L * file.length) {
            throw Unreadable
                    .truncated(); // a block takes a bit at least, so that no header can claim memory for nothing
        }
        return frame;
    }
}
