package dev.safelight.imaging.jpeg;

import dev.safelight.imaging.codec.ByteView;
import dev.safelight.imaging.codec.Unreadable;
import java.util.ArrayList;
import java.util.List;

/**
 * A scan header (T.81, section B.2.3).
 *
 * @param first coefficient that is coded here, in the order of files
 * @param last likewise
 * @param high bits of them that an earlier scan coded down to; 0 for the first
 * @param low the lowest bit that this one codes
 */
record Scan(List<Part> parts, int first, int last, int high, int low) {

    private static final int MAX_BLOCKS_IN_MCU = 10;
    private static final int MAX_LOW = 13;

    /** A component and the numbers of its Huffman tables. */
    record Part(Component component, int dc, int ac) {}

    static Scan read(ByteView segment, Frame frame) throws Unreadable {
        int count = segment.u8(0);
        if (count < 1 || count > frame.components().size()) {
            throw Unreadable.corrupt("a scan of " + count + " components");
        }
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean byPlace = count == frame.components().size() && frame.idsAreAlike();
            Component component = byPlace ? frame.components().get(i) : named(segment.u8(1 + 2 * i), frame);
            int tables = segment.u8(2 + 2 * i);
            if ((tables & ~0x33) != 0
                    || parts.stream().anyMatch(part -> part.component().equals(component))) {
                throw Unreadable.corrupt("a scan's components");
            }
            parts.add(new Part(component, tables >> 4, tables & 15));
        }
        int at = 1 + 2 * count;
        int bits = segment.u8(at + 2);
        Scan scan = new Scan(List.copyOf(parts), segment.u8(at), segment.u8(at + 1), bits >> 4, bits & 15);
        scan.check(frame);
        return scan;
    }

    private static Component named(int id, Frame frame) throws Unreadable {
        for (Component component : frame.components()) {
            if (component.id() == id) {
                return component;
            }
        }
        throw Unreadable.corrupt("a scan of no component");
    }

    /** Sequential scans need not say the range right, since there is but one. */
    private void check(Frame frame) throws Unreadable {
        int blocks = parts.stream()
                .mapToInt(part -> part.component().across() * part.component().down())
                .sum();
        if (parts.size() > 1 && blocks > MAX_BLOCKS_IN_MCU) {
            throw Unreadable.corrupt("an MCU of " + blocks + " blocks");
        }
        if (frame.progressive() && !isInOrder()) {
            throw Unreadable.corrupt("a progressive scan of " + first + "–" + last + ", " + high + "–" + low);
        }
    }

    /** G.1.1.1.1. */
    private boolean isInOrder() {
        boolean range = first == 0 ? last == 0 : first <= last && last < 64 && parts.size() == 1;
        return range && low <= MAX_LOW && (high == 0 || low == high - 1);
    }

    boolean isInterleaved() {
        return parts.size() > 1;
    }
}
