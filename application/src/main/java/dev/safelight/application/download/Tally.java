package dev.safelight.application.download;

import dev.safelight.domain.image.Sha256;
import java.security.MessageDigest;
import java.util.zip.CRC32;

/** Counts and hashes bytes as they pass. */
final class Tally {

    /** What passed. */
    record Sums(long size, int crc32, Sha256 sha256) {}

    private final CRC32 crc32 = new CRC32();
    private final MessageDigest sha256 = Sha256.digest();
    private long size;

    void add(byte[] bytes, int offset, int length) {
        crc32.update(bytes, offset, length);
        sha256.update(bytes, offset, length);
        size += length;
    }

    long size() {
        return size;
    }

    /** Once: the hash begins anew by it. */
    Sums sums() {
        return new Sums(size, (int) crc32.getValue(), Sha256.of(sha256));
    }
}
