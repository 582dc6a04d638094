package dev.safelight.imaging;

import dev.safelight.application.inspect.PhotoInspector.Pictures;
import dev.safelight.domain.rule.Measurements.Pixels;
import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.decode.Negative;
import dev.safelight.imaging.decode.Sides;
import dev.safelight.imaging.jpeg.JpegEncoder;
import dev.safelight.imaging.measure.Meter;
import dev.safelight.imaging.picture.AreaAverage;
import dev.safelight.imaging.picture.SrgbConversion;
import java.time.Duration;
import java.util.function.Consumer;

/** What happens to a decoded photo, step by step. All of it on planes of luma and chroma, as cameras store them. */
final class Darkroom {

    private static final int THUMBNAIL_SIDE = 512;
    private static final int NORMALIZED_QUALITY = 90;
    private static final int THUMBNAIL_QUALITY = 80;

    /** Of samples, for each pixel of a normalized picture: planes before and after a turn, and the file. */
    private static final double BYTES_PER_PIXEL = 1.5 + 1.5 + 1;

    /** What was measured and made of a photo. */
    record Developed(Pixels pixels, Pictures pictures) {}

    private final Sides sides;
    private final FaceStage faces;

    Darkroom(int normalizedSide, FaceStage faces) {
        this.sides = new Sides(normalizedSide, Meter.WORKING_SIDE);
        this.faces = faces;
    }

    /** What a decoder has to deliver. */
    Sides sides() {
        return sides;
    }

    /** @param looked is told how long looking for faces took, if somebody did */
    Developed develop(Negative negative, Checkpoint checkpoint, Consumer<Duration> looked) {
        int side = negative.upright().isPresent() ? sides.working() : sides.normalized();
        Planes reduced = AreaAverage.within(negative.planes(), side, checkpoint);
        Planes inSrgb = SrgbConversion.toSrgb(reduced, negative.colours(), checkpoint);
        Planes upright = negative.orientation().upright(inSrgb, checkpoint);
        Planes working = AreaAverage.within(upright, sides.working(), checkpoint);
        Planes thumbnail = AreaAverage.within(working, THUMBNAIL_SIDE, checkpoint);
        return new Developed(
                faces.measure(working, checkpoint, looked),
                new Pictures(
                        negative.upright().orElseGet(() -> JpegEncoder.encode(upright, NORMALIZED_QUALITY, checkpoint)),
                        JpegEncoder.encode(thumbnail, THUMBNAIL_QUALITY, checkpoint)));
    }

    /** What developing takes at most, the negative not counted. */
    long bytes(int width, int height) {
        double scale = Math.min(1.0, (double) sides.normalized() / Math.max(width, height));
        return (long) (scale * width * scale * height * BYTES_PER_PIXEL);
    }
}
