package dev.safelight.application.download;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * The records of a ZIP file, after PKWARE's APPNOTE.TXT 6.3.10, whose sections are named below: stored entries with UTF-8
 * names whose lengths are known beforehand, and the larger fields of ZIP64 exactly where the usual ones do not suffice.
 */
final class ZipFormat {

    /** From here on a field of four bytes says that the value is elsewhere (4.4.1.4). */
    static final long LARGE = 0xFFFF_FFFFL;

    /** From so many entries on the field of two bytes says so. */
    static final int MANY = 0xFFFF;

    /** 4.4.3: 1.0 is the least, and 4.5 has the extensions of ZIP64. */
    private static final short PLAIN_VERSION = 10;

    private static final short ZIP64_VERSION = 45;

    /** 4.4.2: made on UNIX, which is why the attributes are a UNIX mode. */
    private static final short MADE_ON_UNIX = 3 << 8;

    /** 4.4.15 leaves them to the system: a regular file, {@code rw-r--r--}. */
    private static final int REGULAR_FILE = 0100644 << 16;

    /** 4.4.4, bit 11: the name is in UTF-8. No other is set, above all not bit 3: the lengths are before the bytes. */
    private static final short UTF_8_NAMES = 1 << 11;

    private static final short STORED = 0;
    private static final short ZIP64_FIELD = 0x0001;

    /** 4.6.1; Info-ZIP's "extended timestamp", in UTC, where 4.4.6 has local time in steps of two seconds. */
    private static final short TIMESTAMP_FIELD = 0x5455;

    private static final int TIMESTAMP_LENGTH = 9;

    private static final LocalDateTime EARLIEST = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final LocalDateTime LATEST = LocalDateTime.of(2107, 12, 31, 23, 59, 58);

    /** A file of the archive. {@code offset} is where its local header begins. */
    record Filed(byte[] name, Instant modified, long size, int crc32, long offset) {

        static Filed of(String name, Instant modified, long size, int crc32, long offset) {
            return new Filed(name.getBytes(UTF_8), modified, size, crc32, offset);
        }

        boolean isLarge() {
            return size >= LARGE;
        }

        boolean isFar() {
            return offset >= LARGE;
        }

        private boolean isStamped() {
            return modified.getEpochSecond() == (int) modified.getEpochSecond();
        }

        private short version() {
            return isLarge() || isFar() ? ZIP64_VERSION : PLAIN_VERSION;
        }
    }

    private ZipFormat() {}

    /** 4.3.7: goes before the bytes of the file. With ZIP64 it has both lengths, whichever is the longer (4.5.3). */
    static byte[] localHeader(Filed file) {
        int zip64 = file.isLarge() ? 20 : 0;
        int stamp = file.isStamped() ? TIMESTAMP_LENGTH : 0;
        byte[] header = new byte[30 + file.name().length + zip64 + stamp];
        ByteBuffer out = into(header).putInt(0x04034b50).putShort(file.isLarge() ? ZIP64_VERSION : PLAIN_VERSION);
        putCommon(out, file);
        out.putShort((short) (zip64 + stamp)).put(file.name());
        if (file.isLarge()) {
            out.putShort(ZIP64_FIELD).putShort((short) 16).putLong(file.size()).putLong(file.size());
        }
        putTimestamp(out, file);
        return header;
    }

    /** 4.3.12: one of the central directory. ZIP64 has only what is too large for its place, in this order (4.5.3). */
    static byte[] centralHeader(Filed file) {
        int zip64 = (file.isLarge() ? 16 : 0) + (file.isFar() ? 8 : 0);
        int extra = (zip64 > 0 ? 4 + zip64 : 0) + (file.isStamped() ? TIMESTAMP_LENGTH : 0);
        byte[] header = new byte[46 + file.name().length + extra];
        ByteBuffer out = into(header)
                .putInt(0x02014b50)
                .putShort((short) (MADE_ON_UNIX | file.version()))
                .putShort(file.version());
        putCommon(out, file);
        out.putShort((short) extra)
                .putShort((short) 0) // no comment
                .putShort((short) 0) // on the first disk
                .putShort((short) 0) // no text, as far as we know
                .putInt(REGULAR_FILE)
                .putInt(field(file.offset()))
                .put(file.name());
        if (zip64 > 0) {
            out.putShort(ZIP64_FIELD).putShort((short) zip64);
        }
        if (file.isLarge()) {
            out.putLong(file.size()).putLong(file.size());
        }
        if (file.isFar()) {
            out.putLong(file.offset());
        }
        putTimestamp(out, file);
        return header;
    }

    /** What both headers have in the same order: 4.4.4 to 4.4.10. */
    private static void putCommon(ByteBuffer out, Filed file) {
        LocalDateTime time = dosTime(file.modified());
        out.putShort(UTF_8_NAMES)
                .putShort(STORED)
                .putShort((short) ((time.getHour() << 11) | (time.getMinute() << 5) | (time.getSecond() / 2)))
                .putShort((short) (((time.getYear() - 1980) << 9) | (time.getMonthValue() << 5) | time.getDayOfMonth()))
                .putInt(file.crc32())
                .putInt(field(file.size()))
                .putInt(field(file.size()))
                .putShort((short) file.name().length);
    }

    private static void putTimestamp(ByteBuffer out, Filed file) {
        if (file.isStamped()) {
            out.putShort(TIMESTAMP_FIELD)
                    .putShort((short) (TIMESTAMP_LENGTH - 4))
                    .put((byte) 1) // only when it was changed
                    .putInt((int) file.modified().getEpochSecond());
        }
    }

    /** Within what the two fields can say: 1980 to 2107. */
    private static LocalDateTime dosTime(Instant time) {
        if (time.isBefore(EARLIEST.toInstant(ZoneOffset.UTC))) {
            return EARLIEST;
        }
        return time.isAfter(LATEST.toInstant(ZoneOffset.UTC)) ? LATEST : LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    }

    /**
     * What ends the file: 4.3.16, after 4.3.14 and 4.3.15 where a number of it is too large for its place.
     *
     * @param directory where the central directory begins
     * @param length of the central directory
     */
    static byte[] end(long entries, long directory, long length) {
        boolean zip64 = entries >= MANY || directory >= LARGE || length >= LARGE;
        byte[] end = new byte[zip64 ? 56 + 20 + 22 : 22];
        ByteBuffer out = into(end);
        if (zip64) {
            putZip64End(out, entries, directory, length);
        }
        short count = (short) Math.min(entries, MANY);
        out.putInt(0x06054b50)
                .putShort((short) 0) // this disk is the first
                .putShort((short) 0) // and has the directory
                .putShort(count)
                .putShort(count)
                .putInt(field(length))
                .putInt(field(directory))
                .putShort((short) 0); // no comment
        return end;
    }

    private static void putZip64End(ByteBuffer out, long entries, long directory, long length) {
        out.putInt(0x06064b50)
                .putLong(56 - 12) // the length of what comes after this field
                .putShort((short) (MADE_ON_UNIX | ZIP64_VERSION))
                .putShort(ZIP64_VERSION)
                .putInt(0)
                .putInt(0)
                .putLong(entries)
                .putLong(entries)
                .putLong(length)
                .putLong(directory);
        out.putInt(0x07064b50)
                .putInt(0)
                .putLong(directory + length) // where the record before begins
                .putInt(1); // disk in all
    }

    /** The value, or the sign that it is elsewhere. */
    private static int field(long value) {
        return (int) Math.min(value, LARGE);
    }

    /** 4.4.1.1: the lower byte comes first. */
    private static ByteBuffer into(byte[] record) {
        return ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
    }
}
