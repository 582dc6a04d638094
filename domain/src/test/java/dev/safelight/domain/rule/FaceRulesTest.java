package dev.safelight.domain.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.domain.image.Format;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.rule.Measurements.Pixels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** On a photo of 2000×1000 px: a tenth of its width is two tenths of its shorter side. */
class FaceRulesTest {

    private static final FaceLimits FACES = new FaceLimits(70, 20, 40, 75, 45, 50, 18, 88);
    private static final Limits LIMITS =
            new Limits(Limits.defaults().formats(), 1, 10_000, 100, 100, 25, 35, 80, FACES, 84);
    private static final Policy POLICY = new Policy(LIMITS, Map.of());
    private static final Face GOOD = new Face(0.3, 0.2, 0.2, 0.4, 5, 1, Optional.of(60.0), 20, 70);

    /** A face by what is measured on it, so that a case can say what it changes. */
    private record Face(
            double x,
            double y,
            double width,
            double height,
            double yaw,
            double eyes,
            Optional<Double> sharpness,
            double shadows,
            double highlights) {

        Face at(double newX, double newY) {
            return new Face(newX, newY, width, height, yaw, eyes, sharpness, shadows, highlights);
        }

        Face size(double newWidth, double newHeight) {
            return new Face(x, y, newWidth, newHeight, yaw, eyes, sharpness, shadows, highlights);
        }

        Face yaw(double to) {
            return new Face(x, y, width, height, to, eyes, sharpness, shadows, highlights);
        }

        Face eyes(double to) {
            return new Face(x, y, width, height, yaw, to, sharpness, shadows, highlights);
        }

        Face sharpness(double to) {
            return new Face(x, y, width, height, yaw, eyes, Optional.of(to), shadows, highlights);
        }

        Face withNothingToTellBy() {
            return new Face(x, y, width, height, yaw, eyes, Optional.empty(), shadows, highlights);
        }

        Face light(double darkest, double lightest) {
            return new Face(x, y, width, height, yaw, eyes, sharpness, darkest, lightest);
        }

        Region box() {
            return new Region(x, y, width, height);
        }

        FaceSeen seen() {
            return new FaceSeen(
                    box(),
                    0.9,
                    Collections.nCopies(FaceSeen.LANDMARKS, new FaceSeen.Point(x, y)),
                    yaw,
                    0,
                    eyes,
                    sharpness,
                    new Exposure(shadows, 50, highlights));
        }
    }

    private static Evidence photo(Exposure exposure, double sharpness, Optional<List<FaceSeen>> faces) {
        return new Evidence(
                new Measurements(
                        1_500,
                        Sha256.of(new byte[0]),
                        Format.JPEG,
                        Optional.of(Format.JPEG),
                        Optional.of(new PixelSize(2_000, 1_000)),
                        Optional.empty(),
                        Optional.of(new Pixels(exposure, Optional.of(sharpness), new Fingerprint(1, 2, 3, 4), faces))),
                Optional.empty());
    }

    private static Evidence photoOf(Face... faces) {
        return photo(
                new Exposure(10, 50, 90),
                70,
                Optional.of(Arrays.stream(faces).map(Face::seen).toList()));
    }

    private static List<Code> told(Evidence evidence) {
        Verdict verdict = POLICY.judge(evidence);
        List<Code> codes = new ArrayList<>();
        verdict.reasons().forEach(reason -> codes.add(reason.code()));
        verdict.warnings().forEach(reason -> codes.add(reason.code()));
        return codes;
    }

    @TestFactory
    Stream<DynamicTest> each_rule_holds_at_its_limit_and_fails_beyond_it() {
        return Stream.of(
                edge(Code.FACE_TOO_SMALL, width -> GOOD.size(width, 0.1), 0.1001, 0.0999),
                edge(Code.FACE_TOO_SMALL, height -> GOOD.size(0.05, height), 0.2001, 0.1999),
                edge(Code.FACE_CUT_OFF, x -> GOOD.at(x, 0.2), -0.0499, -0.0501),
                edge(Code.FACE_CUT_OFF, y -> GOOD.at(0.3, y), 0.6999, 0.7001),
                edge(Code.FACE_TURNED_AWAY, GOOD::yaw, 45.0, 45.1),
                edge(Code.FACE_TURNED_AWAY, GOOD::yaw, -45.0, -45.1),
                edge(Code.EYES_NOT_VISIBLE, GOOD::eyes, 0.5, 0.49),
                edge(Code.TOO_BLURRY, GOOD::sharpness, 25.0, 24.9),
                edge(Code.TOO_DARK, lightest -> GOOD.light(5, lightest), 18.0, 17.9),
                edge(Code.TOO_BRIGHT, darkest -> GOOD.light(darkest, 99), 88.0, 88.1));
    }

    private static DynamicTest edge(Code code, Function<Double, Face> face, double at, double beyond) {
        return DynamicTest.dynamicTest(code + " at " + at + " and at " + beyond, () -> {
            assertThat(told(photoOf(face.apply(at)))).isEmpty();
            assertThat(told(photoOf(face.apply(beyond)))).containsExactly(code);
        });
    }

    @Test
    void a_photo_without_a_face_fails_that_rule_alone() {
        assertThat(told(photoOf())).containsExactly(Code.NO_FACE);
    }

    @Test
    void where_nobody_looked_for_faces_nothing_is_said_of_them() {
        assertThat(told(photo(new Exposure(10, 50, 90), 70, Optional.empty()))).isEmpty();
    }

