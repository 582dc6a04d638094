package dev.safelight.imaging.hevc;

import dev.safelight.imaging.codec.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Answers whatever the decoder asks at random, and writes the stream that would have made it ask so: the decoder's own
 * syntax makes streams with every tool there is.
 */
final class RandomCabac extends Cabac {

    private final Random random;
    private final boolean[] ends;
    private final List<byte[]> subsets = new ArrayList<>();
    private CabacWriter writer = new CabacWriter();
    private int trees;
    private int ones;

    /** @param ends by turn of the tree: whether a segment ends with it */
    RandomCabac(Random random, boolean[] ends) {
        this.random = random;
        this.ends = ends;
    }

    /** The parts of the segment that ended last. */
    List<byte[]> takeSubsets() {
        List<byte[]> taken = List.copyOf(subsets);
        subsets.clear();
        return taken;
    }

    @Override
    void start(byte[] data, int from, int to) {
        writer = new CabacWriter();
    }

    @Override
    int bin(int context) {
        int value = random.nextInt(100) < likelihood(context) ? 1 : 0;
        writer.bin(states, context, value);
        return value;
    }

    /** Of a one, in percent: small coefficients, few of them. */
    private static int likelihood(int context) {
        if (context >= ContextTable.GREATER_1 && context < ContextTable.CROSS_SCALE) {
            return 35;
        }
        if (context >= ContextTable.SIGNIFICANT && context < ContextTable.GREATER_1) {
            return 20;
        }
        if (context >= ContextTable.CODED_SUB_BLOCK && context < ContextTable.SIGNIFICANT) {
            return 30;
        }
        return switch (context) {
            case ContextTable.BYPASS -> 25;
            case ContextTable.SAO_MERGE -> 30;
            case ContextTable.SPLIT_CODING, ContextTable.SPLIT_CODING + 1, ContextTable.SPLIT_CODING + 2 -> 65;
            default -> 50;
        };
    }

    @Override
    int bins(int base, byte[] increments, int from) {
        int bits = 0;
        for (int i = from; i > 0; i--) {
            bits |= bin(base + increments[i]) << i;
        }
        return bits;
    }

    /** Never many ones in a row: escapes stay within what a stream may hold. */
    @Override
    int bypass() {
        int value = ones < 4 ? random.nextInt(2) : 0;
        ones = value == 0 ? 0 : ones + 1;
        writer.bypass(value);
        return value;
    }

    @Override
    int bypass(int count) {
        int bits = 0;
        for (int i = 0; i < count; i++) {
            int value = random.nextInt(2);
            writer.bypass(value);
            bits = bits << 1 | value;
        }
        return bits;
    }

    @Override
    boolean endOfSegment() {
        boolean end = ends[trees++];
        writer.terminate(end);
        if (end) {
            subsets.add(writer.toBytes());
        }
        return end;
    }

    @Override
    void endOfSubset() {
        writer.terminate(true);
        subsets.add(writer.toBytes());
    }

    @Override
    boolean plain() {
        boolean plain = random.nextInt(4) == 0;
        writer.terminate(plain);
        return plain;
    }

    @Override
    BitReader plainSamples(int bits) throws Unreadable {
        byte[] samples = new byte[(bits + 7) / 8];
        random.nextBytes(samples);
        BitReader copied = new BitReader(samples, 0, samples.length);
        BitWriter plain = writer.plain();
        for (int i = 0; i < bits; i++) {
            plain.flag(copied.flag());
        }
        plain.padded();
        return new BitReader(samples, 0, samples.length);
    }

    @Override
    void afterPlainSamples(int bits) {
        // the writer started anew already
    }
}
