package dev.safelight.persistence.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.domain.image.Format;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.Neighbour;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.rule.Code;
import dev.safelight.domain.rule.Evidence;
import dev.safelight.domain.rule.Exposure;
import dev.safelight.domain.rule.FaceSeen;
import dev.safelight.domain.rule.Figure;
import dev.safelight.domain.rule.Fingerprint;
import dev.safelight.domain.rule.Measurements;
import dev.safelight.domain.rule.Measurements.Defect;
import dev.safelight.domain.rule.PixelSize;
import dev.safelight.domain.rule.Reason;
import dev.safelight.domain.rule.Region;
import dev.safelight.domain.rule.Severity;
import dev.safelight.domain.rule.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JudgementJsonTest {

    private static final Sha256 SHA256 = new Sha256("ab".repeat(32));
    private static final ImageId OTHER = new ImageId(UUID.fromString("0190aaaa-bbbb-7ccc-8ddd-eeeeffff0000"));
    private static final Fingerprint FINGERPRINT = new Fingerprint(-1, 0, Long.MIN_VALUE, 4711);

    /** What lies in databases must be read for ever: this text may gain fields and never lose or rename one. */
    @Test
    void evidence_is_written_in_this_form() {
        Evidence evidence = new Evidence(
                measured(Optional.of(Format.HEIC), Optional.empty(), Optional.of(pixels(Optional.of(61.5)))),
                Optional.of(new Neighbour(OTHER, 17, false)));
        assertThat(JudgementJson.write(evidence)).isEqualTo("""
                {"bytes":5000000000,"sha256":"%s","promised":"JPEG","format":"HEIC","width":4000,"height":3000,\
                "pixels":{"shadows":1.25,"mean":48.0,"highlights":99.9,"sharpness":61.5,\
                "fingerprint":"ffffffffffffffff000000000000000080000000000000000000000000001267"},\
                "nearest":{"image":"%s","distance":17,"identical":false}}""".formatted("ab".repeat(32), OTHER));
    }

    @Test
    void a_verdict_is_written_in_this_form() {
        assertThat(JudgementJson.write(new Verdict(List.of(tooSimilar()), List.of(mismatch()))))
                .isEqualTo("""
                {"reasons":[{"code":"TOO_SIMILAR","severity":"REJECT","title":"Too similar","advice":"Another \\"one\\".",\
                "measured":93.359375,"limit":84.0,"unit":"%%","other":"%s"}],\
                "warnings":[{"code":"FORMAT_MISMATCH","severity":"WARN","title":"Nothing","advice":"",\
                "measured":"WEBP","unit":""}]}""".formatted(OTHER));
    }

    private static Reason tooSimilar() {
        return new Reason(
                Code.TOO_SIMILAR,
                Severity.REJECT,
                "Too similar",
                "Another \"one\".",
                Figure.of(93.359375),
                Optional.of(Figure.of(84)),
                "%",
                Optional.of(OTHER),
                Optional.empty());
    }

    private static Reason mismatch() {
        return new Reason(
                Code.FORMAT_MISMATCH,
                Severity.WARN,
                "Nothing",
                "",
                Figure.of("WEBP"),
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void faces_are_written_in_this_form() {
        Measurements.Pixels pixels = pixels(Optional.of(61.5)).with(List.of(face(Optional.of(44.5))));
        assertThat(JudgementJson.write(new Evidence(
                        measured(Optional.empty(), Optional.empty(), Optional.of(pixels)), Optional.empty())))
                .contains("""
                        "faces":[{"shadows":15.5,"mean":40.0,"highlights":71.25,"box":[0.25,-0.125,0.5,0.375],\
                        "confidence":0.875,"landmarks":[0.0,1.0,0.5,0.5,0.25,0.75,0.5,0.5,0.5,0.5,-0.5,1.5],\
                        "yaw":-12.5,"roll":3.0,"eyesVisible":0.625,"sharpness":44.5}]""");
        Reason tooMany = new Reason(
                Code.MULTIPLE_FACES,
                Severity.REJECT,
                "",
                "",
                Figure.of(2),
                Optional.empty(),
                "faces",
                Optional.empty(),
                Optional.of(new Region(0.5, 0.25, 0.125, 1)));
        assertThat(JudgementJson.write(new Verdict(List.of(tooMany), List.of())))
                .contains("\"region\":[0.5,0.25,0.125,1.0]");
    }

    @Test
    void what_was_written_before_there_were_faces_is_read_as_that_nobody_looked() {
        Evidence old = JudgementJson.readEvidence("""
                {"bytes":5,"sha256":"%s","promised":"JPEG","format":"JPEG","width":40,"height":30,\
                "pixels":{"shadows":1.25,"mean":48.0,"highlights":99.9,"sharpness":61.5,\
                "fingerprint":"ffffffffffffffff000000000000000080000000000000000000000000001267"}}""".formatted("ab".repeat(32)));
        assertThat(old.measured().pixels()).contains(pixels(Optional.of(61.5)));
        assertThat(old.measured().pixels().orElseThrow().faces()).isEmpty();
    }

    private static FaceSeen face(Optional<Double> sharpness) {
        FaceSeen.Point middle = new FaceSeen.Point(0.5, 0.5);
        return new FaceSeen(
                new Region(0.25, -0.125, 0.5, 0.375),
                0.875,
                List.of(
                        new FaceSeen.Point(0, 1),
                        middle,
                        new FaceSeen.Point(0.25, 0.75),
                        middle,
                        middle,
                        new FaceSeen.Point(-0.5, 1.5)),
                -12.5,
                3,
                0.625,
                sharpness,
                new Exposure(15.5, 40, 71.25));
    }

    @Test
    void every_kind_of_evidence_is_read_as_it_was_written() {
        for (Evidence evidence : everyKind()) {
            assertThat(JudgementJson.readEvidence(JudgementJson.write(evidence)))
                    .isEqualTo(evidence);
        }
    }

    private static List<Evidence> everyKind() {
        List<Evidence> all = new ArrayList<>();
        for (Format format : Format.values()) {
            all.add(new Evidence(measured(Optional.of(format), Optional.empty(), Optional.empty()), Optional.empty()));
        }
        for (Defect defect : Defect.values()) {
            all.add(new Evidence(
                    measured(Optional.of(Format.PNG), Optional.of(defect), Optional.empty()), Optional.empty()));
        }
        Optional<Measurements.Pixels> withoutEdges = Optional.of(pixels(Optional.empty()));
        all.add(new Evidence(measured(Optional.empty(), Optional.empty(), withoutEdges), Optional.empty()));
        for (List<FaceSeen> faces :
                List.of(List.<FaceSeen>of(), List.of(face(Optional.of(1.0)), face(Optional.empty())))) {
            Measurements.Pixels looked = pixels(Optional.of(7.5)).with(faces);
            all.add(new Evidence(measured(Optional.empty(), Optional.empty(), Optional.of(looked)), Optional.empty()));
        }
        all.add(new Evidence(
                measured(Optional.empty(), Optional.empty(), Optional.empty()),
                Optional.of(new Neighbour(OTHER, 0, true))));
        all.add(new Evidence(
                new Measurements(
                        0, SHA256, Format.GIF, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                Optional.empty()));
        return all;
    }

    @Test
    void every_kind_of_reason_is_read_as_it_was_written() {
        List<Reason> reasons = new ArrayList<>(List.of(tooSimilar(), mismatch()));
        for (Code code : Code.values()) {
            reasons.add(new Reason(
                    code,
                    Severity.REJECT,
                    "☀",
                    "advice",
                    Figure.of(0.1 + 0.2),
                    Optional.of(Figure.of("JPEG, PNG")),
                    "px",
                    Optional.empty(),
                    Optional.of(new Region(0.1, 0.2, 0.3, 0.4))));
        }
        Verdict all = new Verdict(reasons, reasons.reversed());
        assertThat(JudgementJson.readVerdict(JudgementJson.write(all))).isEqualTo(all);
        Verdict none = new Verdict(List.of(), List.of());
        assertThat(JudgementJson.readVerdict(JudgementJson.write(none))).isEqualTo(none);
    }

    private static Measurements measured(
            Optional<Format> format, Optional<Defect> defect, Optional<Measurements.Pixels> pixels) {
        return new Measurements(
                5_000_000_000L, SHA256, Format.JPEG, format, Optional.of(new PixelSize(4000, 3000)), defect, pixels);
    }

    private static Measurements.Pixels pixels(Optional<Double> sharpness) {
        return new Measurements.Pixels(new Exposure(1.25, 48, 99.9), sharpness, FINGERPRINT);
    }
}
