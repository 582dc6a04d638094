package dev.safelight.storage.s3;

import dev.safelight.application.doctor.Check;
import dev.safelight.application.doctor.Notes;
import dev.safelight.application.doctor.Severity;
import dev.safelight.storage.s3.S3Trial.Asked;
import dev.safelight.storage.s3.S3Trial.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the store can do beyond the least, and what it costs where it cannot: see {@link S3Capabilities}. */
final class S3AbilityChecks {

    private static final String NEWER = "A newer version of this store, or another (S3, R2, MinIO), does. ";

    private final S3Trial trial;
    private final S3Probe probe;
    private final String prefix;
    private Optional<S3Capabilities> known = Optional.empty();

    /** @param trial at the address where we reach the store */
    S3AbilityChecks(S3Trial trial, S3Probe probe, String prefix) {
        this.trial = trial;
        this.probe = probe;
        this.prefix = prefix;
    }

    List<Check> checks() {
        return List.of(
                Check.of("store.create-only", this::createOnly),
                Check.of("store.checksum", this::checksum),
                Check.of("store.pinned-reads", this::pinnedReads),
                Check.of("store.multipart", this::multipart));
    }

    private synchronized S3Capabilities capabilities() {
        S3Capabilities found = known.orElseGet(() -> probe.probe(prefix));
        known = Optional.of(found);
        return found;
    }

    private void createOnly(Notes notes) {
        note(
                notes,
                capabilities().createOnly(),
                Severity.WARNING,
                "refuses a second upload to one URL",
                "A second upload to one URL was accepted in spite of If-None-Match: *",
                NEWER
                        + "Until then a client can replace its bytes as long as its URL is valid, and loses its photo by it;"
                        + " shorten that: SAFELIGHT_URL_VALID_FOR=5m");
    }

    private void checksum(Notes notes) {
        S3Capabilities can = capabilities();
        note(
                notes,
                can.verifiesSha256(),
                Severity.ADVICE,
                "refuses bytes that do not have the signed SHA-256",
                "Bytes with another hash than x-amz-checksum-sha256 says were accepted",
                NEWER + "Until then Safelight reads each original once more to compute its hash itself.");
        if (can.verifiesSha256()) {
            note(
                    notes,
                    can.reportsSha256(),
                    Severity.ADVICE,
                    "tells the SHA-256 that an upload came with",
                    "No x-amz-checksum-sha256 in the answer to a HEAD request with x-amz-checksum-mode: ENABLED",
                    NEWER + "Until then Safelight reads each original once more to compute its hash itself.");
        }
    }

    private void pinnedReads(Notes notes) {
        note(
                notes,
                capabilities().pinnedReads(),
                Severity.ADVICE,
                "refuses to read another version than the one asked for",
                "A read with a wrong ETag in If-Match was answered",
                NEWER + "Until then Safelight compares the ETag that comes with each answer.");
    }

    private void multipart(Notes notes) throws IOException {
        S3Capabilities can = capabilities();
        note(
                notes,
                can.multipart(),
                Severity.WARNING,
                "takes large objects in parts, and checks their " + can.partChecksum(),
                "An upload in parts was refused",
                NEWER + "Until then nothing above 8 MiB can be written. If it should: the key needs the rights"
                        + " s3:PutObject, s3:AbortMultipartUpload and s3:ListBucketMultipartUploads.");
        if (can.multipart()) {
            abort(notes);
        }
    }

    private void abort(Notes notes) throws IOException {
        String key = prefix + "aborted";
        Reply begun = trial.ask(new Asked("POST", key, Map.of("uploads", ""), Map.of()));
        String id = begun.element("UploadId");
        Reply aborted = trial.ask(new Asked("DELETE", key, Map.of("uploadId", id), Map.of()));
        Reply listed = trial.ask(Asked.ofBucket(Map.of("uploads", "", "prefix", key)));
        boolean clean = aborted.isGood()
                && listed.isGood()
                && (id.isEmpty() || !listed.body().contains(id));
        note(
                notes,
                clean,
                Severity.WARNING,
                "forgets the parts of an upload that is given up",
                "abort: " + aborted + ", then a listing of unfinished uploads: " + listed,
                "Parts that nobody sees are kept and charged for. Give the key the rights s3:AbortMultipartUpload and"
                        + " s3:ListBucketMultipartUploads.");
    }

    private static void note(Notes notes, boolean can, Severity otherwise, String ability, String seen, String fix) {
        if (can) {
            notes.ok("the store " + ability);
        } else {
            notes.add(otherwise, "not so: the store " + ability, seen, fix);
        }
    }
}
