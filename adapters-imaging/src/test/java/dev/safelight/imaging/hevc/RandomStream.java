package dev.safelight.imaging.hevc;

import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Sampling;
import dev.safelight.imaging.codec.Unreadable;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One picture with tools, sizes and contents at random: the same for the same seed. */
final class RandomStream {

    private final Random random;
    private final List<byte[]> units = new ArrayList<>();

    private final boolean tiled;
    private final boolean wavefront;
    private final boolean dependent;
    private final boolean range;

    private RandomStream(long seed) {
        random = new Random(seed);
        int kind = random.nextInt(3);
        tiled = kind == 1;
        wavefront = kind == 2;
        dependent = random.nextBoolean();
        range = random.nextBoolean();
    }

    /** The picture's NAL units: parameter sets first. */
    static List<byte[]> units(long seed) throws Unreadable {
        RandomStream stream = new RandomStream(seed);
        stream.write();
        return stream.units;
    }

    private boolean maybe() {
        return random.nextBoolean();
    }

    private void write() throws Unreadable {
        unit(
                NalUnit.VPS,
                new BitWriter()
                        .bits(0, 4)
                        .bits(3, 2)
                        .bits(0, 6)
                        .bits(0, 3)
                        .bits(1, 1)
                        .bits(0xFFFF, 16)
                        .append(profile())
                        .flag(true)
                        .unsigned(0)
                        .unsigned(0)
                        .unsigned(0)
                        .bits(0, 6)
                        .unsigned(0)
                        .bits(0, 2)
                        .trailing());
        ParameterSets sets = new ParameterSets(1 << 20);
        sets.offer(parsed(unit(NalUnit.SPS, sps())));
        Sps sps = sets.first();
        sets.offer(parsed(unit(NalUnit.PPS, pps(sps))));
        Pps pps = sets.picture(0);
        TreeOrder order = TreeOrder.of(sps, pps);
        List<Segment> segments = plan(sps, order);
        boolean[] ends = new boolean[order.count()];
        for (Segment segment : segments) {
            ends[segment.last] = true;
        }
        RandomCabac cabac = new RandomCabac(random, ends);
        Frame frame = new Frame(sps);
        SliceDecoder decoder = null;
        SliceHeader previous = null;
        for (Segment segment : segments) {
            BitWriter header = new BitWriter();
            header.flag(segment.first == 0).flag(false).unsigned(0);
            if (segment.first > 0) {
                header.bits(segment.dependent ? 1 : 0, dependent ? 1 : 0);
                header.bits(order.place(segment.first), ReferenceSets.bitsFor(order.count()));
            }
            if (!segment.dependent) {
                tools(header, sps, pps);
            }
            SliceHeader read = withoutEntries(header, sps, pps, order, previous);
            SliceHeader roomy = new SliceHeader(
                    read.dependent(), read.start(), read.sliceStart(), read.tools(), 0, new int[order.count()]);
            if (decoder == null) {
                decoder = new SliceDecoder(frame, pps, order, cabac, roomy, Checkpoint.NONE);
            }
            decoder.decode(roomy, new byte[0]);
            previous = roomy;
            unit(NalUnit.IDR_W_RADL, withData(header, cabac.takeSubsets()));
        }
    }

    /** What the header says, read back as the decoder would, before it is known how long the parts will be. */
    private SliceHeader withoutEntries(
            BitWriter header, Sps sps, Pps pps, TreeOrder order, @Nullable SliceHeader previous) throws Unreadable {
        // a copy: bits cannot be taken back
        BitWriter copy = new BitWriter().bits(NalUnit.IDR_W_RADL << 1, 8).bits(1, 8);
        header.copyTo(copy);
        if (tiled || wavefront) {
            copy.unsigned(0);
        }
        byte[] bytes = copy.trailing().toBytes();
        return SliceHeader.read(new NalUnit(NalUnit.IDR_W_RADL, 0, bytes, new int[0]), sps, pps, order, previous);
    }

