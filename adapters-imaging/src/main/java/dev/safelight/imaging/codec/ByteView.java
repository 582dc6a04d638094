package dev.safelight.imaging.codec;

import java.nio.charset.StandardCharsets;

/** Reads numbers at places in a file. Beyond its end the answer is {@link Unreadable}, not an exception at large. */
public record ByteView(byte[] bytes, int from, int to) {

    public static ByteView of(byte[] file) {
        return new ByteView(file, 0, file.length);
    }

    public int length() {
        return to - from;
    }

    public int u8(int at) throws Unreadable {
        need(at, 1);
        return bytes[from + at] & 0xFF;
    }

    public int u16(int at) throws Unreadable {
        need(at, 2);
        return (bytes[from + at] & 0xFF) << 8 | (bytes[from + at + 1] & 0xFF);
    }

    public long u32(int at) throws Unreadable {
        return (long) u16(at) << 16 | u16(at + 2);
    }

    public int u16Little(int at) throws Unreadable {
        return Short.toUnsignedInt(Short.reverseBytes((short) u16(at)));
    }

    public int u24Little(int at) throws Unreadable {
        return u16Little(at) | u8(at + 2) << 16;
    }

    public long u32Little(int at) throws Unreadable {
        return Integer.toUnsignedLong(Integer.reverseBytes((int) u32(at)));
    }

    public boolean has(int at, String ascii) {
        byte[] wanted = ascii.getBytes(StandardCharsets.ISO_8859_1);
        if (at < 0 || at > length() - wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (bytes[from + at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    /** The part from {@code start} to before {@code end}. */
    public ByteView part(int start, int end) throws Unreadable {
        if (start < 0 || end < start || end > length()) {
            throw Unreadable.truncated();
        }
        return new ByteView(bytes, from + start, from + end);
    }

    public byte[] copy() {
        byte[] copy = new byte[length()];
        System.arraycopy(bytes, from, copy, 0, copy.length);
        return copy;
    }

    private void need(int at, int count) throws Unreadable {
        if (at < 0 || at > length() - count) {
            throw Unreadable.truncated();
        }
    }
}
