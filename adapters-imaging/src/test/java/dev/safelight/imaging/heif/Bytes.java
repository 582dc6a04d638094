package dev.safelight.imaging.heif;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes boxes and their fields. */
final class Bytes {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static Bytes of() {
        return new Bytes();
    }

    static byte[] box(String type, byte[]... parts) {
        byte[] body = joined(parts);
        return of().u32(8 + body.length).text(type).raw(body).toArray();
    }

    static byte[] full(String type, int version, int flags, byte[]... parts) {
        return box(type, of().u32((long) version << 24 | flags).toArray(), joined(parts));
    }

    static byte[] joined(byte[]... parts) {
        Bytes all = of();
        for (byte[] part : parts) {
            all.raw(part);
        }
        return all.toArray();
    }

    Bytes u8(int value) {
        out.write(value);
        return this;
    }

    Bytes u16(int value) {
        return u8(value >> 8).u8(value);
    }

    Bytes u32(long value) {
        return u16((int) (value >> 16)).u16((int) value);
    }

    Bytes text(String ascii) {
        return raw(ascii.getBytes(StandardCharsets.ISO_8859_1));
    }

    Bytes raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    byte[] toArray() {
        return out.toByteArray();
    }
}
