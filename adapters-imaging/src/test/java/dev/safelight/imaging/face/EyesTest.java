package dev.safelight.imaging.face;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.imaging.codec.Planes;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class EyesTest {

    private static final List<Point> LANDMARKS = List.of(
            new Point(80, 80),
            new Point(120, 80),
            new Point(100, 100),
            new Point(100, 120),
            new Point(60, 85),
            new Point(140, 85));

    @Test
    void eyes_with_dark_and_bright_in_them_show() {
        assertThat(visibility(canvas -> {
                    eye(canvas, 80);
                    eye(canvas, 120);
                }))
                .isEqualTo(1);
    }

    @Test
    void one_eye_is_enough() {
        assertThat(visibility(canvas -> eye(canvas, 120))).isEqualTo(1);
    }

    @Test
    void dark_glasses_hide_them() {
        assertThat(visibility(canvas -> {
                    canvas.setColor(new Color(20, 20, 20));
                    canvas.fillRect(60, 65, 80, 30);
                }))
                .isZero();
    }

    @Test
    void in_a_face_without_any_contrast_nothing_shows_and_none_lies_beyond_the_picture() {
        Planes plain = Pictures.plain(50, 50);
        assertThat(Eyes.visibility(plain.luma(), new Box(0, 0, 50, 50), LANDMARKS))
                .isZero();
        assertThat(Eyes.visibility(plain.luma(), new Box(60, 60, 50, 50), LANDMARKS))
                .isZero();
    }

    private static void eye(Graphics2D canvas, int x) {
        canvas.setColor(Color.WHITE);
        canvas.fillOval(x - 8, 75, 16, 10);
        canvas.setColor(Color.BLACK);
        canvas.fillOval(x - 4, 75, 9, 10);
    }

    /** A skin-coloured face with dark hair above, and what is drawn on it. */
    private static double visibility(Consumer<Graphics2D> what) {
        Planes face = Pictures.drawn(200, 200, canvas -> {
            canvas.setColor(new Color(220, 180, 150));
            canvas.fillRect(50, 40, 100, 110);
            canvas.setColor(new Color(30, 20, 10));
            canvas.fillRect(50, 40, 100, 20);
            what.accept(canvas);
        });
        return Eyes.visibility(face.luma(), new Box(50, 40, 100, 110), LANDMARKS);
    }
}
