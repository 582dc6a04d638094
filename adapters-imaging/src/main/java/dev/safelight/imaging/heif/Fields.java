package dev.safelight.imaging.heif;

import dev.safelight.imaging.codec.ByteView;
import dev.safelight.imaging.codec.Unreadable;
import java.nio.charset.StandardCharsets;

/** Reads the fields of a box one after another. */
final class Fields {

    private final ByteView view;
    private int at;

    Fields(ByteView view, int at) {
        this.view = view;
        this.at = at;
    }

    int u8() throws Unreadable {
        return view.u8(at++);
    }

    int u16() throws Unreadable {
        at += 2;
        return view.u16(at - 2);
    }

    long u32() throws Unreadable {
        at += 4;
        return view.u32(at - 4);
    }

    /** A number of so many bytes, at most 8; 0 bytes are 0. */
    long number(int bytes) throws Unreadable {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << 8 | u8();
        }
        return value;
    }

    /** The identity of an item, of two bytes or four. */
    int id(boolean large) throws Unreadable {
        return large ? (int) u32() : u16();
    }

    String fourCharacters() throws Unreadable {
        at += 4;
        return Box.fourCharacters(view, at - 4);
    }

    /** Text that ends with a zero, or with its box. */
    String text() throws Unreadable {
        int start = at;
        while (at < view.length() && view.u8(at) != 0) {
            at++;
        }
        ByteView text = view.part(start, at);
        at++;
        return new String(text.bytes(), text.from(), text.length(), StandardCharsets.UTF_8);
    }

    ByteView rest() throws Unreadable {
        return view.part(at, view.length());
    }
}
