package dev.safelight.imaging.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.safelight.domain.rule.Exposure;
import dev.safelight.domain.rule.Fingerprint;
import dev.safelight.domain.rule.Measurements.Pixels;
import dev.safelight.imaging.Inspecting;
import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.codec.Sampling;
import dev.safelight.imaging.picture.AreaAverage;
import dev.safelight.imaging.picture.Orientation;
import dev.safelight.imaging.picture.PlanesOf;
import dev.safelight.imaging.sample.SamplePhotos;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class MeterTest {

    private static final Planes PHOTO = Inspecting.planes(Inspecting.decode(SamplePhotos.light(9)));

    @Test
    void exposure_is_the_tenth_the_mean_and_the_ninetieth_percentile_of_luma() {
        Exposure ramp = measure(gray(256, 64, (x, y) -> x)).exposure();

        assertThat(ramp.shadows()).isCloseTo(10, within(0.5));
        assertThat(ramp.mean()).isCloseTo(50, within(0.5));
        assertThat(ramp.highlights()).isCloseTo(90, within(0.5));
    }

    @Test
    void a_few_lamps_do_not_make_a_dark_photo_bright() {
        Exposure night = measure(gray(100, 100, (x, y) -> x < 5 ? 255 : 10)).exposure();

        assertThat(night.highlights()).isLessThan(5);
    }

    @Test
    void edges_of_known_width_have_it() {
        for (int width : new int[] {2, 4, 8}) {
            Luma ramps = Luma.of(gray(640, 200, (x, y) -> edge(x, width)).luma());

            assertThat(EdgeWidth.alongRows(ramps, 0).orElseThrow()).isCloseTo(width, within(0.6));
            assertThat(EdgeWidth.alongColumns(ramps, 0)).isEmpty();
        }
    }

    /** From dark to light and back, each change taking {@code width} pixels. */
    private static int edge(int x, int width) {
        int phase = x % 64;
        int distance = phase < 32 ? phase - 16 : 48 - phase;
        return Math.clamp(128 + 200L * distance / width, 28, 228);
    }

    @Test
    void blur_costs_sharpness_the_more_the_stronger() {
        double before = sharpness(PHOTO);
        Planes blurred = PHOTO;
        for (int i = 0; i < 3; i++) {
            blurred = blurred(blurred);
            assertThat(sharpness(blurred)).isLessThan(before);
            before = sharpness(blurred);
        }
        assertThat(sharpness(PHOTO)).isGreaterThan(50);
        assertThat(before).isLessThan(25);
    }

    @Test
    void shake_in_one_direction_is_seen() {
        Planes shaken = blurredAlongRows(blurredAlongRows(blurredAlongRows(PHOTO)));

        assertThat(sharpness(shaken)).isLessThan(sharpness(PHOTO) / 2);
    }

    @Test
    void noise_is_not_taken_for_detail() {
        Planes blurred = blurred(blurred(blurred(PHOTO)));

        assertThat(sharpness(noisy(blurred))).isCloseTo(sharpness(blurred), within(10.0));
        assertThat(sharpness(noisy(PHOTO))).isGreaterThan(40);
    }

    private static Planes noisy(Planes picture) {
        Random random = new Random(1);
        return gray(
                picture.width(),
                picture.height(),
                (x, y) -> Math.clamp(picture.luma().at(x, y) + Math.round(6 * random.nextGaussian()), 0, 255));
    }

    @Test
    void a_wall_and_a_mist_are_undecided_but_a_scene_without_any_edge_is_blurred() {
        assertThat(measure(gray(800, 800, (x, y) -> 180)).sharpness()).isEmpty();
        assertThat(measure(gray(800, 800, (x, y) -> 160 + x / 40)).sharpness()).isEmpty();
        assertThat(measure(gray(800, 800, (x, y) -> 20 + x / 4)).sharpness()).contains(0.0);
    }

    @Test
    void the_resolution_of_the_camera_does_not_decide() {
        Planes large = Inspecting.planes(SamplePhotos.view(9));

        assertThat(sharpness(AreaAverage.within(large, 1100, Checkpoint.NONE)))
                .isCloseTo(sharpness(large), within(12.0));
    }

    @Test
    void a_fingerprint_survives_what_chat_apps_do() {
        Fingerprint original = fingerprint(PHOTO);

        assertThat(original.distance(fingerprint(AreaAverage.within(PHOTO, 300, Checkpoint.NONE))))
                .isLessThanOrEqualTo(10);
        assertThat(original.distance(fingerprint(toned(v -> Math.min(255, v + 30)))))
                .isLessThanOrEqualTo(20);
        assertThat(original.distance(fingerprint(toned(v -> v * 7 / 10)))).isLessThanOrEqualTo(8);
        assertThat(original.distance(fingerprint(blurred(PHOTO)))).isLessThanOrEqualTo(8);
    }

    @Test
    void a_mirrored_or_turned_copy_has_the_fingerprint_that_follows_from_the_original() {
        Fingerprint original = fingerprint(PHOTO);
        Planes mirrored = turned(Orientation.MIRRORED);
        Planes onItsHead = turned(Orientation.UPSIDE_DOWN_MIRRORED);
        Planes quarterTurn = turned(Orientation.QUARTER_TURN_RIGHT);

        assertThat(original.mirrored().distance(fingerprint(mirrored))).isLessThanOrEqualTo(2);
        assertThat(original.distance(fingerprint(mirrored))).isGreaterThan(60);
        for (Planes copy : List.of(mirrored, onItsHead, quarterTurn)) {
            assertThat(original.distanceEveryWay(fingerprint(copy))).isLessThanOrEqualTo(2);
        }
    }

    private static Planes turned(Orientation how) {
        return how.upright(PHOTO, Checkpoint.NONE);
    }

    @Test
    void each_area_is_read_by_itself_in_the_order_asked() {
        Planes halves = gray(400, 400, (x, y) -> x < 200 ? 40 + edge(x, 2) / 4 : 240);
        List<Meter.Reading> areas = Meter.measure(
                        halves,
                        List.of(new Area(210, 10, 150, 150), new Area(10, 10, 150, 150), new Area(-500, -500, 9, 9)))
                .areas();

        assertThat(areas).hasSize(3);
        assertThat(areas.get(0).exposure()).isEqualTo(new Exposure(94.1, 94.1, 94.1));
        assertThat(areas.get(0).sharpness()).as("nothing to tell by").isEmpty();
        assertThat(areas.get(1).exposure().highlights()).isLessThan(50);
    }

    @Test
    void a_face_is_sharp_or_blurred_whatever_surrounds_it() {
        Planes sharp = gray(600, 600, (x, y) -> inFace(x, y) ? checks(x, y, 2) : 128);
        Planes blurred = gray(600, 600, (x, y) -> inFace(x, y) ? checks(x, y, 14) : checks(x, y, 2));
        Area face = new Area(200, 200, 200, 200);

        assertThat(ofArea(sharp, face)).isGreaterThan(50);
        assertThat(ofArea(blurred, face)).isLessThan(25);
    }

    private static boolean inFace(int x, int y) {
        return x >= 200 && x < 400 && y >= 200 && y < 400;
    }

    /** A chessboard of 32 px whose edges take {@code width} pixels. */
    private static int checks(int x, int y, int width) {
        double wave = square(x, width) * square(y, width);
        return (int) Math.round(128 + 80 * wave);
    }

    private static double square(int at, int width) {
        return (edge(at, width) - 128) / 100.0;
    }

    private static double ofArea(Planes picture, Area area) {
        return Meter.measure(picture, List.of(area))
                .areas()
                .getFirst()
                .sharpness()
                .orElseThrow();
    }

    @Test
    void what_is_reduced_is_the_mean_of_what_it_covers() {
        Luma six = new Luma(6, 2, new int[] {0, 30, 60, 90, 120, 150, 0, 30, 60, 90, 120, 150});

        assertThat(six.resized(3, 1).values()).containsExactly(15, 75, 135);
        assertThat(six.resized(4, 2).values()).containsExactly(10, 50, 100, 140, 10, 50, 100, 140);
        assertThat(six.resized(12, 1).values()).startsWith(0, 0, 30, 30);
    }

    @Test
    void tiny_pictures_can_be_measured_too() {
        for (int side : new int[] {1, 2, 3, 5, 63}) {
            assertThat(measure(gray(side, side, (x, y) -> x * y % 256)).exposure())
                    .isNotNull();
        }
        assertThat(measure(gray(1, 4000, (x, y) -> y % 256)).exposure().mean()).isPositive();
    }

    private static double sharpness(Planes picture) {
        return measure(picture).sharpness().orElseThrow();
    }

    private static Fingerprint fingerprint(Planes picture) {
        return measure(picture).fingerprint();
    }

    private static Pixels measure(Planes picture) {
        Planes working = AreaAverage.within(picture, Meter.WORKING_SIDE, Checkpoint.NONE);
        return Meter.measure(working, List.of()).pixels();
    }

    private static Planes gray(int width, int height, IntBinaryOperator level) {
        return new Planes(Sampling.GRAY, PlanesOf.plane(width, height, level), List.of());
    }

    private static Planes toned(IntUnaryOperator tone) {
        BufferedImage photo = Inspecting.decode(SamplePhotos.light(9));
        for (int y = 0; y < photo.getHeight(); y++) {
            for (int x = 0; x < photo.getWidth(); x++) {
                int rgb = photo.getRGB(x, y);
                photo.setRGB(
                        x,
                        y,
                        tone.applyAsInt(rgb >> 16 & 255) << 16
                                | tone.applyAsInt(rgb >> 8 & 255) << 8
                                | tone.applyAsInt(rgb & 255));
            }
        }
        return Inspecting.planes(photo);
    }

    private static Planes blurred(Planes picture) {
        return averaged(averaged(picture, 1, 0), 0, 1);
    }

    private static Planes blurredAlongRows(Planes picture) {
        return averaged(averaged(picture, 1, 0), 1, 0);
    }

    /** Each pixel becomes the mean of seven neighbours in a line. */
    private static Planes averaged(Planes picture, int stepX, int stepY) {
        return gray(picture.width(), picture.height(), (x, y) -> {
            int sum = 0;
            for (int i = -3; i <= 3; i++) {
                sum += picture.luma()
                        .at(
                                Math.clamp(x + (long) i * stepX, 0, picture.width() - 1),
                                Math.clamp(y + (long) i * stepY, 0, picture.height() - 1));
            }
            return sum / 7;
        });
    }
}
