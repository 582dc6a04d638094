package dev.safelight.persistence.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import dev.safelight.domain.rule.PixelSize;
import dev.safelight.domain.rule.Reason;
import dev.safelight.domain.rule.Severity;
import dev.safelight.domain.rule.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Evidence and verdicts as they lie in the database. Spelled out field by field, so that a class may be renamed without
 * a migration; what is absent is left out. {@code JudgementJsonTest} pins the form.
 */
final class JudgementJson {

    private static final JsonMapper JSON = new JsonMapper();

    private JudgementJson() {}

    static String write(Evidence evidence) {
        Measurements measured = evidence.measured();
        ObjectNode json = JSON.createObjectNode();
        json.put("bytes", measured.bytes());
        json.put("sha256", measured.sha256().hex());
        json.put("promised", measured.promised().name());
        measured.format().ifPresent(format -> json.put("format", format.name()));
        measured.size().ifPresent(size -> json.put("width", size.width()).put("height", size.height()));
        measured.defect().ifPresent(defect -> json.put("defect", defect.name()));
        measured.pixels().ifPresent(pixels -> json.set("pixels", pixels(pixels)));
        evidence.nearest().ifPresent(nearest -> json.set("nearest", neighbour(nearest)));
        return json.toString();
    }

    static Evidence readEvidence(String text) {
        JsonNode json = parse(text);
        Measurements measured = new Measurements(
                json.required("bytes").longValue(),
                new Sha256(json.required("sha256").textValue()),
                Format.valueOf(json.required("promised").textValue()),
                optional(json, "format").map(JsonNode::textValue).map(Format::valueOf),
                optional(json, "width")
                        .map(width -> new PixelSize(
                                width.intValue(), json.required("height").intValue())),
                optional(json, "defect").map(JsonNode::textValue).map(Measurements.Defect::valueOf),
                optional(json, "pixels").map(JudgementJson::pixels));
        return new Evidence(measured, optional(json, "nearest").map(JudgementJson::neighbour));
    }

    private static ObjectNode pixels(Measurements.Pixels pixels) {
        ObjectNode json = exposure(pixels.exposure());
        pixels.sharpness().ifPresent(sharpness -> json.put("sharpness", sharpness));
        json.put("fingerprint", pixels.fingerprint().hex());
        pixels.faces().ifPresent(faces -> json.set("faces", FaceJson.write(faces)));
        return json;
    }

    private static Measurements.Pixels pixels(JsonNode json) {
        return new Measurements.Pixels(
                exposure(json),
                optional(json, "sharpness").map(JsonNode::doubleValue),
                Fingerprint.parse(json.required("fingerprint").textValue()),
                optional(json, "faces").map(FaceJson::read));
    }

    static ObjectNode exposure(Exposure exposure) {
        return JSON.createObjectNode()
                .put("shadows", exposure.shadows())
                .put("mean", exposure.mean())
                .put("highlights", exposure.highlights());
    }

    static Exposure exposure(JsonNode json) {
        return new Exposure(
                json.required("shadows").doubleValue(),
                json.required("mean").doubleValue(),
                json.required("highlights").doubleValue());
    }

    private static ObjectNode neighbour(Neighbour nearest) {
        return JSON.createObjectNode()
                .put("image", nearest.id().toString())
                .put("distance", nearest.distance())
                .put("identical", nearest.identical());
    }

    private static Neighbour neighbour(JsonNode json) {
        return new Neighbour(
                imageId(json.required("image")),
                json.required("distance").intValue(),
                json.required("identical").booleanValue());
    }

    static String write(Verdict verdict) {
        ObjectNode json = JSON.createObjectNode();
        json.set("reasons", reasons(verdict.reasons()));
        json.set("warnings", reasons(verdict.warnings()));
        return json.toString();
    }

    static Verdict readVerdict(String text) {
        JsonNode json = parse(text);
        return new Verdict(reasons(json.required("reasons")), reasons(json.required("warnings")));
    }

    private static ArrayNode reasons(List<Reason> reasons) {
        ArrayNode json = JSON.createArrayNode();
        reasons.forEach(reason -> json.add(reason(reason)));
        return json;
    }

    private static List<Reason> reasons(JsonNode json) {
        List<Reason> reasons = new ArrayList<>();
        json.forEach(reason -> reasons.add(reason(reason)));
        return reasons;
    }

    private static ObjectNode reason(Reason reason) {
        ObjectNode json = JSON.createObjectNode();
        json.put("code", reason.code().name());
        json.put("severity", reason.severity().name());
        json.put("title", reason.title());
        json.put("advice", reason.advice());
        json.set("measured", figure(reason.measured()));
        reason.limit().ifPresent(limit -> json.set("limit", figure(limit)));
        json.put("unit", reason.unit());
        reason.other().ifPresent(other -> json.put("other", other.toString()));
        reason.region().ifPresent(region -> json.set("region", FaceJson.numbers(region)));
        return json;
    }

    private static Reason reason(JsonNode json) {
        return new Reason(
                Code.valueOf(json.required("code").textValue()),
                Severity.valueOf(json.required("severity").textValue()),
                json.required("title").textValue(),
                json.required("advice").textValue(),
                figure(json.required("measured")),
                optional(json, "limit").map(JudgementJson::figure),
                json.required("unit").textValue(),
                optional(json, "other").map(JudgementJson::imageId),
                optional(json, "region").map(FaceJson::region));
    }

    /** An amount is a number and a word is a text: JSON tells them apart by itself. */
    private static JsonNode figure(Figure figure) {
        return switch (figure) {
            case Figure.Amount amount -> JSON.getNodeFactory().numberNode(amount.value());
            case Figure.Word word -> JSON.getNodeFactory().textNode(word.value());
        };
    }

    private static Figure figure(JsonNode json) {
        return json.isNumber() ? Figure.of(json.doubleValue()) : Figure.of(json.textValue());
    }

    private static ImageId imageId(JsonNode json) {
        return new ImageId(UUID.fromString(json.textValue()));
    }

    static Optional<JsonNode> optional(JsonNode json, String field) {
        return Optional.ofNullable(json.get(field));
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException corrupt) {
            throw new IllegalStateException("a judgement that we did not write: " + text, corrupt);
        }
    }
}
