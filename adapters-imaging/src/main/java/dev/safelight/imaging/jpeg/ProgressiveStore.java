package dev.safelight.imaging.jpeg;

import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Unreadable;
import org.jspecify.annotations.Nullable;

/** Progressive scans (T.81, annex G) each add to the coefficients of a whole picture, which is kept until the last. */
final class ProgressiveStore implements Scans.Target {

    private final Frame frame;
    private final int side;
    private final @Nullable DenseBlocks[] blocks;

    ProgressiveStore(Frame frame, int scale) {
        this.frame = frame;
        this.side = 8 / scale;
        this.blocks = new DenseBlocks[frame.components().size()];
    }

    /** What it takes: two bytes for each sample of the result and eight for each block, filled up to whole MCUs. */
    static long bytes(Frame frame, int scale) {
        return frame.components().stream()
                .mapToLong(component -> DenseBlocks.bytes(component, 8 / scale))
                .sum();
    }

    @Override
    public BlockDecoder decoder(Scan scan, Tables tables, BitReader bits) throws Unreadable {
        DenseBlocks[] parts = new DenseBlocks[scan.parts().size()];
        for (int i = 0; i < parts.length; i++) {
            Component component = scan.parts().get(i).component();
            DenseBlocks known = blocks[component.index()];
            parts[i] = known != null ? known : begin(component, tables);
        }
        if (scan.first() == 0) {
            return scan.high() == 0 ? new DcFirst(bits, scan, tables, parts) : new DcRefinement(bits, scan, parts);
        }
        HuffmanTable table = tables.ac(scan.parts().getFirst().ac());
        return scan.high() == 0
                ? new AcFirst(bits, scan, table, parts[0])
                : new AcRefinement(bits, scan, table, parts[0]);
    }

    /** The quantiser that holds is the one at a component's first scan. */
    private DenseBlocks begin(Component component, Tables tables) throws Unreadable {
        DenseBlocks begun = new DenseBlocks(component, tables.quantiser(component.quantiser()), side);
        blocks[component.index()] = begun;
        return begun;
    }

    DenseBlocks blocks(int component) throws Unreadable {
        DenseBlocks found = blocks[component];
        if (found == null) {
            throw Unreadable.truncated();
        }
        return found;
    }

    /** Makes samples of all that holds any. */
    void pour(PlaneSinks sinks, Checkpoint checkpoint) throws Unreadable {
        short[] block = new short[64];
        for (Component component : frame.components()) {
            DenseBlocks from = blocks(component.index());
            PlaneSink sink = sinks.sink(component, from.steps());
            for (int y = 0; y < component.blocksDown(); y++) {
                checkpoint.check();
                for (int x = 0; x < component.blocksAcross(); x++) {
                    int index = from.index(x, y);
                    from.load(index, block);
                    sink.accept(x, y, block, from.mask(index));
                }
            }
        }
    }
}
