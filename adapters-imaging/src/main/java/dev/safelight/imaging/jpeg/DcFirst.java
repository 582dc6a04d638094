package dev.safelight.imaging.jpeg;

import dev.safelight.imaging.codec.Unreadable;
import java.util.Arrays;

/** The upper bits of means, as differences (T.81, section G.1.2.1). */
final class DcFirst implements BlockDecoder {

    private final BitReader bits;
    private final HuffmanTable[] tables;
    private final DenseBlocks[] parts;
    private final int[] predictions;
    private final int low;

    DcFirst(BitReader bits, Scan scan, Tables tables, DenseBlocks[] parts) throws Unreadable {
        this.bits = bits;
        this.parts = parts;
        this.low = scan.low();
        this.predictions = new int[parts.length];
        this.tables = new HuffmanTable[parts.length];
        for (int i = 0; i < parts.length; i++) {
            this.tables[i] = tables.dc(scan.parts().get(i).dc());
        }
    }

    @Override
    public void block(int part, int x, int y) throws Unreadable {
        DenseBlocks blocks = parts[part];
        bits.fill();
        predictions[part] += bits.number(bits.entry(tables[part]));
        blocks.values[blocks.index(x, y) * blocks.kept] = (short) (predictions[part] << low);
    }

    @Override
    public void restart() {
        Arrays.fill(predictions, 0);
    }
}
