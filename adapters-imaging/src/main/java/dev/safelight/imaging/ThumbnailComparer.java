package dev.safelight.imaging;

import dev.safelight.application.inspect.PhotoComparer;
import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.codec.Unreadable;
import dev.safelight.imaging.jpeg.JpegDecoder;
import dev.safelight.imaging.measure.TwoPhotos;

/** Compares our own thumbnails, pixel by pixel; no budget is needed for pictures of 512 px. Without any state. */
public final class ThumbnailComparer implements PhotoComparer {

    @Override
    public boolean areTwo(byte[] one, byte[] other) {
        try {
            return TwoPhotos.areTwo(decoded(one), decoded(other));
        } catch (Unreadable notOurs) {
            return false;
        }
    }

    private static Planes decoded(byte[] jpeg) throws Unreadable {
        return JpegDecoder.open(jpeg).decode(1, Checkpoint.NONE);
    }
}
