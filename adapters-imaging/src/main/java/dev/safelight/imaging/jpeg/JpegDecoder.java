package dev.safelight.imaging.jpeg;

import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Fault;
import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.codec.Sampling;
import dev.safelight.imaging.codec.Unreadable;

/**
 * Decodes what cameras and phones make: 8 bits, Huffman coded, sequential or progressive; gray, or brightness and colour
 * (YCbCr) at 4:4:4, 4:2:2, 4:4:0 or 4:2:0. Knows all else by its header and leaves it to others.
 *
 * <p>May be used many times and by many threads; each decoding has its own state.
 */
public final class JpegDecoder {

    private final byte[] file;
    private final Frame frame;

    private JpegDecoder(byte[] file, Frame frame) {
        this.file = file;
        this.frame = frame;
    }

    /**
     * Reads segments up to the first scan and says what it is; decodes nothing. Metadata is not looked at.
     *
     * @param file is kept and must not change
     * @throws Unreadable {@link Fault#UNSUPPORTED_VARIANT} for what is no matter of this decoder, other faults for damage
     */
    public static JpegDecoder open(byte[] file) throws Unreadable {
        return new JpegDecoder(file, FrameSearch.find(file));
    }

    /** In pixels, as stored: 1 to 65535. */
    public int width() {
        return frame.width();
    }

    /** In pixels, as stored: 1 to 65535. */
    public int height() {
        return frame.height();
    }

    public Sampling sampling() {
        return frame.sampling();
    }

    public boolean progressive() {
        return frame.progressive();
    }

    /**
     * Heap in bytes that {@link #decode} takes at most besides its result: coded data without its stuffing, and for
     * progressive files the coefficients that matter at this scale.
     */
    public long decodingBytes(int scale) {
        long coefficients = frame.progressive() ? ProgressiveStore.bytes(frame, scale) : 0;
        return file.length + coefficients + (64 << 10);
    }

    /** Heap in bytes that {@link JpegCoefficients#read} takes at most, its result among it; a third of it is usual. */
    public long coefficientBytes() {
        return JpegCoefficients.bytes(frame, file.length);
    }

    /**
     * Decodes all of the file, whatever the scale, so that a damaged file is found out at each.
     *
     * @param scale 1, 2, 4 or 8: the picture is ceil(width/scale) × ceil(height/scale), each sample the mean of that many
     *     pixels
     * @param checkpoint is called for every row of blocks of every scan
     * @throws Unreadable when samples are missing or wrong: {@link Fault#TRUNCATED} where the file ends without the mark
     *     of its end, {@link Fault#CORRUPT} otherwise; {@link Fault#TOO_COMPLEX} beyond 64 scans
     */
    public Planes decode(int scale, Checkpoint checkpoint) throws Unreadable {
        if (scale != 1 && scale != 2 && scale != 4 && scale != 8) {
            throw new IllegalArgumentException("no scale: " + scale);
        }
        PlaneSinks sinks = new PlaneSinks(frame, scale);
        if (frame.progressive()) {
            ProgressiveStore store = new ProgressiveStore(frame, scale);
            new Scans(file, frame, store).read(checkpoint);
            store.pour(sinks, checkpoint);
        } else {
            new Scans(file, frame, sinks).read(checkpoint);
        }
        return sinks.planes();
    }
}
