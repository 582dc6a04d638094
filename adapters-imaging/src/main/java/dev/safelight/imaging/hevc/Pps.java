package dev.safelight.imaging.hevc;

import dev.safelight.imaging.codec.Unreadable;
import java.util.Optional;

/**
 * A picture parameter set (7.3.2.3, 7.4.3.3).
 *
 * @param headers what headers of slices hold
 * @param skipSize log2 of the largest block that may skip its transform; 0 where none may
 * @param qpDeltaDepth how deep in the tree quantisers may differ; −1 where they may not
 * @param wavefront whether each row of trees starts from what the row above had learnt (WPP)
 */
record Pps(
        int id,
        int spsId,
        Headers headers,
        boolean signHiding,
        int initQp,
        int skipSize,
        int qpDeltaDepth,
        int cbOffset,
        int crOffset,
        boolean bypass,
        Optional<Tiles> tiles,
        boolean wavefront,
        Deblocking deblocking,
        Optional<ScalingLists> lists,
        RangeTools range) {

    static final int MAX_ID = 63;

    /** Limits of level 6.2 (table A.8), doubled for good measure. */
    private static final int MAX_TILES_ACROSS = 40;

    private static final int MAX_TILES_DOWN = 44;

    /** Which of the optional parts headers of slices have. */
    record Headers(
            boolean dependentSlices,
            boolean outputFlag,
            int reservedBits,
            boolean chromaOffsets,
            boolean filterAcrossSlices,
            boolean extension) {}

    /**
     * @param widths of columns in trees, without the last; empty with {@code uniform}
     */
    record Tiles(int columns, int rows, boolean uniform, int[] widths, int[] heights, boolean filterAcross) {}

    /** What slices start from; offsets are already doubled. */
    record Deblocking(boolean overridable, boolean disabled, int betaOffset, int tcOffset) {
        static final Deblocking DEFAULT = new Deblocking(false, false, 0, 0);
    }

    /**
     * pps_range_extension() (7.3.2.3.2).
     *
     * @param chromaOffsetDepth how deep in the tree chroma's quantisers may differ
     * @param cbOffsets empty where blocks do not choose from a list
     * @param lumaOffsetShift log2_sao_offset_scale_luma
     */
    record RangeTools(
            boolean crossComponent,
            int chromaOffsetDepth,
            int[] cbOffsets,
            int[] crOffsets,
            int lumaOffsetShift,
            int chromaOffsetShift) {
        static final RangeTools NONE = new RangeTools(false, 0, new int[0], new int[0], 0, 0);
    }

    static Pps read(BitReader in) throws Unreadable {
        int id = in.unsigned(MAX_ID);
        int spsId = in.unsigned(Sps.MAX_ID);
        boolean dependentSlices = in.flag();
        boolean outputFlag = in.flag();
        int reservedBits = in.bits(3);
        boolean signHiding = in.flag();
        in.skip(1);
        in.skipUnsigned();
        in.skipUnsigned();
        int initQp = 26 + in.signed(-26 - 6 * 8, 25);
        in.skip(1);
        boolean skip = in.flag();
        int qpDeltaDepth = in.flag() ? in.unsigned(3) : -1;
        int cbOffset = in.signed(-12, 12);
        int crOffset = in.signed(-12, 12);
        boolean chromaOffsets = in.flag();
        in.skip(2);
        boolean bypass = in.flag();
        boolean tiled = in.flag();
        boolean wavefront = in.flag();
        Optional<Tiles> tiles = tiled ? Optional.of(tiles(in)) : Optional.empty();
        boolean filterAcrossSlices = in.flag();
        Deblocking deblocking = in.flag() ? deblocking(in) : Deblocking.DEFAULT;
        Optional<ScalingLists> lists = in.flag() ? Optional.of(ScalingLists.of(in)) : Optional.empty();
        in.skip(1);
        in.skipUnsigned();
        boolean extension = in.flag();
        int skipSize = skip ? 2 : 0;
        RangeTools range = RangeTools.NONE;
        if (in.flag() && rangeExtension(in)) {
            skipSize = skip ? in.unsigned(3) + 2 : 0;
            range = range(in);
        }
        return new Pps(
                id,
                spsId,
                new Headers(dependentSlices, outputFlag, reservedBits, chromaOffsets, filterAcrossSlices, extension),
                signHiding,
                initQp,
                skipSize,
                qpDeltaDepth,
                cbOffset,
                crOffset,
                bypass,
                tiles,
                wavefront,
                deblocking,
                lists,
                range);
    }

    private static Tiles tiles(BitReader in) throws Unreadable {
        int columns = in.unsigned(MAX_TILES_ACROSS - 1) + 1;
        int rows = in.unsigned(MAX_TILES_DOWN - 1) + 1;
        boolean uniform = in.flag();
        int[] widths = new int[uniform ? 0 : columns - 1];
        int[] heights = new int[uniform ? 0 : rows - 1];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = in.unsigned(0xFFFF) + 1;
        }
        for (int i = 0; i < heights.length; i++) {
            heights[i] = in.unsigned(0xFFFF) + 1;
        }
        return new Tiles(columns, rows, uniform, widths, heights, in.flag());
    }

    private static Deblocking deblocking(BitReader in) throws Unreadable {
        boolean overridable = in.flag();
        boolean disabled = in.flag();
        return disabled
                ? new Deblocking(overridable, true, 0, 0)
                : new Deblocking(overridable, false, 2 * in.signed(-6, 6), 2 * in.signed(-6, 6));
    }

    private static boolean rangeExtension(BitReader in) throws Unreadable {
        boolean range = in.flag();
        in.skip(2);
        if (in.flag()) {
            throw Unreadable.rare("pps_scc_extension_flag");
        }
        in.skip(4);
        return range;
    }

    private static RangeTools range(BitReader in) throws Unreadable {
        boolean crossComponent = in.flag();
        int depth = 0;
        int[] cb = {};
        int[] cr = {};
        if (in.flag()) {
            depth = in.unsigned(3);
            int count = in.unsigned(5) + 1;
            cb = new int[count];
            cr = new int[count];
            for (int i = 0; i < count; i++) {
                cb[i] = in.signed(-12, 12);
                cr[i] = in.signed(-12, 12);
            }
        }
        return new RangeTools(crossComponent, depth, cb, cr, in.unsigned(8), in.unsigned(8));
    }
}
