package dev.safelight.imaging.hevc;

import dev.safelight.imaging.codec.Sampling;
import dev.safelight.imaging.codec.Unreadable;

/** How coarsely the samples of a coding block are quantised (8.6.1): predicted from its neighbours, corrected by deltas. */
final class Quantiser {

    /** Table 8-10, from 30 on, of 4:2:0. */
    private static final int[] CHROMA = {29, 30, 31, 32, 33, 33, 34, 34, 35, 35, 36, 36, 37, 37};

    private final Frame frame;
    private final Pps pps;
    private final int treeMask;
    private final int lumaRange;
    private final int chromaRange;

    private int predicted;
    private int previous;
    private int cbOffset;
    private int crOffset;

    /** QpY of the coding block at hand. */
    int luma;

    /** Whether the group at hand has its delta already. */
    boolean deltaRead;

    /** Of a list in the parameter set; 0 where a block chose none. */
    int cbChoice;

    int crChoice;

    Quantiser(Frame frame, Pps pps) {
        this.frame = frame;
        this.pps = pps;
        treeMask = (1 << frame.sps.blocks().tree()) - 1;
        lumaRange = 6 * (frame.sps.lumaDepth() - 8);
        chromaRange = 6 * (frame.sps.chromaDepth() - 8);
    }

    void startSegment(SliceHeader.Tools slice) {
        cbOffset = pps.cbOffset() + slice.cbOffset();
        crOffset = pps.crOffset() + slice.crOffset();
        cbChoice = 0;
        crChoice = 0;
    }

    /** At the start of a slice, of a tile and of a row of a wavefront. */
    void restart(int sliceQp) {
        previous = sliceQp;
    }

    /** A quantisation group starts: qPY_PRED from what is left and above within the tree, or from what came before. */
    void startGroup(int x, int y) {
        int left = (x & treeMask) != 0 ? frame.quantisers[frame.block(x - 1, y)] : previous;
        int above = (y & treeMask) != 0 ? frame.quantisers[frame.block(x, y - 1)] : previous;
        predicted = (left + above + 1) >> 1;
        luma = predicted;
        deltaRead = false;
    }

    /** CuQpDeltaVal (8-283). */
    void correct(int delta) throws Unreadable {
        if (delta < -(26 + lumaRange / 2) || delta > 25 + lumaRange / 2) {
            throw Unreadable.corrupt("CuQpDeltaVal " + delta);
        }
        deltaRead = true;
        luma = Math.floorMod(predicted + delta + 52 + 2 * lumaRange, 52 + lumaRange) - lumaRange;
    }

    /** A coding block is done: the next group may be predicted from it. */
    void finishBlock(int x, int y, int size) {
        frame.setQuantiser(x, y, size, luma);
        previous = luma;
    }

    /** qP of a plane: never negative. */
    int of(int plane) {
        if (plane == 0) {
            return luma + lumaRange;
        }
        int offset = plane == 1 ? cbOffset + cbChoice : crOffset + crChoice;
        int index = Math.clamp(luma + offset, -chromaRange, 57);
        return chroma(frame.sps.sampling(), index) + chromaRange;
    }

    /** QpC of qPi. */
    static int chroma(Sampling sampling, int index) {
        if (sampling != Sampling.YUV_420) {
            return Math.min(index, 51);
        }
        return index < 30 ? index : index > 43 ? index - 6 : CHROMA[index - 30];
    }
}
