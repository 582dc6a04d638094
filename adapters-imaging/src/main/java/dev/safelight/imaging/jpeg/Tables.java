package dev.safelight.imaging.jpeg;

import dev.safelight.imaging.codec.ByteView;
import dev.safelight.imaging.codec.Unreadable;
import org.jspecify.annotations.Nullable;

/** What the segments said so far about how scans are coded (T.81, section B.2.4). Each may be said anew between scans. */
final class Tables {

    private final int[] @Nullable [] quantisers = new int[4][];
    private final @Nullable HuffmanTable[] dc = new HuffmanTable[4];
    private final @Nullable HuffmanTable[] ac = new HuffmanTable[4];
    private int restartInterval;

    void see(int marker, ByteView segment) throws Unreadable {
        switch (marker) {
            case Marker.DQT -> quantisers(segment);
            case Marker.DHT -> codes(segment);
            case Marker.DRI -> restartInterval = segment.u16(0);
            default -> {}
        }
    }

    /** B.2.4.1. */
    private void quantisers(ByteView segment) throws Unreadable {
        int at = 0;
        while (at < segment.length()) {
            int which = segment.u8(at++);
            int bytes = (which >> 4) + 1;
            if (bytes > 2 || (which & 15) > 3) {
                throw Unreadable.corrupt("quantisation table " + which);
            }
            int[] steps = new int[64];
            for (int k = 0; k < 64; k++, at += bytes) {
                steps[k] = bytes == 1 ? segment.u8(at) : segment.u16(at);
            }
            quantisers[which & 15] = steps;
        }
    }

    private void codes(ByteView segment) throws Unreadable {
        int at = 0;
        while (at < segment.length()) {
            int which = segment.u8(at++);
            if ((which & ~0x13) != 0) {
                throw Unreadable.corrupt("Huffman table " + which);
            }
            boolean isDc = which < 0x10;
            HuffmanTable table = HuffmanTable.read(segment, at, isDc);
            (isDc ? dc : ac)[which & 3] = table;
            at += table.length();
        }
    }

    /** How far apart the values of each coefficient are, in the order of files; 1 to 65535 (0 in bad files). */
    int[] quantiser(int which) throws Unreadable {
        int[] steps = quantisers[which];
        if (steps == null) {
            throw Unreadable.corrupt("no quantisation table " + which);
        }
        return steps;
    }

    HuffmanTable dc(int which) throws Unreadable {
        return present(dc[which]);
    }

    HuffmanTable ac(int which) throws Unreadable {
        return present(ac[which]);
    }

    private static HuffmanTable present(@Nullable HuffmanTable table) throws Unreadable {
        if (table == null) {
            throw Unreadable.corrupt("no Huffman table");
        }
        return table;
    }

    /** After how many MCUs decoding begins anew; 0 for never. */
    int restartInterval() {
        return restartInterval;
    }
}
