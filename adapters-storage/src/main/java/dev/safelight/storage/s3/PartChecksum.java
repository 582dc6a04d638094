package dev.safelight.storage.s3;

import dev.safelight.domain.image.Sha256;
import io.minio.messages.Part;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * By what a store tells whether a part came as it was sent; the first that it checks is taken. They guard against
 * accidents, for which four bytes do and cost next to nothing; against people there is TLS.
 */
public enum PartChecksum {
    CRC32C("x-amz-checksum-crc32c") {
        @Override
        byte[] hash(byte[] bytes, int length) {
            CRC32C crc = new CRC32C();
            crc.update(bytes, 0, length);
            return ByteBuffer.allocate(Integer.BYTES)
                    .putInt((int) crc.getValue())
                    .array();
        }

        @Override
        Part part(int number, String etag, String checksum) {
            return new Part(number, etag, null, checksum, null, null, null);
        }
    },
    SHA256("x-amz-checksum-sha256") {
        @Override
        byte[] hash(byte[] bytes, int length) {
            return digest(Sha256.digest(), bytes, length);
        }

        @Override
        Part part(int number, String etag, String checksum) {
            return new Part(number, etag, null, null, null, null, checksum);
        }
    },
    /** The older one, which every store checks. */
    MD5("Content-MD5") {
        @Override
        byte[] hash(byte[] bytes, int length) {
            try {
                return digest(MessageDigest.getInstance("MD5"), bytes, length);
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("every Java platform has MD5", impossible);
            }
        }

        @Override
        Part part(int number, String etag, String checksum) {
            return new Part(number, etag);
        }

        @Override
        Map<String, String> announcement() {
            return Map.of();
        }
    };

    private final String header;

    PartChecksum(String header) {
        this.header = header;
    }

    /** The header that goes with a part, and its value. */
    String header() {
        return header;
    }

    String of(byte[] bytes, int length) {
        return Base64.getEncoder().encodeToString(hash(bytes, length));
    }

    /** What the beginning of an upload has to say of it. */
    Map<String, String> announcement() {
        return Map.of("x-amz-checksum-algorithm", name());
    }

    abstract byte[] hash(byte[] bytes, int length);

    /** A line of the completion. */
    abstract Part part(int number, String etag, String checksum);

    private static byte[] digest(MessageDigest digest, byte[] bytes, int length) {
        digest.update(bytes, 0, length);
        return digest.digest();
    }
}
