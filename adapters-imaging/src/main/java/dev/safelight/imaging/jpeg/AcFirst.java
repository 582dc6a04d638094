package dev.safelight.imaging.jpeg;

import dev.safelight.imaging.codec.Unreadable;

/** The upper bits of a band of coefficients (T.81, section G.1.2.2). Blocks without any are counted, not coded. */
final class AcFirst implements BlockDecoder {

    private final BitReader bits;
    private final HuffmanTable table;
    private final DenseBlocks blocks;
    private final int first;
    private final int last;
    private final int low;
    private int emptyBlocks;

    AcFirst(BitReader bits, Scan scan, HuffmanTable table, DenseBlocks blocks) {
        this.bits = bits;
        this.table = table;
        this.blocks = blocks;
        this.first = scan.first();
        this.last = scan.last();
        this.low = scan.low();
    }

    @Override
    public void restart() {
        emptyBlocks = 0;
    }

    @Override
    public void block(int part, int x, int y) throws Unreadable {
        if (emptyBlocks > 0) {
            emptyBlocks--;
        } else {
            band(blocks.index(x, y));
        }
    }

    private void band(int index) throws Unreadable {
        int from = index * blocks.kept;
        byte[] slots = blocks.slots;
        long mask = 0;
        int k = first;
        while (k <= last) {
            bits.fill();
            int entry = bits.entry(table);
            int number = bits.number(entry);
            int run = entry >>> 6 & 15;
            if (number == 0 && run < 15) {
                emptyBlocks = (1 << run) - 1 + (run == 0 ? 0 : bits.take(run));
                break;
            }
            k += run;
            if (number != 0) {
                if (k > last) {
                    throw Unreadable.corrupt("a coefficient outside its band");
                }
                mask |= 1L << k;
                if (slots[k] >= 0) {
                    blocks.values[from + slots[k]] = (short) (number << low);
                }
            }
            k++;
        }
        blocks.masks[index] |= mask;
    }
}
