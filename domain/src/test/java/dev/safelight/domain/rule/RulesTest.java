package dev.safelight.domain.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.domain.image.Format;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.Neighbour;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.rule.Measurements.Defect;
import dev.safelight.domain.rule.Measurements.Pixels;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RulesTest {

    private static final Limits LIMITS = new Limits(
            EnumSet.of(Format.JPEG, Format.PNG), 1_000, 2_000, 512, 100, 30, 35, 80, FaceLimits.defaults(), 84);
    private static final Policy POLICY = new Policy(LIMITS, Map.of());
    private static final ImageId OTHER = new ImageId(new UUID(7, 7));
    private static final Photo GOOD = new Photo(
            1_500, Format.JPEG, Optional.of(Format.JPEG), 1_000, 800, 50.0, 20, 90, Optional.empty(), Optional.empty());

    /** A photo by what is measured on it, so that a case can say what it changes. */
    private record Photo(
            long bytes,
            Format promised,
            Optional<Format> format,
            int width,
            int height,
            double sharpness,
            double shadows,
            double highlights,
            Optional<Defect> defect,
            Optional<Neighbour> nearest) {

        Photo bytes(long to) {
            return new Photo(to, promised, format, width, height, sharpness, shadows, highlights, defect, nearest);
        }

        Photo format(Format to) {
            return new Photo(
                    bytes, promised, Optional.of(to), width, height, sharpness, shadows, highlights, defect, nearest);
        }

        Photo size(int newWidth, int newHeight) {
            return new Photo(
                    bytes, promised, format, newWidth, newHeight, sharpness, shadows, highlights, defect, nearest);
        }

        Photo sharpness(double to) {
            return new Photo(bytes, promised, format, width, height, to, shadows, highlights, defect, nearest);
        }

        Photo highlights(double to) {
            return new Photo(bytes, promised, format, width, height, sharpness, shadows, to, defect, nearest);
        }

        Photo shadows(double to) {
            return new Photo(bytes, promised, format, width, height, sharpness, to, highlights, defect, nearest);
        }

        Photo defect(Defect to) {
            return new Photo(
                    bytes, promised, format, width, height, sharpness, shadows, highlights, Optional.of(to), nearest);
        }

        Photo near(int distance, boolean identical) {
            return new Photo(
                    bytes,
                    promised,
                    format,
                    width,
                    height,
                    sharpness,
                    shadows,
                    highlights,
                    defect,
                    Optional.of(new Neighbour(OTHER, distance, identical)));
        }

        Evidence evidence() {
            Optional<Pixels> pixels = defect.isPresent()
                    ? Optional.empty()
                    : Optional.of(new Pixels(
                            new Exposure(shadows, 50, highlights),
                            Optional.of(sharpness),
                            new Fingerprint(1, 2, 3, 4)));
            return new Evidence(
                    new Measurements(
                            bytes,
                            Sha256.of(new byte[0]),
                            promised,
                            format,
                            Optional.of(new PixelSize(width, height)),
                            defect,
                            pixels),
                    nearest);
        }
    }

    @TestFactory
    Stream<DynamicTest> each_rule_holds_at_its_limit_and_fails_beyond_it() {
        return Stream.of(
                edge(Code.FILE_TOO_SMALL, GOOD::bytes, 1_000L, 999L),
                edge(Code.FILE_TOO_LARGE, GOOD::bytes, 2_000L, 2_001L),
                edge(Code.RESOLUTION_TOO_LOW, side -> GOOD.size(4_000, side), 512, 511),
                edge(Code.RESOLUTION_TOO_LOW, side -> GOOD.size(side, 4_000), 512, 511),
                edge(Code.RESOLUTION_TOO_HIGH, width -> GOOD.size(width, 10_000), 10_000, 10_001),
                edge(Code.TOO_BLURRY, GOOD::sharpness, 30.0, 29.9),
                edge(Code.TOO_DARK, GOOD::highlights, 35.0, 34.9),
                edge(Code.TOO_BRIGHT, GOOD::shadows, 80.0, 80.1),
                edge(Code.TOO_SIMILAR, distance -> GOOD.near(distance, false), 41, 40),
                edge(Code.UNSUPPORTED_FORMAT, GOOD::format, Format.PNG, Format.GIF),
                edge(Code.UNREADABLE, photo -> photo, GOOD, GOOD.defect(Defect.TRUNCATED)),
                edge(Code.DUPLICATE, identical -> GOOD.near(0, identical), false, true));
    }

    private static <T> DynamicTest edge(Code code, Function<T, Photo> photo, T at, T beyond) {
        return DynamicTest.dynamicTest(code + " at " + at + " and at " + beyond, () -> {
            assertThat(rejecting(photo.apply(at))).doesNotContain(code);
            assertThat(rejecting(photo.apply(beyond))).contains(code);
        });
    }

    @Test
    void a_good_photo_is_accepted_without_a_word() {
        Verdict verdict = POLICY.judge(GOOD.evidence());

        assertThat(verdict.accepted()).isTrue();
        assertThat(verdict.warnings()).isEmpty();
    }

    @Test
    void every_failing_rule_is_listed_in_the_order_asked() {
        Photo hopeless = GOOD.bytes(10).size(100, 100).sharpness(1).highlights(5);

        assertThat(rejecting(hopeless))
                .containsExactly(Code.FILE_TOO_SMALL, Code.RESOLUTION_TOO_LOW, Code.TOO_BLURRY, Code.TOO_DARK);
    }

    @Test
    void a_reason_names_what_was_measured_and_what_was_asked() {
        Reason reason = POLICY.judge(GOOD.size(100, 300).evidence()).reasons().getFirst();

        assertThat(reason.measured()).isEqualTo(Figure.of(100));
        assertThat(reason.limit()).contains(Figure.of(512));
        assertThat(reason.unit()).isEqualTo("px");
        assertThat(reason.advice()).isNotBlank();
    }

    @Test
    void a_near_duplicate_names_the_winner() {
        Verdict verdict = POLICY.judge(GOOD.near(3, false).evidence());

        assertThat(verdict.duplicateOf()).contains(OTHER);
        assertThat(verdict.reasons()).extracting(Reason::code).containsExactly(Code.TOO_SIMILAR);
    }

    @Test
    void an_identical_file_is_not_also_called_similar() {
        assertThat(rejecting(GOOD.near(0, true))).containsExactly(Code.DUPLICATE);
    }

    @Test
    void another_format_than_promised_is_only_a_warning() {
        Verdict verdict = POLICY.judge(GOOD.format(Format.PNG).evidence());

        assertThat(verdict.accepted()).isTrue();
        assertThat(verdict.warnings()).extracting(Reason::code).containsExactly(Code.FORMAT_MISMATCH);
    }

    @Test
    void a_rare_variant_of_a_welcome_format_is_not_called_damaged() {
        assertThat(rejecting(GOOD.defect(Defect.UNSUPPORTED_VARIANT))).containsExactly(Code.UNSUPPORTED_FORMAT);
    }

    @Test
    void what_nobody_could_look_at_is_not_accepted_however_welcome() {
        Measurements measured = new Measurements(
                1_500,
                Sha256.of(new byte[0]),
                Format.PNG,
                Optional.of(Format.PNG),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        assertThat(POLICY.judge(new Evidence(measured, Optional.empty())).reasons())
                .extracting(Reason::code)
                .containsExactly(Code.UNSUPPORTED_FORMAT);
    }

    @Test
    void a_photo_without_edges_is_undecided_and_not_blurry() {
        Evidence evidence = GOOD.evidence();
        Pixels plain = new Pixels(new Exposure(20, 50, 90), Optional.empty(), new Fingerprint(1, 2, 3, 4));
        Measurements measured = evidence.measured();
        Evidence undecided = new Evidence(
                new Measurements(
                        measured.bytes(),
                        measured.sha256(),
                        measured.promised(),
                        measured.format(),
                        measured.size(),
                        measured.defect(),
                        Optional.of(plain)),
                Optional.empty());

        assertThat(POLICY.judge(undecided).accepted()).isTrue();
    }

    @Test
    void a_rule_can_be_made_to_warn_or_switched_off() {
        Evidence blurred = GOOD.sharpness(1).evidence();

        Verdict warned = new Policy(LIMITS, Map.of(Code.TOO_BLURRY, Severity.WARN)).judge(blurred);
        Verdict silent = new Policy(LIMITS, Map.of(Code.TOO_BLURRY, Severity.OFF)).judge(blurred);

        assertThat(warned.accepted()).isTrue();
        assertThat(warned.warnings()).extracting(Reason::code).containsExactly(Code.TOO_BLURRY);
        assertThat(silent).isEqualTo(new Verdict(List.of(), List.of()));
    }

    @Test
    void every_code_has_exactly_one_rule() {
        assertThat(Rules.inOrder()).extracting(Rule::code).containsExactlyInAnyOrder(Code.values());
        assertThat(Rules.inOrder()).allSatisfy(rule -> {
            assertThat(rule.title()).isNotBlank();
            assertThat(rule.advice()).isNotBlank();
            assertThat(Rules.of(rule.code())).isSameAs(rule);
        });
    }

    @Test
    void the_policys_version_changes_with_what_is_asked_and_with_nothing_else() {
        String version = Policy.defaults().version();
        Policy spelledOut = new Policy(Limits.defaults(), Map.of(Code.TOO_DARK, Severity.REJECT));

        assertThat(version).matches("[0-9a-f]{12}").isEqualTo(spelledOut.version());
        assertThat(POLICY.version()).isNotEqualTo(version);
        assertThat(new Policy(Limits.defaults(), Map.of(Code.TOO_DARK, Severity.WARN)).version())
                .isNotEqualTo(version);
        Limits wide = new Limits(
                Limits.defaults().formats(),
                50L * 1024,
                50L * 1024 * 1024,
                512,
                100,
                25,
                35,
                80,
                new FaceLimits(70, 10, 35, 90, 51, 70, 20, 75),
                79);
        assertThat(new Policy(wide, Map.of()).version()).isNotEqualTo(version);
    }

    private static List<Code> rejecting(Photo photo) {
        return POLICY.judge(photo.evidence()).reasons().stream()
                .map(Reason::code)
                .toList();
    }
}
