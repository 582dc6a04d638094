package dev.safelight.imaging.hevc;

import dev.safelight.imaging.codec.Unreadable;
import java.util.Optional;

/** Video usability information (E.2): only its colours are of interest, but the extensions stand behind it. */
final class Vui {

    private static final int EXTENDED_ASPECT = 255;
    private static final int MAX_BUFFERS = 31;

    private Vui() {}

    /** @param subLayers sps_max_sub_layers_minus1 */
    static Optional<VideoColour> read(BitReader in, int subLayers) throws Unreadable {
        if (in.flag() && in.bits(8) == EXTENDED_ASPECT) {
            in.skip(32);
        }
        if (in.flag()) {
            in.skip(1);
        }
        Optional<VideoColour> colour = in.flag() ? Optional.of(colour(in)) : Optional.empty();
        if (in.flag()) {
            in.skipUnsigned();
            in.skipUnsigned();
        }
        in.skip(3);
        if (in.flag()) {
            skipUnsigned(in, 4);
        }
        if (in.flag()) {
            skipTiming(in, subLayers);
        }
        if (in.flag()) {
            in.skip(3);
            skipUnsigned(in, 5);
        }
        return colour;
    }

    private static VideoColour colour(BitReader in) throws Unreadable {
        in.skip(3);
        boolean fullRange = in.flag();
        if (!in.flag()) {
            return new VideoColour(2, 2, 2, fullRange);
        }
        return new VideoColour(in.bits(8), in.bits(8), in.bits(8), fullRange);
    }

    private static void skipTiming(BitReader in, int subLayers) throws Unreadable {
        in.skip(64);
        if (in.flag()) {
            in.skipUnsigned();
        }
        if (in.flag()) {
            skipHypotheticalDecoder(in, subLayers);
        }
    }

    /** hrd_parameters(1, subLayers) (E.2.2). */
    private static void skipHypotheticalDecoder(BitReader in, int subLayers) throws Unreadable {
        int kinds = (in.flag() ? 1 : 0) + (in.flag() ? 1 : 0);
        boolean subPictures = false;
        if (kinds > 0) {
            subPictures = in.flag();
            in.skip(subPictures ? 19 + 8 + 4 + 15 : 8 + 15);
        }
        for (int i = 0; i <= subLayers; i++) {
            boolean general = in.flag();
            boolean fixed = general || in.flag();
            boolean lowDelay = false;
            if (fixed) {
                in.skipUnsigned();
            } else {
                lowDelay = in.flag();
            }
            int buffers = lowDelay ? 1 : in.unsigned(MAX_BUFFERS) + 1;
            for (int k = 0; k < kinds * buffers; k++) {
                skipUnsigned(in, subPictures ? 4 : 2);
                in.skip(1);
            }
        }
    }

    private static void skipUnsigned(BitReader in, int count) throws Unreadable {
        for (int i = 0; i < count; i++) {
            in.skipUnsigned();
        }
    }
}
