package dev.safelight.imaging.hevc;

import dev.safelight.imaging.codec.Sampling;
import dev.safelight.imaging.codec.Unreadable;
import org.jspecify.annotations.Nullable;

/**
 * The header of a slice segment (7.3.6.1). A dependent segment has the tools of the slice that it continues.
 *
 * @param start the place of its first tree, row by row over the picture
 * @param sliceStart the place of the first tree of its slice (SliceAddrRs)
 * @param data where its data starts in the bytes of the unit
 * @param entries where each further tile or row of its data starts there, ascending
 */
record SliceHeader(boolean dependent, int start, int sliceStart, Tools tools, int data, int[] entries) {

    private static final int INTRA = 2;

    /**
     * What is said once a slice.
     *
     * @param qp SliceQpY
     * @param cbOffset of the slice alone
     * @param chromaOffsetLists cu_chroma_qp_offset_enabled_flag
     * @param filterAcross slice_loop_filter_across_slices_enabled_flag
     */
    record Tools(
            boolean lumaOffset,
            boolean chromaOffset,
            int qp,
            int cbOffset,
            int crOffset,
            boolean chromaOffsetLists,
            Pps.Deblocking deblocking,
            boolean filterAcross) {}

    /** Whether the unit starts a picture; everything else can be read only with its parameter sets. */
    static boolean startsPicture(NalUnit unit) throws Unreadable {
        return unit.reader().flag();
    }

    static int parameterSet(NalUnit unit) throws Unreadable {
        BitReader in = unit.reader();
        in.skip(unit.isRandomAccess() ? 2 : 1);
        return in.unsigned(Pps.MAX_ID);
    }

    /** @param previous the segment before this one in the picture, of which a dependent one inherits */
    static SliceHeader read(NalUnit unit, Sps sps, Pps pps, TreeOrder order, @Nullable SliceHeader previous)
            throws Unreadable {
        BitReader in = unit.reader();
        boolean first = in.flag();
        in.skip(unit.isRandomAccess() ? 1 : 0);
        in.unsigned(Pps.MAX_ID);
        boolean dependent = !first && pps.headers().dependentSlices() && in.flag();
        int start = first ? 0 : in.bits(ReferenceSets.bitsFor(order.count()));
        if (start >= order.count() || start < 0) {
            throw Unreadable.corrupt("a slice that starts behind the picture");
        }
        if (dependent && previous == null) {
            throw Unreadable.corrupt("a slice that continues none");
        }
        Tools tools = dependent && previous != null ? previous.tools : tools(in, unit, sps, pps);
        int sliceStart = dependent && previous != null ? previous.sliceStart : start;
        long[] sizes = entrySizes(in, sps, pps, order);
        if (pps.headers().extension()) {
            in.skip(8L * in.unsigned(256));
        }
        int data = in.alignedByte();
        return new SliceHeader(dependent, start, sliceStart, tools, data, entries(unit, data, sizes));
    }

    private static Tools tools(BitReader in, NalUnit unit, Sps sps, Pps pps) throws Unreadable {
        in.skip(pps.headers().reservedBits());
        if (in.unsigned(INTRA) != INTRA) {
            throw Unreadable.rare("a picture predicted from others");
        }
        in.skip(pps.headers().outputFlag() ? 1 : 0);
        if (!unit.isIdr()) {
            sps.references().skipInSlice(in);
            in.skip(sps.temporalMotion() ? 1 : 0);
        }
        boolean luma = sps.sampleOffset() && in.flag();
        boolean chroma = sps.sampleOffset() && sps.sampling() != Sampling.GRAY && in.flag();
        int qp = pps.initQp() + in.signed(-128, 128);
        if (qp < -6 * (sps.lumaDepth() - 8) || qp > 51) {
            throw Unreadable.corrupt("SliceQpY " + qp);
        }
        boolean offsets = pps.headers().chromaOffsets();
        int cb = offsets ? in.signed(-12, 12) : 0;
        int cr = offsets ? in.signed(-12, 12) : 0;
        boolean lists = pps.range().cbOffsets().length > 0 && in.flag();
        Pps.Deblocking deblocking = deblocking(in, pps.deblocking());
        boolean across = pps.headers().filterAcrossSlices();
        if (across && (luma || chroma || !deblocking.disabled())) {
            across = in.flag();
        }
        return new Tools(luma, chroma, qp, cb, cr, lists, deblocking, across);
    }

    private static Pps.Deblocking deblocking(BitReader in, Pps.Deblocking inherited) throws Unreadable {
        if (!inherited.overridable() || !in.flag()) {
            return inherited;
        }
        boolean disabled = in.flag();
        return disabled
                ? new Pps.Deblocking(true, true, 0, 0)
                : new Pps.Deblocking(true, false, 2 * in.signed(-6, 6), 2 * in.signed(-6, 6));
    }

    private static long[] entrySizes(BitReader in, Sps sps, Pps pps, TreeOrder order) throws Unreadable {
        if (pps.tiles().isEmpty() && !pps.wavefront()) {
            return new long[0];
        }
        int most = pps.wavefront() ? order.tileColumns() * sps.treeRows() : order.tileCount();
        long[] sizes = new long[in.unsigned(most - 1)];
        if (sizes.length > 0) {
            int bits = in.unsigned(31) + 1;
            for (int i = 0; i < sizes.length; i++) {
                sizes[i] = Integer.toUnsignedLong(in.bits(bits)) + 1;
            }
        }
        return sizes;
    }

    /** Sizes count the bytes that emulation prevention put in (7.4.7.1). */
    private static int[] entries(NalUnit unit, int data, long[] sizes) throws Unreadable {
        int[] entries = new int[sizes.length];
        long stored = unit.stored(data);
        for (int i = 0; i < sizes.length; i++) {
            stored += sizes[i];
            entries[i] = unit.position(stored);
            if (entries[i] >= unit.bytes().length) {
                throw Unreadable.truncated();
            }
        }
        return entries;
    }
}
