package dev.safelight.imaging.hevc;

import dev.safelight.imaging.codec.Sampling;
import dev.safelight.imaging.codec.Unreadable;
import java.util.Arrays;

/**
 * The syntax of one coding tree, from its quadtree down to transform units (7.3.8.4 to 7.3.8.10, 7.3.8.12, 7.3.8.14). What
 * is read is predicted and added at once.
 */
final class CodingTree {

    /** Table 8-3: which mode 4:2:2 uses in place of one. */
    private static final byte[] NARROW_MODES = {
        0, 1, 2, 2, 2, 2, 3, 5, 7, 8, 10, 12, 13, 15, 17, 18, 19, 20, 21, 22, 23, 23, 24, 24, 25, 25, 26, 27, 27, 28,
        28, 29, 29, 30, 31
    };

    /** Table 8-2: what intra_chroma_pred_mode 0 to 3 mean; 34 where luma has that mode already. */
    private static final byte[] CHROMA_MODES = {
        IntraPrediction.PLANAR, IntraPrediction.VERTICAL, IntraPrediction.HORIZONTAL, IntraPrediction.DC
    };

    private static final int AS_LUMA = 4;
    private static final int MAX_SIZE = 32;

    private final Sps sps;
    private final Pps pps;
    private final Sps.Blocks sizes;
    private final Frame frame;
    private final Cabac cabac;
    private final Neighbours neighbours;
    private final IntraPrediction prediction;
    private final Residual residual;
    private final Quantiser quantiser;
    private final Sampling sampling;

    /** Modes of the 4×4 blocks at the right edge of what was decoded, by row in the tree; and at the lower one, by column. */
    private final byte[] leftModes = new byte[16];

    private final byte[] aboveModes = new byte[16];

    /** How deep in the tree coding blocks are: at the right edge by row of 8 in the tree, at the lower one by column of 8. */
    private final byte[] leftDepths = new byte[8];

    private final byte[] aboveDepths;

    private final int[] modes = new int[4];
    private final int[] chromaModes = new int[4];
    private final boolean[] chromaAsLuma = new boolean[4];
    private final boolean[] predictedModes = new boolean[4];
    private final int[] candidates = new int[3];

    /** Residuals of luma, from which those of chroma may be predicted (7.3.8.12); without such prediction not used. */
    private final short[] lumaResidual;

    private final short[] chromaResidual;

    private SliceHeader.Tools slice;
    private boolean chromaChoiceRead;
    private boolean filterLeft;
    private boolean filterAbove;

    // the coding block at hand
    private boolean bypass;
    private boolean parted;
    private boolean edges;
    private int maxDepth;
    private int middleX;
    private int middleY;

    CodingTree(
            Frame frame,
            Pps pps,
            Cabac cabac,
            Neighbours neighbours,
            Residual residual,
            Quantiser quantiser,
            SliceHeader.Tools slice) {
        this.frame = frame;
        this.pps = pps;
        this.cabac = cabac;
        this.neighbours = neighbours;
        this.residual = residual;
        this.quantiser = quantiser;
        this.slice = slice;
        sps = frame.sps;
        sizes = sps.blocks();
        sampling = sps.sampling();
        prediction = new IntraPrediction(frame, neighbours);
        aboveDepths = new byte[frame.blocksAcross];
        boolean crossing = pps.range().crossComponent() && sampling == Sampling.YUV_444;
        lumaResidual = new short[crossing ? MAX_SIZE * MAX_SIZE : 0];
        chromaResidual = new short[crossing ? MAX_SIZE * MAX_SIZE : 0];
    }

    void startSegment(SliceHeader.Tools tools) {
        slice = tools;
    }

    /**
     * coding_quadtree() of a whole tree, whose neighbours are looked at already.
     *
     * @param acrossLeft whether its left edge may be filtered
     */
    void decode(int x, int y, boolean acrossLeft, boolean acrossAbove) throws Unreadable {
        boolean filters = !slice.deblocking().disabled();
        filterLeft = filters && acrossLeft;
        filterAbove = filters && acrossAbove;
        Arrays.fill(aboveModes, (byte) IntraPrediction.DC);
        if (!neighbours.left) {
            Arrays.fill(leftModes, (byte) IntraPrediction.DC);
        }
        quadtree(x, y, sizes.tree(), 0);
    }