    @Test
    void others_count_from_a_share_of_the_largest_face_on() {
        Face other = GOOD.at(0.7, 0.5);

        assertThat(told(photoOf(GOOD, other.size(0.0799, 0.1599)))).isEmpty();
        assertThat(told(photoOf(GOOD, other.size(0.0801, 0.1601)))).containsExactly(Code.MULTIPLE_FACES);
    }

    @Test
    void what_the_detector_is_not_sure_of_is_no_face() {
        FaceSeen sure = GOOD.seen();
        FaceSeen doubtful =
                new FaceSeen(sure.box(), 0.69, sure.landmarks(), 0, 0, 1, sure.sharpness(), sure.exposure());
        FaceSeen justSure = new FaceSeen(sure.box(), 0.7, sure.landmarks(), 0, 0, 1, sure.sharpness(), sure.exposure());
        Exposure light = new Exposure(10, 50, 90);

        assertThat(told(photo(light, 70, Optional.of(List.of(doubtful))))).containsExactly(Code.NO_FACE);
        assertThat(told(photo(light, 70, Optional.of(List.of(justSure))))).isEmpty();
        assertThat(told(photo(light, 70, Optional.of(List.of(justSure, doubtful)))))
                .isEmpty();
    }

    @Test
    void whom_the_photo_shows_is_the_largest_whoever_is_named_first() {
        Face behind = GOOD.at(0.7, 0.1).size(0.01, 0.02).yaw(90).eyes(0).sharpness(3.0);

        assertThat(told(photoOf(behind, GOOD))).isEmpty();
    }

    @Test
    void too_many_faces_are_counted_and_the_largest_of_the_others_is_pointed_at() {
        Face second = GOOD.at(0.6, 0.2).size(0.15, 0.3);
        Face third = GOOD.at(0.8, 0.2).size(0.1, 0.2);

        Reason reason = POLICY.judge(photoOf(third, GOOD, second)).reasons().getFirst();

        assertThat(reason.measured()).isEqualTo(Figure.of(3));
        assertThat(reason.limit()).contains(Figure.of(1));
        assertThat(reason.region()).contains(second.box());
    }

    @Test
    void a_reason_that_concerns_the_face_says_where_it_is() {
        for (Face bad : List.of(GOOD.sharpness(1.0), GOOD.light(1, 2), GOOD.size(0.01, 0.02))) {
            assertThat(POLICY.judge(photoOf(bad)).reasons())
                    .extracting(Reason::region)
                    .containsExactly(Optional.of(bad.box()));
        }
    }

    @Test
    void to_be_turned_away_or_without_eyes_is_only_a_warning() {
        Verdict verdict = POLICY.judge(photoOf(GOOD.yaw(80).eyes(0)));

        assertThat(verdict.accepted()).isTrue();
        assertThat(verdict.warnings())
                .extracting(Reason::code)
                .containsExactly(Code.FACE_TURNED_AWAY, Code.EYES_NOT_VISIBLE);
    }

    @Test
    void a_sharp_face_before_a_blurred_background_is_sharp_and_a_blurred_one_before_a_sharp_background_is_not() {
        Exposure light = new Exposure(10, 50, 90);

        assertThat(told(photo(light, 3, Optional.of(List.of(GOOD.seen()))))).isEmpty();
        assertThat(told(photo(light, 90, Optional.of(List.of(GOOD.sharpness(3.0).seen())))))
                .containsExactly(Code.TOO_BLURRY);
    }

    @Test
    void a_face_with_nothing_to_tell_sharpness_by_leaves_it_to_the_photo() {
        List<FaceSeen> plain = List.of(GOOD.withNothingToTellBy().seen());

        assertThat(told(photo(new Exposure(10, 50, 90), 70, Optional.of(plain))))
                .isEmpty();
        Reason reason = POLICY.judge(photo(new Exposure(10, 50, 90), 3, Optional.of(plain)))
                .reasons()
                .getFirst();
        assertThat(reason.code()).isEqualTo(Code.TOO_BLURRY);
        assertThat(reason.region()).isEmpty();
    }

    @Test
    void light_is_judged_on_the_face() {
        Optional<List<FaceSeen>> lit = Optional.of(List.of(GOOD.seen()));
        Optional<List<FaceSeen>> backlit = Optional.of(List.of(GOOD.light(2, 10).seen()));

        assertThat(told(photo(new Exposure(0, 5, 12), 70, lit)))
                .as("lit at night")
                .isEmpty();
        assertThat(told(photo(new Exposure(85, 90, 100), 70, lit)))
                .as("before a white wall")
                .isEmpty();
        assertThat(told(photo(new Exposure(10, 70, 100), 70, backlit))).containsExactly(Code.TOO_DARK);
    }

    @Test
    void faces_are_looked_for_as_long_as_any_rule_asks() {
        assertThat(POLICY.asksForFaces()).isTrue();
        assertThat(POLICY.withoutFaces().asksForFaces()).isFalse();
        assertThat(POLICY.withoutFaces().judge(photoOf()).accepted()).isTrue();
        Policy one =
                new Policy(LIMITS, Map.copyOf(Map.of(Code.NO_FACE, Severity.OFF, Code.MULTIPLE_FACES, Severity.OFF)));
        assertThat(one.asksForFaces()).isTrue();
    }

    @Test
    void a_face_is_whole_or_is_none() {
        FaceSeen seen = GOOD.seen();

        assertThatThrownBy(() -> new FaceSeen(
                        seen.box(), 1, seen.landmarks().subList(0, 5), 0, 0, 1, Optional.empty(), seen.exposure()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Region(0, 0, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
