package dev.safelight.imaging.hevc;

import dev.safelight.imaging.codec.Unreadable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The arithmetic decoder (9.3.4.3). ivlOffset is the top of a window of up to 48 bits, of which {@code spare} are not used
 * yet; the range is shifted to it instead of reading bit by bit. Not final, so that a test can make streams by answering at
 * random; one class is loaded otherwise, and every call is inlined.
 */
class Cabac {

    /** Table 9-52, by {@code pStateIdx << 2 | qRangeIdx}. */
    private static final short[] LEAST_PROBABLE = {
        128, 176, 208, 240, 128, 167, 197, 227, 128, 158, 187, 216, 123, 150, 178, 205, 116, 142, 169, 195, 111, 135,
        160, 185, 105, 128, 152, 175, 100, 122, 144, 166, 95, 116, 137, 158, 90, 110, 130, 150, 85, 104, 123, 142, 81,
        99, 117, 135, 77, 94, 111, 128, 73, 89, 105, 122, 69, 85, 100, 116, 66, 80, 95, 110, 62, 76, 90, 104, 59, 72,
        86, 99, 56, 69, 81, 94, 53, 65, 77, 89, 51, 62, 73, 85, 48, 59, 69, 80, 46, 56, 66, 76, 43, 53, 63, 72, 41, 50,
        59, 69, 39, 48, 56, 65, 37, 45, 54, 62, 35, 43, 51, 59, 33, 41, 48, 56, 32, 39, 46, 53, 30, 37, 43, 50, 29, 35,
        41, 48, 27, 33, 39, 45, 26, 31, 37, 43, 24, 30, 35, 41, 23, 28, 33, 39, 22, 27, 32, 37, 21, 26, 30, 35, 20, 24,
        29, 33, 19, 23, 27, 31, 18, 22, 26, 30, 17, 21, 25, 28, 16, 20, 23, 27, 15, 19, 22, 25, 14, 18, 21, 24, 14, 17,
        20, 23, 13, 16, 19, 22, 12, 15, 18, 21, 12, 14, 17, 20, 11, 14, 16, 19, 11, 13, 15, 18, 10, 12, 15, 17, 10, 12,
        14, 16, 9, 11, 13, 15, 9, 11, 12, 14, 8, 10, 12, 14, 8, 9, 11, 13, 7, 9, 11, 12, 7, 9, 10, 12, 7, 8, 10, 11, 6,
        8, 9, 11, 6, 7, 9, 10, 6, 7, 8, 9, 2, 2, 2, 2
    };

    /** Table 9-53, transIdxLps. */
    private static final byte[] AFTER_LEAST = {
        0, 0, 1, 2, 2, 4, 4, 5, 6, 7, 8, 9, 9, 11, 11, 12, 13, 13, 15, 15, 16, 16, 18, 18, 19, 19, 21, 21, 22, 22, 23,
        24, 24, 25, 26, 26, 27, 27, 28, 29, 29, 30, 30, 30, 31, 32, 32, 33, 33, 33, 34, 34, 35, 35, 35, 36, 36, 36, 37,
        37, 37, 38, 38, 63
    };

    /** The next state by state ({@code pStateIdx << 1 | valMps}) where the more probable symbol came. */
    private static final byte[] NEXT_MOST = new byte[128];

    /** The same where the less probable one came. */
    private static final byte[] NEXT_LEAST = new byte[128];

    static {
        for (int state = 0; state < 64; state++) {
            for (int most = 0; most < 2; most++) {
                NEXT_MOST[state << 1 | most] = (byte) ((state >= 62 ? state : state + 1) << 1 | most);
                NEXT_LEAST[state << 1 | most] = (byte) (AFTER_LEAST[state] << 1 | (state == 0 ? 1 - most : most));
            }
        }
    }

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    /** The longest escape: a prefix of 32 (9.3.3.11). */
    private static final int MAX_PREFIX = 32;

    final byte[] states = new byte[ContextTable.COUNT];

    private byte[] bytes = new byte[0];
    private int at;
    private int end;
    private long window;
    private int range;
    private int spare;

    /** Table 9-52. */
    static int leastProbable(int state, int quarter) {
        return LEAST_PROBABLE[state << 2 | quarter];
    }

    /** The state after {@code state}, {@code pStateIdx << 1 | valMps}. */
    static byte next(byte state, boolean mostProbable) {
        return mostProbable ? NEXT_MOST[state] : NEXT_LEAST[state];
    }

    /** Starts to read at a byte (9.3.2.5); contexts stay. */
    void start(byte[] data, int from, int to) throws Unreadable {
        bytes = data;
        at = from;
        end = to;
        range = 510;
        window = 0;
        spare = -9;
        refill();
    }

    /** Behind the end come zeros; who needs more than a few of them reads data that is not there. */
    private void refill() throws Unreadable {
        if (at <= end - 4) {
            window = window << 32 | ((int) INT.get(bytes, at) & 0xFFFF_FFFFL);
        } else {
            if (at >= end + 4) {
                throw Unreadable.truncated();
            }
            for (int i = at; i < at + 4; i++) {
                window = window << 8 | (i < end ? bytes[i] & 0xFF : 0);
            }
        }
        at += 4;
        spare += 32;
    }

