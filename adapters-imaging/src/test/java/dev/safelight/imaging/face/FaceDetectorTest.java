package dev.safelight.imaging.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Planes;
import java.awt.Color;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class FaceDetectorTest {

    private static final FaceDetector DETECTOR = FaceDetector.load();

    @Test
    void there_is_no_face_in_nothing() {
        assertThat(DETECTOR.detect(Pictures.plain(640, 480), Checkpoint.NONE)).isEmpty();
        assertThat(DETECTOR.detect(Pictures.plain(1, 1), Checkpoint.NONE)).isEmpty();
        assertThat(DETECTOR.detect(Pictures.plain(900, 3), Checkpoint.NONE)).isEmpty();
        assertThat(DETECTOR.detect(Pictures.noise(300, 400), Checkpoint.NONE)).isEmpty();
    }

    @Test
    void a_flower_is_no_face() {
        Planes flower = Pictures.drawn(400, 400, canvas -> {
            for (int i = 0; i < 8; i++) {
                canvas.setColor(Color.YELLOW);
                canvas.fillOval(
                        (int) (160 + 70 * Math.cos(i * Math.PI / 4)),
                        (int) (160 + 70 * Math.sin(i * Math.PI / 4)),
                        80,
                        80);
            }
            canvas.setColor(new Color(90, 50, 10));
            canvas.fillOval(140, 140, 120, 120);
        });
        assertThat(Subjects.of(DETECTOR.detect(flower, Checkpoint.NONE))).isEmpty();
    }

    @Test
    void a_checkpoint_ends_it() {
        assertThatThrownBy(() -> DETECTOR.detect(Pictures.plain(64, 64), () -> {
                    throw new CancellationException();
                }))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void quarters_cover_the_picture_and_overlap() {
        Planes picture = Pictures.plain(600, 400);
        assertThat(View.quarters(picture))
                .containsExactly(
                        new View(0, -60, 360), new View(240, -60, 360), new View(0, 100, 360), new View(240, 100, 360));
    }
}
