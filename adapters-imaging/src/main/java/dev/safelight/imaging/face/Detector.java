package dev.safelight.imaging.face;

import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.codec.Unreadable;
import dev.safelight.imaging.tensor.Network;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One of MediaPipe's face networks ("BlazeFace"), and what its outputs mean. For each anchor it gives how likely a face is
 * there, and sixteen distances in its own pixels: to the face's centre, its width and height, and to six landmarks.
 */
final class Detector {

    private static final int NUMBERS = 16;
    private static final int LANDMARKS = 6;

    private final Network network;
    private final List<Point> anchors;

    private Detector(Network network, List<Point> anchors) {
        this.network = network;
        this.anchors = anchors;
    }

    static Detector shortRange() {
        return new Detector(load("face_detection_short_range.tflite"), Anchors.shortRange());
    }

    static Detector fullRange() {
        return new Detector(load("face_detection_full_range.tflite"), Anchors.fullRange());
    }

    /** Everything in a part of a picture that scores at least {@code least}, in the order of anchors; a face many times. */
    List<Candidate> look(Planes picture, View view, double least) {
        List<float[]> outputs = network.run(view.colours(picture, network.width()));
        float[] distances = outputs.get(0);
        float[] scores = outputs.get(1);
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            double score = 1 / (1 + Math.exp(-scores[i]));
            if (score >= least) {
                candidates.add(candidate(view, anchors.get(i), distances, i * NUMBERS, score));
            }
        }
        return candidates;
    }

    private Candidate candidate(View view, Point anchor, float[] distances, int at, double score) {
        double scale = view.side() / network.width();
        Point centre = place(view, anchor, distances, at);
        double width = Math.max(0, distances[at + 2]) * scale;
        double height = Math.max(0, distances[at + 3]) * scale;
        List<Point> landmarks = new ArrayList<>();
        for (int k = 0; k < LANDMARKS; k++) {
            landmarks.add(place(view, anchor, distances, at + 4 + 2 * k));
        }
        return new Candidate(Box.around(centre, width, height), score, landmarks);
    }

    private Point place(View view, Point anchor, float[] distances, int at) {
        double size = network.width();
        return view.toPicture(anchor.x() + distances[at] / size, anchor.y() + distances[at + 1] / size);
    }

    private static Network load(String name) {
        try (InputStream file = Detector.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is not beside its classes: the build puts it there");
            }
            return Network.of(file.readAllBytes());
        } catch (Unreadable broken) {
            throw new IllegalStateException(name + " is not the network that was built with", broken);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
