package dev.safelight.imaging.hevc;

import dev.safelight.imaging.codec.Unreadable;

/** sao() (7.3.8.3): which offsets a tree has, or whose it shares. */
final class SampleOffsetSyntax {

    static final int NONE = 0;
    static final int BAND = 1;
    static final int EDGE = 2;

    private static final int TREE_FIELDS = Frame.MAX_PLANES * Frame.OFFSET_FIELDS;

    private final Frame frame;
    private final Cabac cabac;
    private final Neighbours neighbours;

    SampleOffsetSyntax(Frame frame, Cabac cabac, Neighbours neighbours) {
        this.frame = frame;
        this.cabac = cabac;
        this.neighbours = neighbours;
    }

    void read(int place, SliceHeader.Tools slice) throws Unreadable {
        if (!slice.lumaOffset() && !slice.chromaOffset()) {
            return;
        }
        int at = place * TREE_FIELDS;
        if (neighbours.left && cabac.flag(ContextTable.SAO_MERGE)) {
            System.arraycopy(frame.offsets, at - TREE_FIELDS, frame.offsets, at, TREE_FIELDS);
            return;
        }
        if (neighbours.above && cabac.flag(ContextTable.SAO_MERGE)) {
            int above = at - frame.sps.treeColumns() * TREE_FIELDS;
            System.arraycopy(frame.offsets, above, frame.offsets, at, TREE_FIELDS);
            return;
        }
        for (int plane = 0; plane < frame.planes; plane++) {
            if (plane == 0 ? slice.lumaOffset() : slice.chromaOffset()) {
                readPlane(plane, at + plane * Frame.OFFSET_FIELDS);
            }
        }
    }

    /** Cr has the type and the direction of Cb. */
    private void readPlane(int plane, int at) throws Unreadable {
        byte[] fields = frame.offsets;
        fields[at] = plane == 2 ? fields[at - Frame.OFFSET_FIELDS] : type();
        if (fields[at] == NONE) {
            return;
        }
        int most = (1 << (Math.min(frame.sps.depth(plane), 10) - 5)) - 1;
        for (int i = 0; i < 4; i++) {
            int value = 0;
            while (value < most && cabac.bypass() != 0) {
                value++;
            }
            fields[at + 2 + i] = (byte) value;
        }
        if (fields[at] == BAND) {
            for (int i = at + 2; i < at + 6; i++) {
                if (fields[i] != 0 && cabac.bypass() != 0) {
                    fields[i] = (byte) -fields[i];
                }
            }
            fields[at + 1] = (byte) cabac.bypass(5);
        } else {
            fields[at + 4] = (byte) -fields[at + 4];
            fields[at + 5] = (byte) -fields[at + 5];
            fields[at + 1] = plane == 2 ? fields[at + 1 - Frame.OFFSET_FIELDS] : (byte) cabac.bypass(2);
        }
    }

    private byte type() throws Unreadable {
        if (!cabac.flag(ContextTable.SAO_TYPE)) {
            return NONE;
        }
        return (byte) (cabac.bypass() == 0 ? BAND : EDGE);
    }
}