    /** DecodeDecision (9.3.4.3.2). */
    int bin(int context) throws Unreadable {
        if (spare < 8) {
            refill();
        }
        int state = states[context];
        int least = LEAST_PROBABLE[(state >> 1) << 2 | (range >> 6 & 3)];
        int most = range - least;
        long scaled = (long) most << spare;
        if (window < scaled) {
            states[context] = NEXT_MOST[state];
            int shift = most >> 8 ^ 1;
            range = most << shift;
            spare -= shift;
            return state & 1;
        }
        window -= scaled;
        int shift = Integer.numberOfLeadingZeros(least) - 23;
        range = least << shift;
        spare -= shift;
        states[context] = NEXT_LEAST[state];
        return (state & 1) ^ 1;
    }

    boolean flag(int context) throws Unreadable {
        return bin(context) != 0;
    }

    /**
     * As many decisions as {@code from}: with the contexts at {@code base + increments[i]}, i from {@code from} down to 1. The
     * same as {@link #bin} for each, with the decoder's state in registers.
     *
     * @return bit i for the i-th
     */
    int bins(int base, byte[] increments, int from) throws Unreadable {
        byte[] contexts = states;
        int bits = 0;
        int width = range;
        int left = spare;
        long value = window;
        for (int i = from; i > 0; i--) {
            if (left < 8) {
                window = value;
                spare = left;
                refill();
                value = window;
                left = spare;
            }
            int context = base + increments[i];
            int state = contexts[context];
            int least = LEAST_PROBABLE[(state >> 1) << 2 | (width >> 6 & 3)];
            int most = width - least;
            long scaled = (long) most << left;
            if (value < scaled) {
                contexts[context] = NEXT_MOST[state];
                int shift = most >> 8 ^ 1;
                width = most << shift;
                left -= shift;
                bits |= (state & 1) << i;
            } else {
                value -= scaled;
                int shift = Integer.numberOfLeadingZeros(least) - 23;
                width = least << shift;
                left -= shift;
                contexts[context] = NEXT_LEAST[state];
                bits |= ((state & 1) ^ 1) << i;
            }
        }
        range = width;
        spare = left;
        window = value;
        return bits;
    }

    /** DecodeBypass (9.3.4.3.4). */
    int bypass() throws Unreadable {
        if (spare < 8) {
            refill();
        }
        spare--;
        long rest = window - ((long) range << spare);
        long below = rest >> 63;
        window = rest + ((long) range << spare & below);
        return 1 + (int) below;
    }

    /** @param count 0 to 32 */
    int bypass(int count) throws Unreadable {
        int bits = 0;
        int left = count;
        while (left > 0) {
            int step = Math.min(left, 16);
            bits = bits << step | bypassStep(step);
            left -= step;
        }
        return bits;
    }

    private int bypassStep(int count) throws Unreadable {
        if (spare < 17) {
            refill();
        }
        long value = window;
        int left = spare;
        long width = range;
        int bits = 0;
        for (int i = 0; i < count; i++) {
            left--;
            long rest = value - (width << left);
            long below = rest >> 63;
            value = rest + (width << left & below);
            bits = bits << 1 | 1 + (int) below;
        }
        window = value;
        spare = left;
        return bits;
    }

    /** DecodeTerminate (9.3.4.3.5). */
    private boolean terminate() throws Unreadable {
        if (spare < 8) {
            refill();
        }
        range -= 2;
        if (window >= (long) range << spare) {
            return true;
        }
        int shift = range >> 8 ^ 1;
        range <<= shift;
        spare -= shift;
        return false;
    }

    /** end_of_slice_segment_flag. */
    boolean endOfSegment() throws Unreadable {
        return terminate();
    }

    /** end_of_subset_one_bit: ends a tile or a row; what follows it starts at an entry point of its own. */
    void endOfSubset() throws Unreadable {
        if (!terminate()) {
            throw Unreadable.corrupt("end_of_subset_one_bit");
        }
    }

    /** pcm_flag. */
    boolean plain() throws Unreadable {
        return terminate();
    }

    /** Behind pcm_flag: a reader of the plain samples, which start at the next byte (9.3.2.5). */
    BitReader plainSamples(int bits) throws Unreadable {
        int from = plainStart();
        if (bits > (end - from) * 8L) {
            throw Unreadable.truncated();
        }
        return new BitReader(bytes, from, end);
    }

    /** Goes on behind {@code bits} plain bits. */
    void afterPlainSamples(int bits) throws Unreadable {
        start(bytes, plainStart() + (bits + 7) / 8, end);
    }

    /** The encoder's last bit is the last of the nine that are compared (9.3.4.3.5, 9.3.5.6): no bit was read ahead. */
    private int plainStart() {
        return (int) ((at * 8L - spare + 7) >> 3);
    }

    /**
     * coeff_abs_level_remaining (9.3.3.11).
     *
     * @return at most 2^31 − 1; corrupt streams alone get near it
     */
    int remaining(int rice) throws Unreadable {
        int prefix = 0;
        while (bypass() != 0) {
            if (++prefix > MAX_PREFIX) {
                throw Unreadable.corrupt("a coefficient too large");
            }
        }
        if (prefix <= 3) {
            return (prefix << rice) + bypass(rice);
        }
        int length = prefix - 3 + rice;
        if (length > 24) {
            throw Unreadable.corrupt("a coefficient too large");
        }
        return (((1 << (prefix - 3)) + 3 - 1) << rice) + bypass(length);
    }
}
