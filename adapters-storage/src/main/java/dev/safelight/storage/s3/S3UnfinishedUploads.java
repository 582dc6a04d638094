package dev.safelight.storage.s3;

import dev.safelight.domain.image.ObjectKeys;
import io.minio.AbortMultipartUploadArgs;
import io.minio.ListMultipartUploadsArgs;
import io.minio.MinioAsyncClient;
import io.minio.messages.ListMultipartUploadsResult;
import java.time.Instant;
import java.util.Optional;

/**
 * Uploads in parts under our prefix. Nobody can begin one with a URL of ours, but a tool can, and a bucket keeps, and
 * charges for, parts that nobody sees in a listing.
 */
final class S3UnfinishedUploads {

    private final MinioAsyncClient client;
    private final String bucket;

    S3UnfinishedUploads(MinioAsyncClient client, String bucket) {
        this.client = client;
        this.bucket = bucket;
    }

    /** Ends those that were begun before, page by page; one that somebody else ends meanwhile is ended. */
    void abort(Instant before) {
        String key = "";
        String id = "";
        ListMultipartUploadsResult page;
        do {
            page = page(key, id);
            for (ListMultipartUploadsResult.Upload upload : page.uploads()) {
                if (upload.initiated().toInstant().isBefore(before)) {
                    abort(upload);
                }
            }
            key = Optional.ofNullable(page.nextKeyMarker()).orElse("");
            id = Optional.ofNullable(page.nextUploadIdMarker()).orElse("");
        } while (page.isTruncated() && !key.isEmpty());
    }

    private ListMultipartUploadsResult page(String afterKey, String afterId) {
        ListMultipartUploadsArgs.Builder args =
                ListMultipartUploadsArgs.builder().bucket(bucket).prefix(ObjectKeys.ROOT);
        if (!afterKey.isEmpty()) {
            args.keyMarker(afterKey).uploadIdMarker(afterId);
        }
        try {
            return S3Refusal.await("list unfinished uploads", client.listMultipartUploads(args.build()))
                    .result();
        } catch (S3Refusal refusal) {
            throw refusal.outage("list unfinished uploads");
        }
    }

    private void abort(ListMultipartUploadsResult.Upload upload) {
        AbortMultipartUploadArgs args = AbortMultipartUploadArgs.builder()
                .bucket(bucket)
                .object(upload.objectName())
                .uploadId(upload.uploadId())
                .build();
        try {
            S3Refusal.await("abort an upload", client.abortMultipartUpload(args));
        } catch (S3Refusal refusal) {
            if (!refusal.isNoSuchUpload()) {
                throw refusal.outage("abort the upload of " + upload.objectName());
            }
        }
    }
}
