package dev.safelight.queue.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** The scripts, one file each; what they take, give and do when they run twice stands at their heads. */
enum RedisScript {
    ENQUEUE,
    CLAIM,
    COMPLETE,
    EXTEND,
    RELEASE,
    NEXT,
    DEPTH,
    DEAD,
    REDRIVE,
    RESUME,
    PROBE;

    private final String text;
    private final String digest;

    RedisScript() {
        this.text = read(name().toLowerCase(Locale.ROOT) + ".lua");
        this.digest = sha1(text);
    }

    String text() {
        return text;
    }

    /** By which a server that has run it once knows it. */
    String digest() {
        return digest;
    }

    private static String read(String file) {
        try (InputStream in = RedisScript.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing in this jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String sha1(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
