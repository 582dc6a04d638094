package dev.safelight.imaging.hevc;

import dev.safelight.imaging.codec.Sampling;
import dev.safelight.imaging.codec.Unreadable;
import java.util.Optional;

/**
 * A sequence parameter set (7.3.2.2, 7.4.3.2): what all pictures of a stream share.
 *
 * @param width of the decoded picture, a multiple of the smallest coding block
 * @param window what of it is shown
 * @param lists empty where all frequencies are quantised alike
 */
record Sps(
        int id,
        Sampling sampling,
        int width,
        int height,
        Window window,
        int lumaDepth,
        int chromaDepth,
        Blocks blocks,
        Optional<ScalingLists> lists,
        boolean sampleOffset,
        Optional<Pcm> pcm,
        ReferenceSets references,
        boolean temporalMotion,
        boolean strongSmoothing,
        Optional<VideoColour> colour,
        RangeTools range) {

    static final int MAX_ID = 15;
    private static final int MAX_SIDE = 65_536;
    private static final int MAX_DEPTH = 12;

    /** Columns and rows, in luma samples, to leave out at each side. */
    record Window(int left, int right, int top, int bottom) {
        static final Window ALL = new Window(0, 0, 0, 0);
    }

    /**
     * Log2 of the sides of blocks.
     *
     * @param depth max_transform_hierarchy_depth_intra
     */
    record Blocks(int minCoding, int tree, int minTransform, int maxTransform, int depth) {}

    /** Blocks of plain samples: their depths, log2 of their sides, and whether filters leave them alone. */
    record Pcm(int lumaDepth, int chromaDepth, int minSize, int maxSize, boolean unfiltered) {}

    /** sps_range_extension() (7.3.2.2.2), as far as intra pictures use it. */
    record RangeTools(
            boolean skipRotation,
            boolean skipContext,
            boolean implicitRdpcm,
            boolean unsmoothed,
            boolean persistentRice) {
        static final RangeTools NONE = new RangeTools(false, false, false, false, false);
    }

    int depth(int plane) {
        return plane == 0 ? lumaDepth : chromaDepth;
    }

    int treeColumns() {
        return (width + (1 << blocks.tree) - 1) >> blocks.tree;
    }

    int treeRows() {
        return (height + (1 << blocks.tree) - 1) >> blocks.tree;
    }

    HevcFormat format() {
        return new HevcFormat(
                width - window.left - window.right,
                height - window.top - window.bottom,
                sampling,
                lumaDepth,
                chromaDepth,
                colour);
    }

    /** @param maxPixels of the decoded picture; larger ones are refused */
    static Sps read(BitReader in, long maxPixels) throws Unreadable {
        in.skip(4);
        int subLayers = in.bits(3);
        in.skip(1);
        skipProfile(in, subLayers);
        int id = in.unsigned(MAX_ID);
        Sampling sampling = sampling(in);
        int width = in.unsigned(MAX_SIDE);
        int height = in.unsigned(MAX_SIDE);
        if (width == 0 || height == 0) {
            throw Unreadable.corrupt("a picture of " + width + "×" + height);
        }
        if ((long) width * height > maxPixels) {
            throw Unreadable.tooComplex(width + "×" + height + " pixels");
        }
        Window window = in.flag() ? window(in, sampling, width, height) : Window.ALL;
        int lumaDepth = depth(in);
        int chromaDepth = depth(in);
        int orderBits = in.unsigned(12) + 4;
        int told = in.flag() ? subLayers + 1 : 1;
        for (int i = 0; i < 3 * told; i++) {
            in.skipUnsigned();
        }
        Blocks blocks = blocks(in, width, height);
        Optional<ScalingLists> lists = in.flag() ? Optional.of(lists(in)) : Optional.empty();
        in.skip(1);
        boolean sampleOffset = in.flag();
        Optional<Pcm> pcm = in.flag() ? Optional.of(pcm(in, lumaDepth, chromaDepth, blocks)) : Optional.empty();
        ReferenceSets references = ReferenceSets.of(in, orderBits);
        boolean temporalMotion = in.flag();
        boolean strongSmoothing = in.flag();
        Optional<VideoColour> colour = in.flag() ? Vui.read(in, subLayers) : Optional.empty();
        RangeTools range = in.flag() ? extensions(in) : RangeTools.NONE;
        return new Sps(
                id,
                sampling,
                width,
                height,
                window,
                lumaDepth,
                chromaDepth,
                blocks,
                lists,
                sampleOffset,
                pcm,
                references,
                temporalMotion,
                strongSmoothing,
                colour,
                range);
    }

    /** profile_tier_level(1, subLayers) (7.3.3): whatever it claims, what is used decides. */
    private static void skipProfile(BitReader in, int subLayers) throws Unreadable {
        in.skip(96);
        int skipped = 0;
        for (int i = 0; i < subLayers; i++) {
            skipped += (in.flag() ? 88 : 0) + (in.flag() ? 8 : 0);
        }
        in.skip(subLayers > 0 ? 2 * (8 - subLayers) + skipped : 0);
    }

    private static Sampling sampling(BitReader in) throws Unreadable {
        return switch (in.unsigned(3)) {
            case 0 -> Sampling.GRAY;
            case 1 -> Sampling.YUV_420;
            case 2 -> Sampling.YUV_422;
            default -> {
                if (in.flag()) {
                    throw Unreadable.rare("separate_colour_plane_flag");
                }
                yield Sampling.YUV_444;
            }
        };
    }

    private static Window window(BitReader in, Sampling sampling, int width, int height) throws Unreadable {
        int left = in.unsigned(width) << sampling.shiftX();
        int right = in.unsigned(width) << sampling.shiftX();
        int top = in.unsigned(height) << sampling.shiftY();
        int bottom = in.unsigned(height) << sampling.shiftY();
        if (left + right >= width || top + bottom >= height) {
            throw Unreadable.corrupt("a conformance window without a pixel");
        }
        return new Window(left, right, top, bottom);
    }

    private static int depth(BitReader in) throws Unreadable {
        int depth = in.unsigned(8) + 8;
        if (depth > MAX_DEPTH) {
            throw Unreadable.rare(depth + " bits a sample");
        }
        return depth;
    }

    private static Blocks blocks(BitReader in, int width, int height) throws Unreadable {
        int minCoding = in.unsigned(3) + 3;
        int tree = minCoding + in.unsigned(3);
        int minTransform = in.unsigned(3) + 2;
        int maxTransform = minTransform + in.unsigned(3);
        in.skipUnsigned();
        if (tree < 4
                || tree > 6
                || minTransform >= minCoding
                || maxTransform > Math.min(tree, 5)
                || (width | height) % (1 << minCoding) != 0) {
            throw Unreadable.corrupt("sizes of blocks");
        }
        return new Blocks(minCoding, tree, minTransform, maxTransform, in.unsigned(tree - minTransform));
    }

    private static ScalingLists lists(BitReader in) throws Unreadable {
        return in.flag() ? ScalingLists.of(in) : ScalingLists.ofDefaults();
    }

    private static Pcm pcm(BitReader in, int lumaDepth, int chromaDepth, Blocks blocks) throws Unreadable {
        int luma = in.bits(4) + 1;
        int chroma = in.bits(4) + 1;
        int minSize = in.unsigned(2) + 3;
        int maxSize = minSize + in.unsigned(2);
        if (luma > lumaDepth
                || chroma > chromaDepth
                || minSize < blocks.minCoding
                || maxSize > Math.min(blocks.tree, 5)) {
            throw Unreadable.corrupt("blocks of plain samples");
        }
        return new Pcm(luma, chroma, minSize, maxSize, in.flag());
    }

    /** sps_extension_4bits and what they announce: extensions of several layers and of 3D say nothing of the base. */
    private static RangeTools extensions(BitReader in) throws Unreadable {
        boolean range = in.flag();
        in.skip(2);
        boolean screenContent = in.flag();
        in.skip(4);
        RangeTools tools = range ? rangeTools(in) : RangeTools.NONE;
        if (screenContent) {
            throw Unreadable.rare("sps_scc_extension_flag");
        }
        return tools;
    }

    private static RangeTools rangeTools(BitReader in) throws Unreadable {
        boolean skipRotation = in.flag();
        boolean skipContext = in.flag();
        boolean implicitRdpcm = in.flag();
        in.skip(1);
        if (in.flag()) {
            throw Unreadable.rare("extended_precision_processing_flag");
        }
        boolean unsmoothed = in.flag();
        in.skip(1);
        boolean persistentRice = in.flag();
        if (in.flag()) {
            throw Unreadable.rare("cabac_bypass_alignment_enabled_flag");
        }
        return new RangeTools(skipRotation, skipContext, implicitRdpcm, unsmoothed, persistentRice);
    }
}