    private void quadtree(int x, int y, int log2, int depth) throws Unreadable {
        int size = 1 << log2;
        boolean split = log2 > sizes.minCoding();
        if (split && x + size <= sps.width() && y + size <= sps.height()) {
            split = cabac.flag(ContextTable.SPLIT_CODING + deeperNeighbours(x, y, depth));
        }
        if (pps.qpDeltaDepth() < 0 ? depth == 0 : depth <= pps.qpDeltaDepth()) {
            quantiser.startGroup(x, y);
        }
        if (slice.chromaOffsetLists() && depth <= pps.range().chromaOffsetDepth()) {
            chromaChoiceRead = false;
        }
        if (!split) {
            codingUnit(x, y, log2, depth);
            return;
        }
        int half = size >> 1;
        boolean right = x + half < sps.width();
        boolean below = y + half < sps.height();
        quadtree(x, y, log2 - 1, depth + 1);
        if (right) {
            quadtree(x + half, y, log2 - 1, depth + 1);
        }
        if (below) {
            quadtree(x, y + half, log2 - 1, depth + 1);
        }
        if (right && below) {
            quadtree(x + half, y + half, log2 - 1, depth + 1);
        }
    }

    /** 9.3.4.2.2, split_cu_flag. */
    private int deeperNeighbours(int x, int y, int depth) {
        int inTree = (1 << sizes.tree()) - 1;
        boolean left = (x & inTree) != 0 || neighbours.left;
        boolean above = (y & inTree) != 0 || neighbours.above;
        return (left && leftDepths[(y & inTree) >> 3] > depth ? 1 : 0) + (above && aboveDepths[x >> 3] > depth ? 1 : 0);
    }

    private void codingUnit(int x, int y, int log2, int depth) throws Unreadable {
        int size = 1 << log2;
        int row = (y & (1 << sizes.tree()) - 1) >> 3;
        Arrays.fill(leftDepths, row, row + (size >> 3), (byte) depth);
        Arrays.fill(aboveDepths, x >> 3, (x + size) >> 3, (byte) depth);

        bypass = pps.bypass() && cabac.flag(ContextTable.BYPASS);
        edges = !(bypass && sps.range().implicitRdpcm());
        parted = log2 == sizes.minCoding() && !cabac.flag(ContextTable.PART_MODE);
        boolean plain = !parted && mayBePlain(log2) && cabac.plain();
        if (plain) {
            setModes(x, y, size, IntraPrediction.DC);
            markEdges(x, y, size);
            plainSamples(x, y, log2);
        } else {
            readModes(x, y, size);
            maxDepth = sizes.depth() + (parted ? 1 : 0);
            middleX = x + (size >> 1);
            middleY = y + (size >> 1);
            transformTree(x, y, x, y, log2, 0, 0, 3, 3);
        }
        boolean unfiltered = sps.pcm().map(Sps.Pcm::unfiltered).orElse(false);
        if (bypass || (plain && unfiltered)) {
            frame.mark(x, y, size, Frame.UNFILTERED);
        }
        quantiser.finishBlock(x, y, size);
    }

    private boolean mayBePlain(int log2) {
        return sps.pcm().isPresent()
                && log2 >= sps.pcm().get().minSize()
                && log2 <= sps.pcm().get().maxSize();
    }

    /** pcm_sample() (7.3.8.7, 8.4.4.1). */
    private void plainSamples(int x, int y, int log2) throws Unreadable {
        Sps.Pcm pcm = sps.pcm().orElseThrow();
        int bits = pcm.lumaDepth() << (2 * log2);
        if (frame.planes > 1) {
            bits += 2 * (pcm.chromaDepth() << (2 * log2 - frame.shiftX - frame.shiftY));
        }
        BitReader in = cabac.plainSamples(bits);
        for (int plane = 0; plane < frame.planes; plane++) {
            int depth = plane == 0 ? pcm.lumaDepth() : pcm.chromaDepth();
            int shift = sps.depth(plane) - depth;
            int shiftX = plane == 0 ? 0 : frame.shiftX;
            int shiftY = plane == 0 ? 0 : frame.shiftY;
            int width = 1 << log2 >> shiftX;
            for (int row = 0; row < 1 << log2 >> shiftY; row++) {
                int at = ((y >> shiftY) + row) * frame.strides[plane] + (x >> shiftX);
                for (int i = at; i < at + width; i++) {
                    frame.samples[plane][i] = (short) (in.bits(depth) << shift);
                }
            }
        }
        cabac.afterPlainSamples(bits);
    }

