package dev.safelight.imaging.hevc;

import dev.safelight.imaging.codec.Unreadable;
import java.util.Arrays;

/**
 * A NAL unit without emulation prevention (7.3.1.1).
 *
 * @param bytes with the two bytes of its header
 * @param removed where in the unit, as it was stored, a byte was taken out, in ascending order
 */
record NalUnit(int type, int layer, byte[] bytes, int[] removed) {

    static final int IDR_W_RADL = 19;
    static final int IDR_N_LP = 20;
    static final int VPS = 32;
    static final int SPS = 33;
    static final int PPS = 34;

    private static final int[] NONE = {};

    static NalUnit of(byte[] file, int from, int to) throws Unreadable {
        if (to - from < 2) {
            throw Unreadable.corrupt("a NAL unit without a header");
        }
        if ((file[from] & 0x80) != 0) {
            throw Unreadable.corrupt("forbidden_zero_bit");
        }
        int type = file[from] >> 1 & 63;
        int layer = (file[from] & 1) << 5 | (file[from + 1] & 0xFF) >> 3;
        int[] removed = NONE;
        int count = 0;
        byte[] bytes = new byte[to - from];
        int length = 0;
        int copied = from;
        int zeros = 0;
        for (int i = from; i < to; i++) {
            byte value = file[i];
            if (value == 3 && zeros >= 2) {
                System.arraycopy(file, copied, bytes, length, i - copied);
                length += i - copied;
                copied = i + 1;
                removed = count == removed.length ? Arrays.copyOf(removed, Math.max(8, 2 * count)) : removed;
                removed[count++] = i - from;
                zeros = 0;
            } else {
                zeros = value == 0 ? zeros + 1 : 0;
            }
        }
        System.arraycopy(file, copied, bytes, length, to - copied);
        return new NalUnit(type, layer, Arrays.copyOf(bytes, length + to - copied), Arrays.copyOf(removed, count));
    }

    /** Slice segments of pictures that may be decoded: 0 to 9 and 16 to 21 (table 7-1). */
    boolean isSlice() {
        return type <= 9 || (type >= 16 && type <= 21);
    }

    /** BLA, IDR, CRA and those reserved beside them. */
    boolean isRandomAccess() {
        return type >= 16 && type <= 23;
    }

    boolean isIdr() {
        return type == IDR_W_RADL || type == IDR_N_LP;
    }

    BitReader reader() {
        return new BitReader(bytes, 2, bytes.length);
    }

    /** Where a byte is in the unit as it was stored. */
    int stored(int position) {
        int stored = position;
        for (int gap : removed) {
            if (gap > stored) {
                break;
            }
            stored++;
        }
        return stored;
    }

    /** Where a byte of the unit as it was stored is in {@link #bytes}. */
    int position(long stored) {
        int found = Arrays.binarySearch(removed, (int) Math.min(Integer.MAX_VALUE, stored));
        int before = found < 0 ? -1 - found : found;
        return (int) Math.min(bytes.length, stored - before);
    }
}
