package dev.safelight.imaging.heif;

import dev.safelight.imaging.codec.ByteView;
import dev.safelight.imaging.codec.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of the file with a name (ISO/IEC 14496-12, 4.2).
 *
 * @param type four characters
 * @param body what follows the header; of a full box it begins with version and flags
 */
record Box(String type, ByteView body) {

    /** The boxes that fill {@code view} from {@code at} on. One that ends beyond it makes the file a truncated one. */
    static List<Box> in(ByteView view, int at, int max) throws Unreadable {
        List<Box> boxes = new ArrayList<>();
        int next = at;
        while (next < view.length()) {
            if (boxes.size() == max) {
                throw Unreadable.tooComplex("more than " + max + " boxes in one");
            }
            Header header = Header.at(view, next);
            if (header.size > view.length() - next) {
                throw Unreadable.truncated();
            }
            int end = next + (int) header.size;
            boxes.add(new Box(header.type, view.part(next + header.length, end)));
            next = end;
        }
        return boxes;
    }

    /**
     * The first box of this type in a file. What stands behind it is not looked at, since photos that were cut off still
     * have a sound beginning.
     */
    static Box first(ByteView file, String type, int max) throws Unreadable {
        int next = 0;
        for (int i = 0; i < max; i++) {
            Header header = Header.at(file, next);
            boolean cut = header.size > file.length() - next;
            if (header.type.equals(type) && !cut) {
                return new Box(type, file.part(next + header.length, next + (int) header.size));
            }
            if (cut) {
                throw Unreadable.truncated();
            }
            next += (int) header.size;
            if (next == file.length()) {
                throw Unreadable.rare("no box " + type);
            }
        }
        throw Unreadable.tooComplex("more than " + max + " boxes");
    }

    /** Of a full box (4.2.2). */
    int version() throws Unreadable {
        return body.u8(0);
    }

    /** Of a full box. */
    int flags() throws Unreadable {
        return (int) body.u32(0) & 0xFFFFFF;
    }

    private record Header(String type, int length, long size) {

        /** A size of 1 is followed by a larger number, one of 0 means all that is left. */
        static Header at(ByteView view, int at) throws Unreadable {
            long size = view.u32(at);
            String type = fourCharacters(view, at + 4);
            int length = 8;
            if (size == 1) {
                length = 16;
                size = view.u32(at + 8) << 32 | view.u32(at + 12);
            } else if (size == 0) {
                size = (long) view.length() - at;
            }
            if (size < length) {
                throw Unreadable.corrupt("a box smaller than its header");
            }
            return new Header(type, length, size);
        }
    }

    static String fourCharacters(ByteView view, int at) throws Unreadable {
        ByteView four = view.part(at, at + 4);
        return new String(four.bytes(), four.from(), 4, StandardCharsets.ISO_8859_1);
    }
}
