package dev.safelight.storage.s3;

import io.minio.AbortMultipartUploadArgs;
import io.minio.MinioAsyncClient;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Uploads in parts under our prefixes. Nobody can begin one with a URL of ours, but a tool can, and so can a large write of
 * ours that was killed; and a bucket keeps, and charges for, parts that nobody sees in a listing.
 */
final class S3UnfinishedUploads {

    private final S3SignedRequests requests;
    private final MinioAsyncClient client;
    private final String bucket;

    S3UnfinishedUploads(S3SignedRequests requests, MinioAsyncClient client, String bucket) {
        this.requests = requests;
        this.client = client;
        this.bucket = bucket;
    }

    /** Ends those under a prefix that were begun before, page by page; one that somebody else ends meanwhile is ended. */
    void abort(String prefix, Instant before) {
        String key = "";
        String id = "";
        UnfinishedPage page;
        do {
            page = page(prefix, key, id);
            for (UnfinishedPage.Entry upload : page.uploads()) {
                if (upload.key().startsWith(prefix) && upload.initiated().isBefore(before)) {
                    abort(upload);
                }
            }
            key = page.nextKeyMarker();
            id = page.nextUploadIdMarker();
        } while (page.truncated() && !key.isEmpty());
    }

    /** Not through the library, which takes no answer without owners and storage classes, as some stores give it. */
    private UnfinishedPage page(String prefix, String afterKey, String afterId) {
        Map<String, String> query = new HashMap<>(Map.of("uploads", "", "prefix", prefix));
        if (!afterKey.isEmpty()) {
            query.put("key-marker", afterKey);
            query.put("upload-id-marker", afterId);
        }
        try {
            return UnfinishedPage.parse(requests.get("", query, Map.of()));
        } catch (S3Refusal refusal) {
            throw refusal.outage("list unfinished uploads");
        }
    }

    private void abort(UnfinishedPage.Entry upload) {
        AbortMultipartUploadArgs args = AbortMultipartUploadArgs.builder()
                .bucket(bucket)
                .object(upload.key())
                .uploadId(upload.uploadId())
                .build();
        try {
            S3Refusal.await("abort an upload", client.abortMultipartUpload(args));
        } catch (S3Refusal refusal) {
            if (!refusal.isNoSuchUpload()) {
                throw refusal.outage("abort the upload of " + upload.key());
            }
        }
    }
}
