package dev.safelight.imaging.hevc;

import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Unreadable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One picture, from its NAL units to its planes (8.1). */
final class PictureDecoder {

    private final ParameterSets sets;
    private final Cabac cabac;
    private final Checkpoint checkpoint;
    private final long bits;
    private @Nullable Picture picture;

    /** What the picture's first segment settles. */
    private static final class Picture {
        final Pps pps;
        final TreeOrder order;
        final Frame frame;
        final SliceDecoder slices;
        SliceHeader last;

        Picture(Frame frame, Pps pps, TreeOrder order, SliceDecoder slices, SliceHeader first) {
            this.frame = frame;
            this.pps = pps;
            this.order = order;
            this.slices = slices;
            last = first;
        }
    }

    /** @param bytes of all its units: a bound on how large a picture they can hold */
    PictureDecoder(ParameterSets sets, Cabac cabac, Checkpoint checkpoint, int bytes) {
        bits = 8L * bytes;
        this.sets = sets;
        this.cabac = cabac;
        this.checkpoint = checkpoint;
    }

    /** @return whether the picture is complete and nothing further is of interest */
    boolean take(NalUnit unit) throws Unreadable {
        if (unit.layer() != 0) {
            return false;
        }
        if (!unit.isSlice()) {
            sets.offer(unit);
            return false;
        }
        if (SliceHeader.startsPicture(unit)) {
            if (picture != null) {
                throw Unreadable.truncated();
            }
            picture = begin(unit);
        } else if (picture == null) {
            throw Unreadable.corrupt("a slice without the first of its picture");
        } else {
            continuePicture(picture, unit);
        }
        return picture.slices.complete();
    }

    private Picture begin(NalUnit unit) throws Unreadable {
        Pps pps = sets.picture(SliceHeader.parameterSet(unit));
        Sps sps = sets.sequence(pps);
        if (pps.qpDeltaDepth() > sps.blocks().tree() - sps.blocks().minCoding()) {
            throw Unreadable.corrupt("diff_cu_qp_delta_depth");
        }
        requireBitForEachTree(sps);
        TreeOrder order = TreeOrder.of(sps, pps);
        SliceHeader first = SliceHeader.read(unit, sps, pps, order, null);
        Frame frame = new Frame(sps);
        SliceDecoder slices = new SliceDecoder(frame, pps, order, cabac, first, checkpoint);
        slices.decode(first, unit.bytes());
        return new Picture(frame, pps, order, slices, first);
    }

    /**
     * A tree takes a bit at least, mpm_idx or rem_intra_luma_pred_mode of its one coding block, which bypass the contexts:
     * nothing is allocated for a picture that the data cannot hold.
     */
    private void requireBitForEachTree(Sps sps) throws Unreadable {
        if ((long) sps.treeColumns() * sps.treeRows() > bits) {
            throw Unreadable.truncated();
        }
    }

    private void continuePicture(Picture current, NalUnit unit) throws Unreadable {
        if (SliceHeader.parameterSet(unit) != current.pps.id()) {
            throw Unreadable.rare("a picture with several picture parameter sets");
        }
        SliceHeader segment = SliceHeader.read(unit, current.frame.sps, current.pps, current.order, current.last);
        current.slices.decode(segment, unit.bytes());
        current.last = segment;
    }

    HevcPicture finish() throws Unreadable {
        if (picture == null || !picture.slices.complete()) {
            throw Unreadable.truncated();
        }
        filter(picture);
        return view(picture.frame);
    }

    /** In-loop filters (8.7): offsets follow a row behind deblocking. */
    private void filter(Picture done) {
        Frame frame = done.frame;
        boolean deblocking = false;
        boolean offsets = false;
        boolean everywhere = done.pps.tiles().map(Pps.Tiles::filterAcross).orElse(true);
        for (SliceHeader segment : frame.segments) {
            if (segment != null) {
                deblocking |= !segment.tools().deblocking().disabled();
                offsets |= segment.tools().lumaOffset() || segment.tools().chromaOffset();
                everywhere &= segment.tools().filterAcross() || done.last.sliceStart() == 0;
            }
        }
        Deblocking edges = new Deblocking(frame, done.pps);
        SampleOffset offset = offsets ? new SampleOffset(frame, done.pps, done.order, everywhere) : null;
        int rows = frame.sps.treeRows();
        for (int row = 0; row <= rows; row++) {
            checkpoint.check();
            if (deblocking && row < rows) {
                edges.filterRow(row);
            }
            if (offset != null && row > 0) {
                offset.filterRow(row - 1);
            }
        }
    }

    private static HevcPicture view(Frame frame) {
        Sps.Window window = frame.sps.window();
        HevcFormat format = frame.sps.format();
        List<HevcPlane> planes = new ArrayList<>();
        for (int plane = 0; plane < frame.planes; plane++) {
            int shiftX = plane == 0 ? 0 : frame.shiftX;
            int shiftY = plane == 0 ? 0 : frame.shiftY;
            int stride = frame.strides[plane];
            planes.add(new HevcPlane(
                    (format.width() + (1 << shiftX) - 1) >> shiftX,
                    (format.height() + (1 << shiftY) - 1) >> shiftY,
                    (window.top() >> shiftY) * stride + (window.left() >> shiftX),
                    stride,
                    frame.samples[plane],
                    frame.sps.depth(plane)));
        }
        return new HevcPicture(format, planes.getFirst(), planes.subList(1, planes.size()));
    }
}
