package dev.safelight.imaging.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.safelight.domain.rule.Exposure;
import dev.safelight.domain.rule.Fingerprint;
import dev.safelight.imaging.Inspecting;
import dev.safelight.imaging.codec.Plane;
import dev.safelight.imaging.codec.Planes;
import dev.safelight.imaging.codec.Sampling;
import dev.safelight.imaging.picture.Picture;
import dev.safelight.imaging.sample.SamplePhotos;
import java.util.List;
import java.util.Random;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class MeterTest {

    private static final Picture PHOTO = Inspecting.picture(Inspecting.decode(SamplePhotos.light(9)));

    @Test
    void exposure_is_the_tenth_the_mean_and_the_ninetieth_percentile_of_luma() {
        Exposure ramp = Meter.measure(gray(256, 64, (x, y) -> x)).exposure();

        assertThat(ramp.shadows()).isCloseTo(10, within(0.5));
        assertThat(ramp.mean()).isCloseTo(50, within(0.5));
        assertThat(ramp.highlights()).isCloseTo(90, within(0.5));
    }

    @Test
    void a_few_lamps_do_not_make_a_dark_photo_bright() {
        Exposure night =
                Meter.measure(gray(100, 100, (x, y) -> x < 5 ? 255 : 10)).exposure();

        assertThat(night.highlights()).isLessThan(5);
    }

    @Test
    void edges_of_known_width_have_it() {
        for (int width : new int[] {2, 4, 8}) {
            Luma ramps = Luma.of(gray(640, 200, (x, y) -> edge(x, width)));

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
        Picture blurred = PHOTO;
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
        Picture shaken = blurredAlongRows(blurredAlongRows(blurredAlongRows(PHOTO)));

        assertThat(sharpness(shaken)).isLessThan(sharpness(PHOTO) / 2);
    }

    @Test
    void noise_is_not_taken_for_detail() {
        Picture blurred = blurred(blurred(blurred(PHOTO)));

        assertThat(sharpness(noisy(blurred))).isCloseTo(sharpness(blurred), within(10.0));
        assertThat(sharpness(noisy(PHOTO))).isGreaterThan(40);
    }

    private static Picture noisy(Picture picture) {
        Random random = new Random(1);
        int[] pixels = new int[picture.pixels().length];
        for (int i = 0; i < pixels.length; i++) {
            long level = (picture.pixels()[i] >> 8 & 255) + Math.round(6 * random.nextGaussian());
            pixels[i] = Math.clamp(level, 0, 255) * 0x10101;
        }
        return new Picture(picture.width(), picture.height(), pixels);
    }

    @Test
    void a_wall_and_a_mist_are_undecided_but_a_scene_without_any_edge_is_blurred() {
        assertThat(Meter.measure(gray(800, 800, (x, y) -> 180)).sharpness()).isEmpty();
        assertThat(Meter.measure(gray(800, 800, (x, y) -> 160 + x / 40)).sharpness())
                .isEmpty();
        assertThat(Meter.measure(gray(800, 800, (x, y) -> 20 + x / 4)).sharpness())
                .contains(0.0);
    }

    @Test
    void the_resolution_of_the_camera_does_not_decide() {
        Picture large = Inspecting.picture(SamplePhotos.view(9));

        assertThat(sharpness(large.within(1100))).isCloseTo(sharpness(large), within(12.0));
    }

    @Test
    void a_fingerprint_survives_what_chat_apps_do() {
        Fingerprint original = fingerprint(PHOTO);

        assertThat(original.distance(fingerprint(PHOTO.within(300)))).isLessThanOrEqualTo(10);
        assertThat(original.distance(fingerprint(toned(v -> Math.min(255, v + 30)))))
                .isLessThanOrEqualTo(20);
        assertThat(original.distance(fingerprint(toned(v -> v * 7 / 10)))).isLessThanOrEqualTo(8);
        assertThat(original.distance(fingerprint(blurred(PHOTO)))).isLessThanOrEqualTo(8);
    }

    @Test
    void a_mirrored_or_turned_copy_has_the_fingerprint_that_follows_from_the_original() {
        Fingerprint original = fingerprint(PHOTO);
        Picture mirrored = moved(PHOTO.width(), PHOTO.height(), (x, y) -> at(PHOTO.width() - 1 - x, y));
        Picture onItsHead = moved(PHOTO.width(), PHOTO.height(), (x, y) -> at(x, PHOTO.height() - 1 - y));
        Picture quarterTurn = moved(PHOTO.height(), PHOTO.width(), (x, y) -> at(y, PHOTO.height() - 1 - x));

        assertThat(original.mirrored().distance(fingerprint(mirrored))).isLessThanOrEqualTo(2);
        assertThat(original.distance(fingerprint(mirrored))).isGreaterThan(60);
        for (Picture copy : List.of(mirrored, onItsHead, quarterTurn)) {
            assertThat(original.distanceEveryWay(fingerprint(copy))).isLessThanOrEqualTo(2);
        }
    }

    private static Picture moved(int width, int height, IntBinaryOperator from) {
        int[] pixels = new int[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = PHOTO.pixels()[from.applyAsInt(i % width, i / width)];
        }
        return new Picture(width, height, pixels);
    }

    private static int at(int x, int y) {
        return y * PHOTO.width() + x;
    }

    @Test
    void planes_are_measured_as_the_same_picture_is() {
        Picture working = PHOTO.within(Meter.WORKING_SIDE);
        Meter.Readings readings = Meter.measure(planes(working), List.of());

        assertThat(readings.pixels()).isEqualTo(Meter.measure(working));
    }

    @Test
    void each_area_is_read_by_itself_in_the_order_asked() {
        Picture halves = gray(400, 400, (x, y) -> x < 200 ? 40 + edge(x, 2) / 4 : 240);
        List<Meter.Reading> areas = Meter.measure(
                        planes(halves),
                        List.of(new Area(210, 10, 150, 150), new Area(10, 10, 150, 150), new Area(-500, -500, 9, 9)))
                .areas();

        assertThat(areas).hasSize(3);
        assertThat(areas.get(0).exposure()).isEqualTo(new Exposure(94.1, 94.1, 94.1));
        assertThat(areas.get(0).sharpness()).as("nothing to tell by").isEmpty();
        assertThat(areas.get(1).exposure().highlights()).isLessThan(50);
    }

    @Test
    void a_face_is_sharp_or_blurred_whatever_surrounds_it() {
        Picture sharp = gray(600, 600, (x, y) -> inFace(x, y) ? checks(x, y, 2) : 128);
        Picture blurred = gray(600, 600, (x, y) -> inFace(x, y) ? checks(x, y, 14) : checks(x, y, 2));
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

    private static double ofArea(Picture picture, Area area) {
        return Meter.measure(planes(picture), List.of(area))
                .areas()
                .getFirst()
                .sharpness()
                .orElseThrow();
    }

    /** With a gap at the end of each row, as decoders leave one. */
    private static Planes planes(Picture picture) {
        Luma luma = Luma.of(picture);
        int stride = luma.width() + 5;
        byte[] samples = new byte[stride * luma.height()];
        for (int i = 0; i < luma.values().length; i++) {
            samples[i / luma.width() * stride + i % luma.width()] = (byte) luma.values()[i];
        }
        return new Planes(Sampling.GRAY, new Plane(luma.width(), luma.height(), stride, samples), List.of());
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
            assertThat(Meter.measure(gray(side, side, (x, y) -> x * y % 256)).exposure())
                    .isNotNull();
        }
        assertThat(Meter.measure(gray(1, 4000, (x, y) -> y % 256)).exposure().mean())
                .isPositive();
    }

    private static double sharpness(Picture picture) {
        return Meter.measure(picture).sharpness().orElseThrow();
    }

    private static Fingerprint fingerprint(Picture picture) {
        return Meter.measure(picture).fingerprint();
    }

    private static Picture gray(int width, int height, IntBinaryOperator level) {
        int[] pixels = new int[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = level.applyAsInt(i % width, i / width) * 0x10101;
        }
        return new Picture(width, height, pixels);
    }

    private static Picture toned(IntUnaryOperator tone) {
        int[] pixels = PHOTO.pixels().clone();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = tone.applyAsInt(pixels[i] >> 16) << 16
                    | tone.applyAsInt(pixels[i] >> 8 & 255) << 8
                    | tone.applyAsInt(pixels[i] & 255);
        }
        return new Picture(PHOTO.width(), PHOTO.height(), pixels);
    }

    private static Picture blurred(Picture picture) {
        return averaged(averaged(picture, 1), picture.width());
    }

    private static Picture blurredAlongRows(Picture picture) {
        return averaged(averaged(picture, 1), 1);
    }

    /** Each pixel becomes the mean of seven neighbours, {@code step} apart. */
    private static Picture averaged(Picture picture, int step) {
        int[] from = picture.pixels();
        int[] to = new int[from.length];
        for (int i = 0; i < from.length; i++) {
            for (int shift = 0; shift < 24; shift += 8) {
                int sum = 0;
                for (int j = -3; j <= 3; j++) {
                    sum += from[Math.clamp(i + (long) j * step, 0, from.length - 1)] >> shift & 255;
                }
                to[i] |= (sum / 7) << shift;
            }
        }
        return new Picture(picture.width(), picture.height(), to);
    }
}