    /** All prediction modes of a coding block: first which are predicted, then how, then those of chroma (7.3.8.5). */
    private void readModes(int x, int y, int size) throws Unreadable {
        int parts = parted ? 4 : 1;
        int part = parted ? size >> 1 : size;
        for (int i = 0; i < parts; i++) {
            predictedModes[i] = cabac.flag(ContextTable.PREDICTED_MODE);
        }
        for (int i = 0; i < parts; i++) {
            int partX = x + (i & 1) * part;
            int partY = y + (i >> 1) * part;
            findCandidates(partX, partY);
            modes[i] = predictedModes[i] ? candidates[mostProbable()] : remainingMode();
            setModes(partX, partY, part, modes[i]);
        }
        if (frame.planes > 1) {
            int chromaParts = sampling == Sampling.YUV_444 ? parts : 1;
            for (int i = 0; i < chromaParts; i++) {
                readChromaMode(i);
            }
        }
    }

    /** candModeList (8.4.2). */
    private void findCandidates(int x, int y) {
        int inTree = (1 << sizes.tree()) - 1;
        int left = leftModes[(y & inTree) >> 2];
        int above = aboveModes[(x & inTree) >> 2];
        if (left == above) {
            if (left < 2) {
                candidates[0] = IntraPrediction.PLANAR;
                candidates[1] = IntraPrediction.DC;
                candidates[2] = IntraPrediction.VERTICAL;
            } else {
                candidates[0] = left;
                candidates[1] = 2 + ((left + 29) & 31);
                candidates[2] = 2 + ((left - 2 + 1) & 31);
            }
            return;
        }
        candidates[0] = left;
        candidates[1] = above;
        candidates[2] = left != IntraPrediction.PLANAR && above != IntraPrediction.PLANAR
                ? IntraPrediction.PLANAR
                : left != IntraPrediction.DC && above != IntraPrediction.DC
                        ? IntraPrediction.DC
                        : IntraPrediction.VERTICAL;
    }

    /** mpm_idx. */
    private int mostProbable() throws Unreadable {
        return cabac.bypass() == 0 ? 0 : 1 + cabac.bypass();
    }

    /** rem_intra_luma_pred_mode: one of those that are no candidates. */
    private int remainingMode() throws Unreadable {
        Arrays.sort(candidates);
        int mode = cabac.bypass(5);
        for (int candidate : candidates) {
            mode += mode >= candidate ? 1 : 0;
        }
        return mode;
    }

    private void setModes(int x, int y, int size, int mode) {
        int inTree = (1 << sizes.tree()) - 1;
        int row = (y & inTree) >> 2;
        int column = (x & inTree) >> 2;
        Arrays.fill(leftModes, row, row + (size >> 2), (byte) mode);
        Arrays.fill(aboveModes, column, column + (size >> 2), (byte) mode);
    }

    /** intra_chroma_pred_mode and what it means (8.4.3). */
    private void readChromaMode(int part) throws Unreadable {
        int told = cabac.flag(ContextTable.CHROMA_MODE) ? cabac.bypass(2) : AS_LUMA;
        int mode = modes[part];
        if (told != AS_LUMA) {
            mode = CHROMA_MODES[told] == mode ? 34 : CHROMA_MODES[told];
        }
        chromaAsLuma[part] = told == AS_LUMA;
        chromaModes[part] = sampling == Sampling.YUV_422 ? NARROW_MODES[mode] : mode;
    }

