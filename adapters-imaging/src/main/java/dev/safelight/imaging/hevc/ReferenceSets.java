package dev.safelight.imaging.hevc;

import dev.safelight.imaging.codec.Unreadable;

/**
 * Which pictures a picture may refer to. A still picture refers to none, but what is said of it must be read to get to
 * what follows: of every set, only its size is kept.
 *
 * @param sizes how many pictures each of the short-term sets has
 * @param longTerm how many long-term pictures the sequence lists; −1 where there are none at all
 * @param orderBits of a picture's order count
 */
record ReferenceSets(int[] sizes, int longTerm, int orderBits) {

    private static final int MAX_SETS = 64;
    private static final int MAX_PICTURES = 16;
    private static final int MAX_LONG_TERM = 32;

    /** Within a sequence parameter set (7.3.2.2). */
    static ReferenceSets of(BitReader in, int orderBits) throws Unreadable {
        int[] sizes = new int[in.unsigned(MAX_SETS)];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = set(in, sizes, i, false);
        }
        int longTerm = -1;
        if (in.flag()) {
            longTerm = in.unsigned(MAX_LONG_TERM);
            in.skip((long) longTerm * (orderBits + 1));
        }
        return new ReferenceSets(sizes, longTerm, orderBits);
    }

    /** st_ref_pic_set(index) (7.3.7): its size. */
    private static int set(BitReader in, int[] sizes, int index, boolean inSlice) throws Unreadable {
        if (index == 0 || !in.flag()) {
            int negative = in.unsigned(MAX_PICTURES);
            int positive = in.unsigned(MAX_PICTURES - negative);
            for (int i = 0; i < negative + positive; i++) {
                in.skipUnsigned();
                in.skip(1);
            }
            return negative + positive;
        }
        int back = inSlice ? in.unsigned(index - 1) + 1 : 1;
        in.skip(1);
        in.skipUnsigned();
        int size = 0;
        for (int i = 0; i <= sizes[index - back]; i++) {
            boolean used = in.flag();
            if (used || in.flag()) {
                size++;
            }
        }
        if (size > MAX_PICTURES) {
            throw Unreadable.corrupt("a set of " + size + " reference pictures");
        }
        return size;
    }

    /** What the header of a slice says of them (7.3.6.1), from slice_pic_order_cnt_lsb on. */
    void skipInSlice(BitReader in) throws Unreadable {
        in.skip(orderBits);
        if (!in.flag()) {
            set(in, sizes, sizes.length, true);
        } else if (sizes.length > 1) {
            in.skip(bitsFor(sizes.length));
        }
        if (longTerm >= 0) {
            skipLongTerm(in);
        }
    }

    private void skipLongTerm(BitReader in) throws Unreadable {
        int listed = longTerm > 0 ? in.unsigned(longTerm) : 0;
        int own = in.unsigned(MAX_LONG_TERM);
        for (int i = 0; i < listed + own; i++) {
            if (i >= listed) {
                in.skip(orderBits + 1L);
            } else if (longTerm > 1) {
                in.skip(bitsFor(longTerm));
            }
            if (in.flag()) {
                in.skipUnsigned();
            }
        }
    }

    /** Ceil(Log2(count)). */
    static int bitsFor(int count) {
        return 32 - Integer.numberOfLeadingZeros(count - 1);
    }
}
