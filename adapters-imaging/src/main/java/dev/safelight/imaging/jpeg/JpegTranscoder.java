package dev.safelight.imaging.jpeg;

import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Unreadable;
import java.util.Optional;

/** A photo that is already as it should be, but for its orientation and metadata, needs no new compression. */
public final class JpegTranscoder {

    private JpegTranscoder() {}

    /**
     * @param exifOrientation 1 to 8
     * @return as {@link JpegCoefficients#upright}
     * @throws Unreadable as {@link JpegCoefficients#read}
     */
    public static Optional<byte[]> upright(byte[] file, int exifOrientation, Checkpoint checkpoint) throws Unreadable {
        return JpegCoefficients.read(file, checkpoint).upright(exifOrientation, checkpoint);
    }
}
