package dev.safelight.imaging.heif;

import dev.safelight.imaging.codec.ByteView;
import dev.safelight.imaging.codec.Unreadable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the bytes of an item are (ISO/IEC 14496-12, 8.11.3).
 *
 * @param method 0 for places in the file, 1 in the box idat, 2 in another item
 */
record Location(int method, boolean elsewhere, List<Extent> extents) {

    /** @param length 0 for all that is left */
    record Extent(long offset, long length) {}

    static Map<Integer, Location> of(Box iloc, HeifLimits limits) throws Unreadable {
        int version = iloc.version();
        if (version > 2) {
            throw Unreadable.rare("iloc of version " + version);
        }
        Fields fields = new Fields(iloc.body(), 4);
        Widths widths = Widths.of(fields, version);
        long count = version < 2 ? fields.u16() : fields.u32();
        if (count > limits.maxItems()) {
            throw Unreadable.tooComplex(count + " places of items");
        }
        Map<Integer, Location> locations = new HashMap<>();
        Budget extents = new Budget(4L * limits.maxItems(), "extents");
        for (long i = 0; i < count; i++) {
            int id = fields.id(version == 2);
            locations.put(id, one(fields, version, widths, extents));
        }
        return locations;
    }

    private static Location one(Fields fields, int version, Widths widths, Budget budget) throws Unreadable {
        int method = version > 0 ? fields.u16() & 15 : 0;
        boolean elsewhere = fields.u16() != 0;
        long base = fields.number(widths.base);
        int count = fields.u16();
        budget.take(count);
        List<Extent> extents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            fields.number(widths.index);
            long offset = base + fields.number(widths.offset);
            extents.add(new Extent(offset, fields.number(widths.length)));
        }
        return new Location(method, elsewhere, extents);
    }

    /** The bytes, in one piece: copied only where the file has them in several. */
    ByteView bytes(ByteView file, ByteView idat) throws Unreadable {
        if (elsewhere || method > 1) {
            throw Unreadable.rare(elsewhere ? "a picture in another file" : "bytes within another item");
        }
        ByteView source = method == 0 ? file : idat;
        List<ByteView> parts = new ArrayList<>();
        long total = 0;
        for (Extent extent : extents) {
            ByteView part = part(source, extent);
            total += part.length();
            parts.add(part);
        }
        if (total > file.length()) {
            throw Unreadable.tooComplex("an item larger than its file");
        }
        return parts.size() == 1 ? parts.getFirst() : joined(parts, (int) total);
    }

    private static ByteView part(ByteView source, Extent extent) throws Unreadable {
        long length = source.length();
        long end = extent.length() == 0 ? length : extent.offset() + extent.length();
        if (extent.offset() < 0 || end < extent.offset() || end > length) {
            throw Unreadable.truncated();
        }
        return source.part((int) extent.offset(), (int) end);
    }

    private static ByteView joined(List<ByteView> parts, int total) {
        byte[] joined = new byte[total];
        int at = 0;
        for (ByteView part : parts) {
            System.arraycopy(part.bytes(), part.from(), joined, at, part.length());
            at += part.length();
        }
        return ByteView.of(joined);
    }

    /** How many bytes the numbers have. */
    private record Widths(int offset, int length, int base, int index) {

        static Widths of(Fields fields, int version) throws Unreadable {
            int first = fields.u8();
            int second = fields.u8();
            Widths widths = new Widths(first >> 4, first & 15, second >> 4, version > 0 ? second & 15 : 0);
            if (Math.max(Math.max(widths.offset, widths.length), Math.max(widths.base, widths.index)) > 8) {
                throw Unreadable.corrupt("places of more than 8 bytes");
            }
            return widths;
        }
    }
}
