package dev.safelight.imaging.jpeg;

import dev.safelight.imaging.codec.Unreadable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Sequential scans are kept as coefficients. */
final class SparseSinks implements Scans.Target {

    private static final int[] ONES = ones();

    private final @Nullable Sink[] sinks;

    SparseSinks(Frame frame) {
        this.sinks = new Sink[frame.components().size()];
    }

    private static int[] ones() {
        int[] ones = new int[64];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Override
    public BlockDecoder decoder(Scan scan, Tables tables, BitReader bits) throws Unreadable {
        BlockSink[] ofScan = new BlockSink[scan.parts().size()];
        for (int i = 0; i < ofScan.length; i++) {
            Component component = scan.parts().get(i).component();
            Sink sink = sinks[component.index()];
            if (sink == null) {
                sink = new Sink(component, tables.quantiser(component.quantiser()));
                sinks[component.index()] = sink;
            }
            ofScan[i] = sink;
        }
        return new SequentialBlocks(bits, scan, tables, ofScan);
    }

    Quantised quantised(int component) throws Unreadable {
        Sink sink = sinks[component];
        if (sink == null) {
            throw Unreadable.truncated();
        }
        for (SparseBlocks.Row row : sink.rows) {
            row.end();
        }
        return new Quantised(sink.blocks, sink.quantiser);
    }

    /** As many rows are open as an MCU has. */
    private static final class Sink implements BlockSink {
        private final SparseBlocks blocks;
        private final SparseBlocks.Row[] rows;
        private final int[] quantiser;

        Sink(Component component, int[] quantiser) {
            this.blocks = new SparseBlocks(component.paddedAcross(), component.paddedDown());
            this.quantiser = quantiser.clone();
            this.rows = new SparseBlocks.Row[component.down()];
            Arrays.setAll(rows, _ -> blocks.new Row());
        }

        @Override
        public int[] steps() {
            return ONES;
        }

        @Override
        public void accept(int x, int y, short[] block, long mask) {
            SparseBlocks.Row row = rows[y % rows.length];
            row.turnTo(y);
            row.add(x, block, mask);
            Arrays.fill(block, (short) 0);
        }
    }
}
