package dev.safelight.imaging.hevc;

import dev.safelight.imaging.codec.ByteView;
import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Unreadable;

/**
 * Decodes still pictures of HEVC as HEIC stores them: parameter sets once in a configuration ({@code hvcC}), pictures as NAL
 * units behind their lengths. Immutable: any number of threads may decode at once, such as the tiles of a grid.
 */
public final class HevcDecoder {

    /** Where HEVCDecoderConfigurationRecord has lengthSizeMinusOne, and numOfArrays behind it. */
    private static final int LENGTH_SIZE = 21;

    private final ParameterSets sets;
    private final int lengthSize;
    private final HevcFormat format;

    private HevcDecoder(ParameterSets sets, int lengthSize, HevcFormat format) {
        this.sets = sets;
        this.lengthSize = lengthSize;
        this.format = format;
    }

    /**
     * Reads a configuration (ISO/IEC 14496-15, 8.3.3.1), the content of an {@code hvcC} box.
     *
     * @param file is not kept
     * @param from where the content of the box starts in it
     * @param to where it ends
     * @param maxPixels of a decoded picture, at most 2^29; larger ones are {@link
     *     dev.safelight.imaging.codec.Fault#TOO_COMPLEX}, before anything is allocated for them
     * @throws Unreadable if it has no sequence parameter set, or one that we cannot decode
     */
    public static HevcDecoder of(byte[] file, int from, int to, long maxPixels) throws Unreadable {
        ByteView box = ByteView.of(file).part(from, to);
        if (box.u8(0) > 1) {
            throw Unreadable.rare("version " + box.u8(0) + " of hvcC");
        }
        int lengthSize = (box.u8(LENGTH_SIZE) & 3) + 1;
        if (lengthSize == 3) {
            throw Unreadable.corrupt("lengths of three bytes");
        }
        ParameterSets sets = new ParameterSets(Math.min(maxPixels, 1 << 29));
        int arrays = box.u8(LENGTH_SIZE + 1);
        int at = LENGTH_SIZE + 2;
        for (int i = 0; i < arrays; i++) {
            int units = box.u16(at + 1);
            at += 3;
            for (int k = 0; k < units; k++) {
                ByteView unit = box.part(at + 2, at + 2 + box.u16(at));
                if (unit.length() >= 2) {
                    sets.offer(NalUnit.of(file, unit.from(), unit.to()));
                }
                at += 2 + unit.length();
            }
        }
        return new HevcDecoder(sets, lengthSize, sets.first().format());
    }

    /** What pictures will be like, by the first sequence parameter set. */
    public HevcFormat format() {
        return format;
    }

    /**
     * Decodes the first picture of the data; what comes after it is not looked at.
     *
     * @param from where the data, NAL units behind their lengths, starts
     * @param to where it ends
     * @param checkpoint called once a NAL unit and once a row of coding trees
     * @return a picture of its own; nothing is shared with other calls
     * @throws Unreadable if the data end before the picture is complete, contradict themselves, or use what intra pictures of
     *     the profiles Main to Main 4:4:4 12 do not
     */
    public HevcPicture decode(byte[] file, int from, int to, Checkpoint checkpoint) throws Unreadable {
        ByteView data = ByteView.of(file).part(from, to);
        PictureDecoder picture = new PictureDecoder(sets.copy(), new Cabac(), checkpoint, data.length());
        int at = 0;
        while (at < data.length()) {
            checkpoint.check();
            long length = length(data, at);
            at += lengthSize;
            if (length > data.length() - at) {
                throw Unreadable.truncated();
            }
            if (length >= 2 && picture.take(NalUnit.of(file, from + at, from + at + (int) length))) {
                break;
            }
            at += (int) length;
        }
        return picture.finish();
    }

    private long length(ByteView data, int at) throws Unreadable {
        return switch (lengthSize) {
            case 1 -> data.u8(at);
            case 2 -> data.u16(at);
            default -> data.u32(at);
        };
    }
}