    /**
     * transform_tree() (7.3.8.8).
     *
     * @param baseX where the block that this is a quarter of starts
     * @param cb cbf_cb of that block: bit 0, and bit 1 for the lower half that 4:2:2 has
     */
    private void transformTree(int x, int y, int baseX, int baseY, int log2, int depth, int index, int cb, int cr)
            throws Unreadable {
        boolean split;
        if (log2 <= sizes.maxTransform()
                && log2 > sizes.minTransform()
                && depth < maxDepth
                && !(parted && depth == 0)) {
            split = cabac.flag(ContextTable.SPLIT_TRANSFORM + 5 - log2);
        } else {
            split = log2 > sizes.maxTransform() || (parted && depth == 0);
        }
        int ownCb = 0;
        int ownCr = 0;
        if (frame.planes > 1) {
            if (log2 > 2 || sampling == Sampling.YUV_444) {
                boolean two = sampling == Sampling.YUV_422 && (!split || log2 == 3);
                ownCb = cb == 0 ? 0 : chromaFlags(depth, two);
                ownCr = cr == 0 ? 0 : chromaFlags(depth, two);
            } else if (depth > 0) {
                ownCb = cb;
                ownCr = cr;
            }
        }
        if (split) {
            int half = 1 << (log2 - 1);
            transformTree(x, y, x, y, log2 - 1, depth + 1, 0, ownCb, ownCr);
            transformTree(x + half, y, x, y, log2 - 1, depth + 1, 1, ownCb, ownCr);
            transformTree(x, y + half, x, y, log2 - 1, depth + 1, 2, ownCb, ownCr);
            transformTree(x + half, y + half, x, y, log2 - 1, depth + 1, 3, ownCb, ownCr);
            return;
        }
        boolean luma = cabac.flag(ContextTable.CBF_LUMA + (depth == 0 ? 1 : 0));
        transformUnit(x, y, baseX, baseY, log2, index, luma, ownCb, ownCr);
    }

    private int chromaFlags(int depth, boolean two) throws Unreadable {
        int flags = cabac.bin(ContextTable.CBF_CHROMA + depth);
        return two ? flags | cabac.bin(ContextTable.CBF_CHROMA + depth) << 1 : flags;
    }

    /** transform_unit() (7.3.8.10). */
    private void transformUnit(int x, int y, int baseX, int baseY, int log2, int index, boolean luma, int cb, int cr)
            throws Unreadable {
        boolean chroma = (cb | cr) != 0;
        if (luma || chroma) {
            readQuantiser(chroma);
        }
        if (log2 > 2) {
            markEdges(x, y, 1 << log2);
        } else if (index == 0) {
            markEdges(x, y, 8);
        }
        int part = parted ? (y >= middleY ? 2 : 0) + (x >= middleX ? 1 : 0) : 0;
        int mode = modes[part];
        prediction.predict(0, x, y, log2, mode, edges);
        boolean crossing = lumaResidual.length > 0 && chromaAsLuma[part];
        if (luma) {
            addLuma(x, y, log2, mode, crossing);
        }
        if (frame.planes == 1) {
            return;
        }
        if (sampling == Sampling.YUV_444) {
            fullChroma(1, x, y, log2, part, (cb & 1) != 0, crossing && luma);
            fullChroma(2, x, y, log2, part, (cr & 1) != 0, crossing && luma);
        } else if (log2 > 2) {
            sparseChroma(1, x, y, log2 - 1, cb);
            sparseChroma(2, x, y, log2 - 1, cr);
        } else if (index == 3) {
            sparseChroma(1, baseX, baseY, 2, cb);
            sparseChroma(2, baseX, baseY, 2, cr);
        }
    }

    /** Edges of transform blocks are filtered on a grid of 8×8; those of the tree only where its neighbour allows. */
    private void markEdges(int x, int y, int size) {
        int inTree = (1 << sizes.tree()) - 1;
        boolean filters = !slice.deblocking().disabled();
        if ((x & inTree) == 0 ? filterLeft : filters) {
            frame.markLeft(x, y, size);
        }
        if ((y & inTree) == 0 ? filterAbove : filters) {
            frame.markTop(x, y, size);
        }
    }

    private void readQuantiser(boolean chroma) throws Unreadable {
        if (pps.qpDeltaDepth() >= 0 && !quantiser.deltaRead) {
            quantiser.correct(readDelta());
        }
        if (slice.chromaOffsetLists() && chroma && !bypass && !chromaChoiceRead) {
            readChromaChoice();
            chromaChoiceRead = true;
        }
    }

    /** cu_qp_delta_abs and its sign (9.3.3.10). */
    private int readDelta() throws Unreadable {
        int value = 0;
        while (value < 5 && cabac.flag(ContextTable.QP_DELTA + (value == 0 ? 0 : 1))) {
            value++;
        }
        if (value == 5) {
            int bits = 0;
            while (cabac.bypass() != 0) {
                value += 1 << bits;
                if (++bits > 8) {
                    throw Unreadable.corrupt("cu_qp_delta_abs");
                }
            }
            value += cabac.bypass(bits);
        }
        return value != 0 && cabac.bypass() != 0 ? -value : value;
    }

