package dev.safelight.persistence.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.domain.image.Format;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.Neighbour;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.rule.Code;
import dev.safelight.domain.rule.Evidence;
import dev.safelight.domain.rule.Exposure;
import dev.safelight.domain.rule.Figure;
import dev.safelight.domain.rule.Fingerprint;
import dev.safelight.domain.rule.Measurements;
import dev.safelight.domain.rule.Measurements.Defect;
import dev.safelight.domain.rule.PixelSize;
import dev.safelight.domain.rule.Reason;
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
                Optional.of(OTHER));
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
                Optional.empty());
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
                    Optional.empty()));
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
