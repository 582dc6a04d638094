package dev.safelight.imaging;

import dev.safelight.domain.rule.FaceSeen;
import dev.safelight.domain.rule.Measurements.Pixels;
import dev.safelight.domain.rule.Region;
import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.face.Box;
import dev.safelight.imaging.face.Face;
import dev.safelight.imaging.face.FaceDetector;
import dev.safelight.imaging.measure.Area;
import dev.safelight.imaging.measure.Meter;
import dev.safelight.imaging.measure.Meter.Reading;
import dev.safelight.imaging.measure.Meter.Readings;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Measures a photo and, when it is asked to, the faces in it. */
final class FaceStage {

    private final Optional<FaceDetector> detector;

    private FaceStage(Optional<FaceDetector> detector) {
        this.detector = detector;
    }

    /** Nobody looks for faces. */
    static FaceStage off() {
        return new FaceStage(Optional.empty());
    }

    /** Reads the networks, which takes a moment and 10 MB. */
    static FaceStage on() {
        return new FaceStage(Optional.of(FaceDetector.load()));
    }

    /** @param looked is told how long looking for faces took, if somebody did */
    Pixels measure(Planes working, Checkpoint checkpoint, Consumer<Duration> looked) {
        if (detector.isEmpty()) {
            return Meter.measure(working, List.of()).pixels();
        }
        long begun = System.nanoTime();
        List<Face> found = detector.get().detect(working, checkpoint);
        looked.accept(Duration.ofNanos(System.nanoTime() - begun));
        List<Face> faces = found.stream()
                .filter(face -> face.box().area() > 0)
                .sorted(Comparator.comparingDouble(Face::confidence).reversed())
                .toList();
        Readings readings =
                Meter.measure(working, faces.stream().map(FaceStage::area).toList());
        return readings.pixels()
                .with(IntStream.range(0, faces.size())
                        .mapToObj(i -> seen(faces.get(i), readings.areas().get(i), working.width(), working.height()))
                        .toList());
    }

    private static Area area(Face face) {
        Box box = face.box();
        return new Area(box.left(), box.top(), box.width(), box.height());
    }

    private static FaceSeen seen(Face face, Reading reading, double width, double height) {
        Box box = face.box();
        return new FaceSeen(
                new Region(box.left() / width, box.top() / height, box.width() / width, box.height() / height),
                face.confidence(),
                face.landmarks().stream()
                        .map(point -> new FaceSeen.Point(point.x() / width, point.y() / height))
                        .toList(),
                face.yawDegrees(),
                face.rollDegrees(),
                face.eyesVisibility(),
                reading.sharpness(),
                reading.exposure());
    }
}
