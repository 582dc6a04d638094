package dev.safelight.imaging.jpeg;

import dev.safelight.imaging.codec.ByteView;
import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Fault;
import dev.safelight.imaging.codec.Unreadable;
import java.util.BitSet;

/** Reads one scan of a file after the other (T.81, figure B.2), and the tables between them. */
final class Scans {

    /** A progressive photo has about 10. Each costs a pass over the whole picture, however few bytes it takes. */
    static final int MAX_SCANS = 64;

    /** What becomes of the blocks. */
    interface Target {

        /** @param tables as they are at the beginning of the scan */
        BlockDecoder decoder(Scan scan, Tables tables, BitReader bits) throws Unreadable;
    }

    private final byte[] file;
    private final Frame frame;
    private final Target target;
    private final Tables tables = new Tables();
    private final BitSet seen = new BitSet();
    private boolean ended;

    Scans(byte[] file, Frame frame, Target target) {
        this.file = file;
        this.frame = frame;
        this.target = target;
    }

    void read(Checkpoint checkpoint) throws Unreadable {
        Segments segments = new Segments(file);
        try {
            BitReader bits = new BitReader(file);
            int scans = 0;
            while (!ended && !isWhole()) {
                int marker = segments.next();
                if (marker == Marker.SOS) {
                    if (++scans > MAX_SCANS) {
                        throw Unreadable.tooComplex("scans");
                    }
                    segments.skipTo(scan(segments, bits, checkpoint));
                } else {
                    between(marker, segments.content());
                }
            }
        } catch (ArrayIndexOutOfBoundsException unforeseen) {
            // The last guard: a way through the hot loops that nobody thought of must end as every bad file ends.
            throw Unreadable.corrupt("a place outside the picture");
        } catch (Unreadable damaged) {
            throw damaged.fault() == Fault.CORRUPT && !endsBehind(segments.position())
                    ? Unreadable.truncated()
                    : damaged;
        }
        if (seen.cardinality() < frame.components().size()) {
            throw Unreadable.truncated();
        }
    }

    /** A sequential picture is whole when each component was coded once; a progressive one when the file ends. */
    private boolean isWhole() {
        return !frame.progressive() && seen.cardinality() == frame.components().size();
    }

    /** Whether there is a mark of the end. Without it, nonsense is what a file shows that was cut off. */
    private boolean endsBehind(int position) {
        int at = Marker.find(file, position);
        while (at >= 0 && file[at + 1] != (byte) Marker.EOI) {
            at = Marker.find(file, at + 2);
        }
        return at >= 0;
    }

    private void between(int marker, ByteView content) throws Unreadable {
        if (marker == Marker.EOI) {
            ended = true;
        } else if (Marker.isFrame(marker) && !seen.isEmpty()) {
            throw Unreadable.corrupt("a second frame");
        } else {
            tables.see(marker, content);
        }
    }

    private int scan(Segments segments, BitReader bits, Checkpoint checkpoint) throws Unreadable {
        checkpoint.check();
        Scan scan = Scan.read(segments.content(), frame);
        scan.parts().forEach(part -> seen.set(part.component().index()));
        BlockDecoder decoder = target.decoder(scan, tables, bits);
        return new ScanWalk(frame, scan, tables.restartInterval(), bits, decoder).walk(segments.position(), checkpoint);
    }
}
