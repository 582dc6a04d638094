package dev.safelight.web.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.Judgement;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.image.Status;
import dev.safelight.domain.image.Upload;
import dev.safelight.domain.image.UploadFault;
import dev.safelight.domain.rule.Measurements;
import dev.safelight.domain.rule.PixelSize;
import dev.safelight.domain.rule.Verdict;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An image as its owner sees it.
 *
 * @param width in pixels, upright; like all that is measured {@code null} until it is known
 * @param format by content once that is known, until then as announced
 * @param bytes of the whole file
 * @param sha256 of the whole file, if known
 * @param finishedAt when it came to its final status
 */
public record ImageJson(
        String imageId,
        long fileId,
        String setId,
        String filename,
        String contentType,
        Status status,
        List<ReasonJson> reasons,
        List<ReasonJson> warnings,
        Optional<MeasurementsJson> measurements,
        @JsonInclude(Include.NON_ABSENT) Optional<String> duplicateOf,
        @JsonInclude(Include.NON_ABSENT) Optional<Fault> fault,
        @JsonInclude(Include.NON_ABSENT) Optional<String> incidentId,
        @JsonInclude(Include.NON_ABSENT) Optional<OverruledJson> override,
        Optional<Integer> width,
        Optional<Integer> height,
        String format,
        long bytes,
        Optional<String> sha256,
        Optional<String> policyVersion,
        Instant createdAt,
        Instant updatedAt,
        Optional<Instant> finishedAt,
        Map<String, String> links) {

    /** What was wrong with the upload, as opposed to the photo. */
    record Fault(UploadFault code, String title, String advice) {}

    /** Why an operator decided against the verdict. */
    record OverruledJson(String reason) {}

    public static ImageJson of(Image image) {
        Upload.Promise promise = image.upload().promise();
        Optional<Judgement> judgement = judgement(image);
        Optional<Measurements> measured = judgement.map(Judgement::measurements);
        Optional<Verdict> verdict = judgement.map(Judgement::verdict);
        Optional<PixelSize> size = measured.flatMap(Measurements::size);
        return new ImageJson(
                image.id().toString(),
                image.upload().fileId(),
                promise.set().value(),
                promise.filename().value(),
                promise.contentType(),
                image.status(),
                verdict.map(it -> ReasonJson.all(it.reasons())).orElse(List.of()),
                verdict.map(it -> ReasonJson.all(it.warnings())).orElse(List.of()),
                measured.map(MeasurementsJson::of),
                verdict.flatMap(Verdict::duplicateOf).map(ImageId::toString),
                fault(image),
                image instanceof Image.Errored stopped
                        ? Optional.of(stopped.incident().id())
                        : Optional.empty(),
                override(image),
                size.map(PixelSize::width),
                size.map(PixelSize::height),
                measured.flatMap(Measurements::format).orElse(promise.format()).name(),
                promise.size(),
                sha256(image, measured).map(Sha256::hex),
                judgement.map(Judgement::policyVersion),
                promise.createdAt(),
                image.life().since(),
                image.status().isFinal() ? Optional.of(image.life().since()) : Optional.empty(),
                links(image));
    }

    /** Where an image is to be read. */
    static String address(ImageId id) {
        return "/v1/images/" + id;
    }

    private static Optional<Judgement> judgement(Image image) {
        return image instanceof Image.Judged judged ? Optional.of(judged.judgement()) : Optional.empty();
    }

    private static Optional<Fault> fault(Image image) {
        return image instanceof Image.UploadFailed failed
                ? Optional.of(new Fault(
                        failed.fault(), failed.fault().title(), failed.fault().advice()))
                : Optional.empty();
    }

    private static Optional<OverruledJson> override(Image image) {
        return image instanceof Image.Judged judged
                ? judged.overruling().map(overruling -> new OverruledJson(overruling.reason()))
                : Optional.empty();
    }

    private static Optional<Sha256> sha256(Image image, Optional<Measurements> measured) {
        Optional<Sha256> pinned = image instanceof Image.Processing processing
                ? processing.object().sha256()
                : Optional.empty();
        return measured.map(Measurements::sha256)
                .or(() -> pinned)
                .or(() -> image.upload().promise().sha256());
    }

    private static Map<String, String> links(Image image) {
        String self = address(image.id());
        Map<String, String> links = new LinkedHashMap<>();
        links.put("self", self);
        links.put("history", self + "/history");
        links.put("set", "/v1/sets/" + image.upload().set());
        switch (image) {
            case Image.AwaitingUpload awaited -> links.put("sign", "/v1/uploads/" + image.id() + "/sign");
            case Image.Errored stopped -> links.put("retry", self + "/retry");
            case Image.Judged judged -> {
                links.put("original", self + "/content?variant=original");
                if (judged.derivatives().isPresent()) {
                    links.put("normalized", self + "/content?variant=normalized");
                    links.put("thumbnail", self + "/content?variant=thumbnail");
                }
            }
            case Image.Processing processing -> links.put("original", self + "/content?variant=original");
            case Image.Verifying verifying -> {}
            case Image.UploadFailed failed -> {}
        }
        return links;
    }
}
