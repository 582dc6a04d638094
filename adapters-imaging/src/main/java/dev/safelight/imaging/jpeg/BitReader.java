package dev.safelight.imaging.jpeg;

import dev.safelight.imaging.codec.Unreadable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Bits of coded data from one marker to the next. The stuffing is taken out beforehand (T.81, section B.1.1.5), so that the
 * hot loops can read eight bytes at a time and need not look for markers. Zeros follow the data; whoever takes them for
 * data is told soon after, and for certain by {@link #finish}.
 *
 * <p>The fields are for those loops, which keep them in locals while they decode a block: {@link #window} begins with
 * the next {@link #count} bits (what lies behind is right or zero), {@link #at} is where the next byte comes from.
 */
final class BitReader {

    /** Eight bytes as one number, the first of them highest. */
    static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** With fewer bits in the window it is filled. A code (16) and its number (15) fit into it. */
    static final int ENOUGH = 32;

    private static final int PADDING = 16;

    private final byte[] file;

    byte[] bytes = new byte[PADDING];
    long window;
    int count;
    int at;

    /** From here on nothing but zeros can be read. */
    int limit;

    private int length;
    private int end;

    BitReader(byte[] file) {
        this.file = file;
    }

    /** Begins anew with the data from {@code from} to the next marker. */
    void open(int from) {
        window = 0;
        count = 0;
        at = 0;
        end = from;
        length = 0;
        copy();
        Arrays.fill(bytes, length, length + PADDING, (byte) 0);
        limit = length + PADDING / 2;
    }

    /** Leaves out the zero behind each 0xFF, and the 0xFFs that may fill up to a marker. */
    private void copy() {
        while (true) {
            int special = find0xFF(end);
            int plain = special - end;
            need(plain + 1);
            System.arraycopy(file, end, bytes, length, plain);
            length += plain;
            int next = special;
            while (next < file.length && file[next] == (byte) 0xFF) {
                next++;
            }
            if (next == file.length || file[next] != 0) {
                end = Math.max(special, next - 1);
                return;
            }
            bytes[length++] = (byte) 0xFF;
            end = next + 1;
        }
    }

    private int find0xFF(int from) {
        int i = from;
        while (i < file.length - 8 && !has0xFF((long) LONGS.get(file, i))) {
            i += 8;
        }
        while (i < file.length && file[i] != (byte) 0xFF) {
            i++;
        }
        return i;
    }

    /** As one looks for a zero byte in the complement. */
    private static boolean has0xFF(long eight) {
        return (~eight - 0x0101010101010101L & eight & 0x8080808080808080L) != 0;
    }

    private void need(int more) {
        if (length + more + PADDING > bytes.length) {
            bytes = Arrays.copyOf(
                    bytes, Math.max(length + more + PADDING, Math.min(file.length + PADDING, 2 * length)));
        }
    }

    /**
     * Begins anew behind a restart marker (E.2.4). A decoder that only warns would look for the best place to go on; we
     * do not pass on pictures with holes.
     *
     * @param number that the marker must have, 0 to 7
     */
    void restart(int number) throws Unreadable {
        finish();
        if (end >= file.length - 1) {
            throw Unreadable.truncated();
        }
        if ((file[end + 1] & 255) != Marker.RST0 + number) {
            throw Unreadable.corrupt("no restart where it is due");
        }
        open(end + 2);
    }

    /**
     * Where the data ends: the place of the next marker, or the end of the file.
     *
     * @throws Unreadable when more was read than was there
     */
    int finish() throws Unreadable {
        if (8L * at - count > 8L * length) {
            throw exhausted();
        }
        return end;
    }

    Unreadable exhausted() {
        return end >= file.length - 1 ? Unreadable.truncated() : Unreadable.corrupt("too little coded data");
    }

    /** Sees to it that the window holds {@link #ENOUGH} bits. */
    void fill() throws Unreadable {
        if (count < ENOUGH) {
            if (at >= limit) {
                throw exhausted();
            }
            window |= (long) LONGS.get(bytes, at) >>> count;
            int taken = (63 - count) >>> 3;
            at += taken;
            count += taken << 3;
        }
    }

    /** Finds the next code in {@code table} and returns its entry. There must be enough in the window. */
    int entry(HuffmanTable table) throws Unreadable {
        int entry = table.lookup[(int) (window >>> HuffmanTable.LOOKUP_SHIFT)];
        if ((entry & 63) == 0) {
            entry = table.longCode(window);
        }
        drop(entry & 63);
        return entry;
    }

    /** The number that belongs to an entry, read now if it was not in it. */
    int number(int entry) {
        int size = entry >>> 10 & 15;
        return size == 0 ? entry >> 16 : HuffmanTable.number(take(size), size);
    }

    /** @param bits 1 to 16, which must be in the window */
    int take(int bits) {
        int taken = (int) (window >>> (64 - bits));
        drop(bits);
        return taken;
    }

    private void drop(int bits) {
        window <<= bits;
        count -= bits;
    }
}
