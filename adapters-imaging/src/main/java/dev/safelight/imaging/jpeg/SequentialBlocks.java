package dev.safelight.imaging.jpeg;

import dev.safelight.imaging.codec.Unreadable;
import java.util.Arrays;

/** Blocks that are coded whole (T.81, section F.2.2): baseline and extended sequential. */
final class SequentialBlocks implements BlockDecoder {

    private final BitReader bits;
    private final HuffmanTable[] dc;
    private final HuffmanTable[] ac;
    private final BlockSink[] sinks;
    private final int[] predictions;
    private final short[] block = new short[64];

    /** @param sinks for each part of the scan */
    SequentialBlocks(BitReader bits, Scan scan, Tables tables, BlockSink[] sinks) throws Unreadable {
        int parts = scan.parts().size();
        this.bits = bits;
        this.dc = new HuffmanTable[parts];
        this.ac = new HuffmanTable[parts];
        this.sinks = sinks;
        this.predictions = new int[parts];
        for (int i = 0; i < parts; i++) {
            dc[i] = tables.dc(scan.parts().get(i).dc());
            ac[i] = tables.ac(scan.parts().get(i).ac());
        }
    }

    @Override
    public void restart() {
        Arrays.fill(predictions, 0);
    }

    @Override
    public void block(int part, int x, int y) throws Unreadable {
        BlockSink sink = sinks[part];
        int[] steps = sink.steps();
        bits.fill();
        predictions[part] += bits.number(bits.entry(dc[part]));
        block[0] = (short) (predictions[part] * steps[0]);
        sink.accept(x, y, block, 1 | alternating(ac[part], steps));
    }

    /**
     * The 63 coefficients behind the mean (F.2.2.2). Half of all time goes here: the reader's state is in locals, and
     * {@link BitReader#fill}, {@link BitReader#entry} and {@link BitReader#number} are written out.
     *
     * @return which are not 0
     */
    private long alternating(HuffmanTable table, int[] steps) throws Unreadable {
        byte[] bytes = bits.bytes;
        int limit = bits.limit;
        long window = bits.window;
        int count = bits.count;
        int at = bits.at;
        int[] lookup = table.lookup;
        long mask = 0;
        int k = 1;
        while (k < 64) {
            if (count < BitReader.ENOUGH) {
                if (at >= limit) {
                    throw bits.exhausted();
                }
                window |= (long) BitReader.LONGS.get(bytes, at) >>> count;
                int taken = (63 - count) >>> 3;
                at += taken;
                count += taken << 3;
            }
            int entry = lookup[(int) (window >>> HuffmanTable.LOOKUP_SHIFT)];
            if ((entry & 63) == 0) {
                entry = table.longCode(window);
            }
            window <<= entry; // by its lowest six bits
            count -= entry & 63;
            int number = entry >> 16;
            int run = entry >>> 6 & 15;
            if (number == 0) {
                int size = entry >>> 10 & 15;
                if (size == 0) {
                    if (run != 15) {
                        break; // the end of the block
                    }
                    k += 16;
                    continue;
                }
                int positive = (int) (window >> 63);
                number = (int) (window >>> (64 - size)) - ((1 << size) - 1 & ~positive);
                window <<= size;
                count -= size;
            }
            k += run;
            if (k > 63) {
                throw Unreadable.corrupt("more than 64 coefficients");
            }
            mask |= 1L << k;
            block[Zigzag.NATURAL[k]] = (short) (number * steps[k]);
            k++;
        }
        bits.window = window;
        bits.count = count;
        bits.at = at;
        return mask;
    }
}
