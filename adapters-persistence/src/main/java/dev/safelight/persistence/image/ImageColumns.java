package dev.safelight.persistence.image;

import dev.safelight.domain.image.Derivatives;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.Incident;
import dev.safelight.domain.image.Judgement;
import dev.safelight.domain.image.Lease;
import dev.safelight.domain.image.StoredObject;
import dev.safelight.domain.rule.Fingerprint;
import dev.safelight.domain.rule.Measurements;
import dev.safelight.persistence.Columns;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An image's state as the parameters of the statement that writes it: one for each column that can change, absent ones
 * included, so that a move also clears what the state before had. {@link ImageRow} is the way back.
 */
final class ImageColumns {

    private final Map<String, @Nullable Object> parameters = new HashMap<>();

    private ImageColumns() {}

    static Map<String, @Nullable Object> of(Image image) {
        ImageColumns columns = new ImageColumns();
        columns.put(image);
        return columns.parameters;
    }

    private void put(Image image) {
        parameters.put("status", image.status().name());
        parameters.put("chapter", image.life().chapter());
        parameters.put("since", Columns.time(image.life().since()));
        parameters.put("dueAt", image.dueAt().map(Columns::time).orElse(null));
        putWork(image);
        putLease(image instanceof Image.Processing it ? it.lease() : Optional.empty());
        putObject(object(image));
        putFailure(image);
        putJudgement(image instanceof Image.Judged it ? Optional.of(it.judgement()) : Optional.empty());
        putDerivatives(image instanceof Image.Judged it ? it.derivatives() : Optional.empty());
        putOverruling(image instanceof Image.Judged it ? it.overruling() : Optional.empty());
    }

    private void putWork(Image image) {
        Integer looks = null;
        Integer attempts = null;
        if (image instanceof Image.Verifying it) {
            looks = it.looks();
            attempts = it.attempts();
        } else if (image instanceof Image.Processing it) {
            attempts = it.attempts();
        }
        parameters.put("looks", looks);
        parameters.put("attempts", attempts);
    }

    /** Its end is not written: a leased image is due when its lease ends. */
    private void putLease(Optional<Lease> lease) {
        parameters.put("leaseToken", lease.map(Lease::token).orElse(null));
        parameters.put("leaseWorker", lease.map(Lease::worker).orElse(null));
    }

    private static Optional<StoredObject> object(Image image) {
        return switch (image) {
            case Image.Processing it -> Optional.of(it.object());
            case Image.Judged it -> Optional.of(it.object());
            case Image.Errored it -> it.object();
            case Image.AwaitingUpload none -> Optional.empty();
            case Image.Verifying none -> Optional.empty();
            case Image.UploadFailed none -> Optional.empty();
        };
    }

    private void putObject(Optional<StoredObject> object) {
        parameters.put("objectKey", object.map(StoredObject::key).orElse(null));
        parameters.put("objectSize", object.map(StoredObject::size).orElse(null));
        parameters.put("objectEtag", object.map(StoredObject::etag).orElse(null));
        parameters.put(
                "objectSha256",
                object.flatMap(StoredObject::sha256).map(sha256 -> sha256.hex()).orElse(null));
    }

    private void putFailure(Image image) {
        Optional<Incident> incident = image instanceof Image.Errored it ? Optional.of(it.incident()) : Optional.empty();
        parameters.put(
                "fault", image instanceof Image.UploadFailed it ? it.fault().name() : null);
        parameters.put("incidentId", incident.map(Incident::id).orElse(null));
        parameters.put(
                "incidentSummary",
                incident.map(Incident::summary).map(Columns::text).orElse(null));
    }

    private void putJudgement(Optional<Judgement> judgement) {
        Optional<Measurements> measured = judgement.map(Judgement::measurements);
        parameters.put(
                "evidence",
                judgement.map(Judgement::evidence).map(JudgementJson::write).orElse(null));
        parameters.put(
                "verdict",
                judgement.map(Judgement::verdict).map(JudgementJson::write).orElse(null));
        parameters.put("policyVersion", judgement.map(Judgement::policyVersion).orElse(null));
        parameters.put(
                "contentSha256", measured.map(found -> found.sha256().hex()).orElse(null));
        parameters.put(
                "fingerprint",
                measured.flatMap(Measurements::pixels)
                        .map(Measurements.Pixels::fingerprint)
                        .map(ImageColumns::bits)
                        .orElse(null));
    }

    /** In the notation of PostgreSQL, which reads {@code x…} as a string of bits. */
    static String bits(Fingerprint fingerprint) {
        return "x" + fingerprint.hex();
    }

    private void putDerivatives(Optional<Derivatives> derivatives) {
        parameters.put("normalizedKey", derivatives.map(Derivatives::normalized).orElse(null));
        parameters.put("thumbnailKey", derivatives.map(Derivatives::thumbnail).orElse(null));
    }

    private void putOverruling(Optional<Image.Overruling> overruling) {
        parameters.put(
                "overruledBy",
                overruling.map(Image.Overruling::operator).map(Columns::text).orElse(null));
        parameters.put(
                "overruledBecause",
                overruling.map(Image.Overruling::reason).map(Columns::text).orElse(null));
    }
}