    /** cu_chroma_qp_offset_flag and cu_chroma_qp_offset_idx (7.4.9.14). */
    private void readChromaChoice() throws Unreadable {
        int[] cb = pps.range().cbOffsets();
        if (!cabac.flag(ContextTable.CHROMA_OFFSET)) {
            quantiser.cbChoice = 0;
            quantiser.crChoice = 0;
            return;
        }
        int index = 0;
        while (index < cb.length - 1 && cabac.flag(ContextTable.CHROMA_OFFSET_INDEX)) {
            index++;
        }
        quantiser.cbChoice = cb[index];
        quantiser.crChoice = pps.range().crOffsets()[index];
    }

    private int highest(int plane) {
        return (1 << sps.depth(plane)) - 1;
    }

    private void addLuma(int x, int y, int log2, int mode, boolean crossing) throws Unreadable {
        short[] samples = frame.samples[0];
        int stride = frame.strides[0];
        int at = y * stride + x;
        if (!crossing) {
            residual.decode(0, log2, mode, quantiser.of(0), bypass, samples, at, stride, 0, highest(0));
            return;
        }
        int size = 1 << log2;
        Arrays.fill(lumaResidual, 0, size * size, (short) 0);
        residual.decode(
                0, log2, mode, quantiser.of(0), bypass, lumaResidual, 0, size, Short.MIN_VALUE, Short.MAX_VALUE);
        addTo(samples, at, stride, size, lumaResidual, highest(0));
    }

    private static void addTo(short[] samples, int start, int stride, int size, short[] residual, int highest) {
        for (int y = 0, at = start; y < size; y++, at += stride) {
            for (int x = 0; x < size; x++) {
                samples[at + x] = (short) Math.clamp(samples[at + x] + residual[y * size + x], 0, highest);
            }
        }
    }

    /** Chroma of 4:4:4, whose residual may be predicted from luma's (7.3.8.12, 8.6.6). */
    private void fullChroma(int plane, int x, int y, int log2, int part, boolean flag, boolean crossing)
            throws Unreadable {
        int scale = crossing ? crossScale(plane) : 0;
        int mode = chromaModes[part];
        prediction.predict(plane, x, y, log2, mode, edges);
        short[] samples = frame.samples[plane];
        int stride = frame.strides[plane];
        int at = y * stride + x;
        if (scale == 0) {
            if (flag) {
                residual.decode(plane, log2, mode, quantiser.of(plane), bypass, samples, at, stride, 0, highest(plane));
            }
            return;
        }
        int size = 1 << log2;
        Arrays.fill(chromaResidual, 0, size * size, (short) 0);
        if (flag) {
            residual.decode(
                    plane,
                    log2,
                    mode,
                    quantiser.of(plane),
                    bypass,
                    chromaResidual,
                    0,
                    size,
                    Short.MIN_VALUE,
                    Short.MAX_VALUE);
        }
        for (int i = 0; i < size * size; i++) {
            chromaResidual[i] += (short) ((scale * ((lumaResidual[i] << sps.chromaDepth()) >> sps.lumaDepth())) >> 3);
        }
        addTo(samples, at, stride, size, chromaResidual, highest(plane));
    }

    /** ResScaleVal. */
    private int crossScale(int plane) throws Unreadable {
        int base = ContextTable.CROSS_SCALE + 4 * (plane - 1);
        int value = 0;
        while (value < 4 && cabac.flag(base + value)) {
            value++;
        }
        if (value == 0) {
            return 0;
        }
        return cabac.flag(ContextTable.CROSS_SIGN + plane - 1) ? -(1 << (value - 1)) : 1 << (value - 1);
    }

    /** Chroma of 4:2:0, and of 4:2:2 as two squares below each other. */
    private void sparseChroma(int plane, int lumaX, int lumaY, int log2, int flags) throws Unreadable {
        int mode = chromaModes[0];
        int x = lumaX >> frame.shiftX;
        int y = lumaY >> frame.shiftY;
        int stride = frame.strides[plane];
        int squares = sampling == Sampling.YUV_422 ? 2 : 1;
        for (int i = 0; i < squares; i++) {
            int top = y + (i << log2);
            prediction.predict(plane, x, top, log2, mode, edges);
            if ((flags >> i & 1) != 0) {
                residual.decode(
                        plane,
                        log2,
                        mode,
                        quantiser.of(plane),
                        bypass,
                        frame.samples[plane],
                        top * stride + x,
                        stride,
                        0,
                        highest(plane));
            }
        }
    }
}