    /** Sizes of the parts count what emulation prevention will put in. */
    private BitWriter withData(BitWriter header, List<byte[]> subsets) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        int[] sizes = new int[subsets.size()];
        int before = 0;
        for (int i = 0; i < sizes.length; i++) {
            data.writeBytes(subsets.get(i));
            int after = escape(data.toByteArray()).length;
            sizes[i] = after - before;
            before = after;
        }
        if (tiled || wavefront) {
            header.unsigned(sizes.length - 1);
            if (sizes.length > 1) {
                header.unsigned(31);
                for (int i = 0; i < sizes.length - 1; i++) {
                    header.bits(sizes[i] - 1, 32);
                }
            }
        }
        return header.trailing().append(data.toByteArray());
    }

    /** Turns of the first and the last tree of a segment. */
    private record Segment(int first, int last, boolean dependent) {}

    /** Cuts the picture into segments as 7.4.7.1 allows. */
    private List<Segment> plan(Sps sps, TreeOrder order) {
        List<Segment> segments = new ArrayList<>();
        int columns = sps.treeColumns();
        boolean whole = random.nextInt(3) == 0;
        int sliceFirst = 0;
        for (int first = 0; first < order.count(); ) {
            int limit = order.count() - 1;
            boolean mayDepend = dependent && first > 0;
            if (tiled) {
                limit = first;
                while (limit + 1 < order.count() && !order.startsTile(limit + 1)) {
                    limit++;
                }
                mayDepend &= !order.startsTile(first);
            } else if (wavefront && first % columns != 0) {
                limit = first - first % columns + columns - 1;
            }
            if (wavefront && sliceFirst % columns != 0 && sliceFirst / columns != first / columns) {
                mayDepend = false;
            }
            int last = whole ? order.count() - 1 : first + random.nextInt(limit - first + 1);
            boolean depends = mayDepend && maybe();
            if (depends && wavefront && sliceFirst % columns != 0) {
                last = Math.min(last, sliceFirst - sliceFirst % columns + columns - 1);
            }
            sliceFirst = depends ? sliceFirst : first;
            segments.add(new Segment(first, last, depends));
            first = last + 1;
        }
        return segments;
    }

    private void tools(BitWriter header, Sps sps, Pps pps) {
        header.bits(0, pps.headers().reservedBits()).unsigned(2);
        boolean luma = sps.sampleOffset() && maybe();
        boolean chroma = sps.sampleOffset() && sps.sampling() != Sampling.GRAY && maybe();
        if (sps.sampleOffset()) {
            header.flag(luma);
            if (sps.sampling() != Sampling.GRAY) {
                header.flag(chroma);
            }
        }
        header.signed(random.nextInt(9) - 4);
        if (pps.headers().chromaOffsets()) {
            header.signed(random.nextInt(7) - 3).signed(random.nextInt(7) - 3);
        }
        if (pps.range().cbOffsets().length > 0) {
            header.flag(maybe());
        }
        boolean disabled = pps.deblocking().disabled();
        if (pps.deblocking().overridable()) {
            boolean override = maybe();
            header.flag(override);
            if (override) {
                disabled = random.nextInt(4) == 0;
                header.flag(disabled);
                if (!disabled) {
                    header.signed(random.nextInt(7) - 3).signed(random.nextInt(7) - 3);
                }
            }
        }
        if (pps.headers().filterAcrossSlices() && (luma || chroma || !disabled)) {
            header.flag(maybe());
        }
    }

    private static byte[] profile() {
        return new BitWriter()
                .bits(4, 8)
                .bits(1 << 27, 32)
                .bits(0b1001 << 28, 32)
                .bits(0, 16)
                .bits(120, 8)
                .toBytes();
    }

    private BitWriter sps() {
        int chroma = random.nextInt(4);
        int depth = random.nextInt(3) == 0 ? 2 : 0;
        int tree = 4 + random.nextInt(3);
        int minCoding = 3 + random.nextInt(Math.min(2, tree - 3));
        int minTransform = 2 + random.nextInt(minCoding - 2);
        int maxTransform = Math.max(minTransform, Math.min(5, tree) - random.nextInt(2));
        int unit = 1 << minCoding;
        int width = unit * ((40 + random.nextInt(100)) / unit);
        int height = unit * ((40 + random.nextInt(60)) / unit);
        BitWriter out = new BitWriter().bits(0, 4).bits(0, 3).bits(1, 1).append(profile());
        out.unsigned(0).unsigned(chroma);
        if (chroma == 3) {
            out.flag(false);
        }
        out.unsigned(width).unsigned(height).flag(false).unsigned(depth).unsigned(depth);
        out.unsigned(0).flag(true).unsigned(0).unsigned(0).unsigned(0);
        out.unsigned(minCoding - 3)
                .unsigned(tree - minCoding)
                .unsigned(minTransform - 2)
                .unsigned(maxTransform - minTransform);
        out.unsigned(0).unsigned(random.nextInt(Math.min(4, tree - minTransform) + 1));
        boolean lists = maybe();
        out.flag(lists);
        if (lists && maybe()) {
            writeLists(out);
        } else if (lists) {
            out.flag(false);
        }
        return spsRest(out, chroma, depth, minCoding, tree);
    }

    private BitWriter spsRest(BitWriter out, int chroma, int depth, int minCoding, int tree) {
        out.flag(false).flag(maybe());
        boolean pcm = chroma > 0 && maybe();
        out.flag(pcm);
        if (pcm) {
            int largest = Math.min(5, tree);
            out.bits(4 + random.nextInt(4 + depth), 4).bits(4 + random.nextInt(4 + depth), 4);
            out.unsigned(minCoding - 3)
                    .unsigned(random.nextInt(largest - minCoding + 1))
                    .flag(maybe());
        }
        out.unsigned(0).flag(false).flag(false).flag(maybe()).flag(false).flag(range);
        if (range) {
            out.flag(true).bits(0, 7);
            out.flag(maybe())
                    .flag(maybe())
                    .flag(maybe())
                    .flag(false)
                    .flag(false)
                    .flag(maybe())
                    .flag(false);
            out.flag(maybe()).flag(false);
        }
        return out.trailing();
    }

    /** scaling_list_data(), and before it the flag that announces it. */
    private void writeLists(BitWriter out) {
        out.flag(true);
        for (int size = 0; size < 4; size++) {
            int step = size == 3 ? 3 : 1;
            for (int matrix = 0; matrix < 6; matrix += step) {
                boolean told = random.nextInt(3) == 0;
                out.flag(told);
                if (told) {
                    if (size > 1) {
                        out.signed(random.nextInt(30) - 4);
                    }
                    for (int i = 0; i < Math.min(64, 16 << (2 * size)); i++) {
                        out.signed(random.nextInt(7) - 3 + (i < 4 ? 4 : 0));
                    }
                } else {
                    out.unsigned(random.nextInt(matrix / step + 1));
                }
            }
        }
    }

    private BitWriter pps(Sps sps) {
        BitWriter out = new BitWriter().unsigned(0).unsigned(0);
        out.flag(dependent).flag(false).bits(random.nextInt(2), 3).flag(maybe()).flag(false);
        out.unsigned(0).unsigned(0).signed(random.nextInt(21) - 10).flag(false);
        boolean skip = maybe();
        out.flag(skip);
        boolean delta = maybe();
        out.flag(delta);
        int depths = sps.blocks().tree() - sps.blocks().minCoding();
        if (delta) {
            out.unsigned(random.nextInt(depths + 1));
        }
        out.signed(random.nextInt(9) - 4)
                .signed(random.nextInt(9) - 4)
                .flag(maybe())
                .bits(0, 2)
                .flag(maybe());
        out.flag(tiled).flag(wavefront);
        if (tiled) {
            tiles(out, sps);
        }
        out.flag(maybe());
        boolean control = maybe();
        out.flag(control);
        if (control) {
            boolean disabled = random.nextInt(4) == 0;
            out.flag(maybe()).flag(disabled);
            if (!disabled) {
                out.signed(random.nextInt(7) - 3).signed(random.nextInt(7) - 3);
            }
        }
        boolean lists = maybe();
        if (lists) {
            writeLists(out);
        } else {
            out.flag(false);
        }
        out.flag(false).unsigned(0).flag(false).flag(range);
        if (range) {
            out.flag(true).bits(0, 7);
            if (skip) {
                out.unsigned(random.nextInt(Math.min(4, sps.blocks().maxTransform() - 1)));
            }
            out.flag(sps.sampling() == Sampling.YUV_444 && maybe());
            boolean offsets = sps.sampling() != Sampling.GRAY && maybe();
            out.flag(offsets);
            if (offsets) {
                int count = 1 + random.nextInt(6);
                out.unsigned(random.nextInt(depths + 1)).unsigned(count - 1);
                for (int i = 0; i < 2 * count; i++) {
                    out.signed(random.nextInt(9) - 4);
                }
            }
            out.unsigned(0).unsigned(0);
        }
        return out.trailing();
    }

    private void tiles(BitWriter out, Sps sps) {
        int columns = 1 + random.nextInt(Math.min(3, sps.treeColumns()));
        int rows = 1 + random.nextInt(Math.min(3, sps.treeRows()));
        if (columns * rows == 1) {
            columns = Math.min(2, sps.treeColumns());
            rows = columns == 2 ? 1 : Math.min(2, sps.treeRows());
        }
        boolean uniform = maybe();
        out.unsigned(columns - 1).unsigned(rows - 1).flag(uniform);
        if (!uniform) {
            sizes(out, columns, sps.treeColumns());
            sizes(out, rows, sps.treeRows());
        }
        out.flag(maybe());
    }

    private void sizes(BitWriter out, int count, int length) {
        int left = length;
        for (int i = 0; i < count - 1; i++) {
            int size = 1 + random.nextInt(left - (count - 1 - i));
            out.unsigned(size - 1);
            left -= size;
        }
    }

    private byte[] unit(int type, BitWriter content) {
        byte[] header = {(byte) (type << 1), 1};
        byte[] escaped = escape(content.toBytes());
        byte[] unit = new byte[2 + escaped.length];
        System.arraycopy(header, 0, unit, 0, 2);
        System.arraycopy(escaped, 0, unit, 2, escaped.length);
        units.add(unit);
        return unit;
    }

    private static NalUnit parsed(byte[] unit) throws Unreadable {
        return NalUnit.of(unit, 0, unit.length);
    }

    /** Emulation prevention (7.4.2). */
    private static byte[] escape(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int zeros = 0;
        for (byte value : bytes) {
            if (zeros >= 2 && (value & 0xFC) == 0) {
                out.write(3);
                zeros = 0;
            }
            out.write(value);
            zeros = value == 0 ? zeros + 1 : 0;
        }
        return out.toByteArray();
    }
}
