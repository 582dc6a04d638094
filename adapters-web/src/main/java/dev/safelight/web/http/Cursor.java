package dev.safelight.web.http;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;

/** Where a page of a list ended, in a form that invites nobody to compute with it. */
public final class Cursor {

    private static final byte VERSION = 1;

    private Cursor() {}

    public static String of(long fileId) {
        byte[] bytes = ByteBuffer.allocate(9).put(VERSION).putLong(fileId).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Empty for what {@link #of} never made. */
    public static Optional<Long> parse(String cursor) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            boolean ours = bytes.remaining() == 9 && bytes.get() == VERSION;
            return ours ? Optional.of(bytes.getLong()).filter(fileId -> fileId > 0) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
