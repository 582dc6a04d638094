package dev.safelight.storage.s3;

import dev.safelight.application.Outage;
import dev.safelight.application.store.ObjectStore;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.image.StoredObject;
import io.minio.AbortMultipartUploadArgs;
import io.minio.CompleteMultipartUploadArgs;
import io.minio.CreateMultipartUploadArgs;
import io.minio.HeadObjectArgs;
import io.minio.Http;
import io.minio.MinioAsyncClient;
import io.minio.ObjectWriteResponse;
import io.minio.UploadPartArgs;
import io.minio.messages.Part;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One large object on its way into the bucket, part by part, one at a time: the part that is being sent is all that is in
 * memory. The object appears when the last part is there and the upload is completed, and not before; one that is given up
 * is aborted, because a bucket keeps, and charges for, parts that nobody sees.
 *
 * <p>Each part goes with its SHA-256, which the store checks where it can ({@link S3Capabilities#partChecksums}), and
 * without where it would refuse that.
 */
final class S3LargeWrite {

    private static final Logger LOG = LoggerFactory.getLogger(S3LargeWrite.class);

    private final MinioAsyncClient client;
    private final String bucket;
    private final String key;
    private final boolean checksums;
    private final MessageDigest whole = Sha256.digest();
    private final List<Part> parts = new ArrayList<>();
    private long size;

    S3LargeWrite(MinioAsyncClient client, String bucket, String key, boolean checksums) {
        this.client = client;
        this.bucket = bucket;
        this.key = key;
        this.checksums = checksums;
    }

    /**
     * Sends what is in {@code buffer} and then the rest of the stream, through that buffer.
     *
     * @param buffer one part, full
     */
    StoredObject send(String contentType, byte[] buffer, InputStream rest) throws IOException {
        String uploadId = begin(contentType);
        boolean completed = false;
        try {
            sendParts(uploadId, buffer, rest);
            String etag = complete(uploadId);
            completed = true;
            return new StoredObject(key, size, etag, Optional.of(Sha256.of(whole)));
        } finally {
            if (!completed) {
                abort(uploadId);
            }
        }
    }

    private String begin(String contentType) {
        Http.Headers headers = checksums
                ? new Http.Headers("Content-Type", contentType, "x-amz-checksum-algorithm", "SHA256")
                : new Http.Headers("Content-Type", contentType);
        CreateMultipartUploadArgs args = CreateMultipartUploadArgs.builder()
                .bucket(bucket)
                .object(key)
                .headers(headers)
                .build();
        try {
            return S3Refusal.await("begin " + key, client.createMultipartUpload(args))
                    .result()
                    .uploadId();
        } catch (S3Refusal refusal) {
            throw refusal.outage("begin " + key);
        }
    }

    private void sendParts(String uploadId, byte[] buffer, InputStream rest) throws IOException {
        int length = buffer.length;
        while (length > 0) {
            if (size + length > ObjectStore.LARGEST) {
                throw new IllegalArgumentException("an object has at most " + ObjectStore.LARGEST + " bytes");
            }
            sendPart(uploadId, buffer, length);
            length = rest.readNBytes(buffer, 0, buffer.length);
        }
    }

    private void sendPart(String uploadId, byte[] bytes, int length) {
        int number = parts.size() + 1;
        String sha256 = checksums ? base64(Sha256.digest(), bytes, length) : null;
        UploadPartArgs args = UploadPartArgs.builder()
                .bucket(bucket)
                .object(key)
                .uploadId(uploadId)
                .partNumber(number)
                .headers(
                        checksums
                                ? new Http.Headers("x-amz-checksum-sha256", sha256)
                                : new Http.Headers("Content-MD5", base64(md5(), bytes, length)))
                .data(bytes, length)
                .build();
        try {
            String etag = S3Refusal.await("write part " + number + " of " + key, client.uploadPart(args))
                    .part()
                    .etag();
            parts.add(new Part(number, etag, null, null, null, null, sha256));
        } catch (S3Refusal refusal) {
            throw refusal.outage("write part " + number + " of " + key);
        }
        whole.update(bytes, 0, length);
        size += length;
    }

    private static String base64(MessageDigest digest, byte[] bytes, int length) {
        digest.update(bytes, 0, length);
        return Base64.getEncoder().encodeToString(digest.digest());
    }

    /** The older checksum, which every store checks; the library then adds no other of its own accord. */
    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has MD5", impossible);
        }
    }

    /** One attempt: a second one after the first succeeded unheard would be told that there is no such upload. */
    private String complete(String uploadId) {
        CompleteMultipartUploadArgs args = CompleteMultipartUploadArgs.builder()
                .bucket(bucket)
                .object(key)
                .uploadId(uploadId)
                .parts(parts.toArray(Part[]::new))
                .maxRetries(0)
                .build();
        try {
            ObjectWriteResponse done = S3Refusal.await("complete " + key, client.completeMultipartUpload(args));
            return done.etag() == null ? etag() : done.etag().replace("\"", "");
        } catch (S3Refusal refusal) {
            throw refusal.outage("complete " + key);
        }
    }

    /** Asked for where the library does not understand the answer to the completion, as with Ceph's. */
    private String etag() throws S3Refusal {
        HeadObjectArgs args =
                HeadObjectArgs.builder().bucket(bucket).object(key).build();
        return S3Refusal.await("look at " + key, client.headObject(args)).etag();
    }

    /** A failure of this one must not hide the failure that led here; what stays is swept later. */
    private void abort(String uploadId) {
        AbortMultipartUploadArgs args = AbortMultipartUploadArgs.builder()
                .bucket(bucket)
                .object(key)
                .uploadId(uploadId)
                .build();
        try {
            S3Refusal.await("abort " + key, client.abortMultipartUpload(args));
        } catch (S3Refusal | Outage failed) {
            LOG.warn("The parts of {} stay until they are swept: {}", key, failed.getMessage());
        }
    }
}
