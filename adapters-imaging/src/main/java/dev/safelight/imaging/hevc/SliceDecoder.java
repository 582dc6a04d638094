package dev.safelight.imaging.hevc;

import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Unreadable;
import java.util.Arrays;

/**
 * slice_segment_data() (7.3.8.1): tree after tree, with what tiles, wavefronts and dependent segments do to the state of the
 * arithmetic decoder (9.3.1, 9.3.2).
 */
final class SliceDecoder {

    private final Sps sps;
    private final Pps pps;
    private final Frame frame;
    private final TreeOrder order;
    private final Cabac cabac;
    private final Neighbours neighbours;
    private final Quantiser quantiser;
    private final Residual residual;
    private final SampleOffsetSyntax offsets;
    private final Memory row = new Memory();
    private final Memory segmentEnd = new Memory();
    private final Checkpoint checkpoint;
    private final CodingTree tree;

    private int decoded;
    private int entry;

    /** What was learnt up to a point (9.3.2.4, TableStateIdxWpp and TableStateIdxDs). */
    private final class Memory {
        private final byte[] states = new byte[ContextTable.COUNT];
        private final int[] statistics = new int[4];

        void save() {
            System.arraycopy(cabac.states, 0, states, 0, states.length);
            System.arraycopy(residual.statistics, 0, statistics, 0, statistics.length);
        }

        void load() {
            System.arraycopy(states, 0, cabac.states, 0, states.length);
            System.arraycopy(statistics, 0, residual.statistics, 0, statistics.length);
        }
    }

    SliceDecoder(Frame frame, Pps pps, TreeOrder order, Cabac cabac, SliceHeader first, Checkpoint checkpoint) {
        this.frame = frame;
        this.pps = pps;
        this.order = order;
        this.cabac = cabac;
        this.checkpoint = checkpoint;
        sps = frame.sps;
        neighbours = new Neighbours(frame, order);
        quantiser = new Quantiser(frame, pps);
        residual = new Residual(sps, pps, cabac);
        offsets = new SampleOffsetSyntax(frame, cabac, neighbours);
        tree = new CodingTree(frame, pps, cabac, neighbours, residual, quantiser, first.tools());
    }

    /** Whether every tree of the picture is there. */
    boolean complete() {
        return decoded == order.count();
    }

    void decode(SliceHeader segment, byte[] bytes) throws Unreadable {
        quantiser.startSegment(segment.tools());
        tree.startSegment(segment.tools());
        entry = 0;
        cabac.start(bytes, segment.data(), end(segment, bytes));
        int first = order.turn(segment.start());
        for (int turn = first; ; turn++) {
            int place = order.place(turn);
            if (frame.segments[place] != null) {
                throw Unreadable.corrupt("a tree told twice");
            }
            neighbours.enter(place, segment.sliceStart());
            frame.segments[place] = segment;
            if (turn > first && startsSubset(turn)) {
                cabac.endOfSubset();
                nextSubset(segment, bytes);
            }
            prepare(segment, turn, turn == first);
            decodeTree(place, segment);
            decoded++;
            if (pps.wavefront() && !order.startsRow(place) && order.startsRow(place - 1)) {
                row.save();
            }
            if (cabac.endOfSegment()) {
                segmentEnd.save();
                return;
            }
            if (turn + 1 == order.count()) {
                throw Unreadable.corrupt("a slice that does not end with the picture");
            }
        }
    }

    private int end(SliceHeader segment, byte[] bytes) {
        return entry < segment.entries().length ? segment.entries()[entry] : bytes.length;
    }

    private void nextSubset(SliceHeader segment, byte[] bytes) throws Unreadable {
        if (entry >= segment.entries().length) {
            throw Unreadable.corrupt("fewer entry points than tiles or rows");
        }
        int from = segment.entries()[entry++];
        cabac.start(bytes, from, end(segment, bytes));
    }

    private boolean startsSubset(int turn) {
        return order.startsTile(turn) || (pps.wavefront() && order.startsRow(order.place(turn)));
    }

    /** Sets contexts and the predicted quantiser as 9.3.1 and 8.6.1 say. */
    private void prepare(SliceHeader segment, int turn, boolean first) {
        boolean tile = order.startsTile(turn);
        boolean wave = pps.wavefront() && order.startsRow(order.place(turn));
        if (!tile && wave && neighbours.aboveRight()) {
            row.load();
        } else if (tile || wave || (first && !segment.dependent())) {
            ContextTable.reset(cabac.states, segment.tools().qp());
            Arrays.fill(residual.statistics, 0);
        } else if (first) {
            segmentEnd.load();
        }
        if (tile || wave || (first && !segment.dependent())) {
            quantiser.restart(segment.tools().qp());
        }
    }

    private void decodeTree(int place, SliceHeader segment) throws Unreadable {
        int columns = sps.treeColumns();
        int log2 = sps.blocks().tree();
        if (order.startsRow(place)) {
            checkpoint.check();
        }
        offsets.read(place, segment.tools());
        boolean acrossLeft = place % columns > 0 && filteredAcross(place, place - 1, segment);
        boolean acrossAbove = place >= columns && filteredAcross(place, place - columns, segment);
        tree.decode((place % columns) << log2, (place / columns) << log2, acrossLeft, acrossAbove);
    }

    /** filterEdgeFlag of the edge between two trees (8.7.2.3). */
    private boolean filteredAcross(int place, int other, SliceHeader segment) {
        SliceHeader neighbour = frame.segments[other];
        return neighbour != null
                && (segment.tools().filterAcross() || neighbour.sliceStart() == segment.sliceStart())
                && (order.tile(place) == order.tile(other)
                        || pps.tiles().isEmpty()
                        || pps.tiles().get().filterAcross());
    }
}
