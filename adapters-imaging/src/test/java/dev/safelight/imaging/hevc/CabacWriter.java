package dev.safelight.imaging.hevc;

/** The arithmetic encoder (9.3.5), bit by bit as the standard draws it. */
final class CabacWriter {

    private final BitWriter bits = new BitWriter();

    private int low;
    private int range = 510;
    private boolean first = true;
    private int outstanding;

    void bin(byte[] states, int context, int value) {
        int state = states[context] >> 1;
        int most = states[context] & 1;
        int least = Cabac.leastProbable(state, range >> 6 & 3);
        range -= least;
        if (value == most) {
            states[context] = Cabac.next(states[context], true);
        } else {
            low += range;
            range = least;
            states[context] = Cabac.next(states[context], false);
        }
        renormalise();
    }

    void bypass(int value) {
        low <<= 1;
        if (value != 0) {
            low += range;
        }
        if (low >= 1024) {
            put(1);
            low -= 1024;
        } else if (low < 512) {
            put(0);
        } else {
            low -= 512;
            outstanding++;
        }
    }

    void terminate(boolean end) {
        range -= 2;
        if (end) {
            low += range;
            range = 2;
            renormalise();
            put(low >> 9 & 1);
            bits.bits((low >> 7 & 3) | 1, 2);
        } else {
            renormalise();
        }
    }

    /** Behind a terminating bin: plain bits, from the next byte on; then the encoder starts anew. */
    BitWriter plain() {
        low = 0;
        range = 510;
        first = true;
        outstanding = 0;
        return bits.padded();
    }

    byte[] toBytes() {
        return bits.padded().toBytes();
    }

    private void renormalise() {
        while (range < 256) {
            if (low < 256) {
                put(0);
            } else if (low >= 512) {
                low -= 512;
                put(1);
            } else {
                low -= 256;
                outstanding++;
            }
            range <<= 1;
            low <<= 1;
        }
    }

    private void put(int bit) {
        if (first) {
            first = false;
        } else {
            bits.bits(bit, 1);
        }
        for (; outstanding > 0; outstanding--) {
            bits.bits(1 - bit, 1);
        }
    }
}
