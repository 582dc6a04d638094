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
import io.minio.messages.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One large object on its way into the bucket, in parts: while one is filled from the stream, up to {@link #IN_FLIGHT}
 * others are sent, each by a thread of its own. The object appears when all parts are there and the upload is completed,
 * and not before; one that is given up is aborted, because a bucket keeps, and charges for, parts that nobody sees.
 *
 * <p>Each part goes with the cheapest checksum that the store checks ({@link S3Capabilities#partChecksum}), made by the
 * thread that sends it. The SHA-256 of the whole, which is all the hashing there is where the store checks CRC-32C, is made
 * by a thread of its own, part after part, while they are sent.
 */
final class S3LargeWrite {

    /** Parts that are being sent while the next one is filled: four in memory, all of them on their way when it is full. */
    static final int IN_FLIGHT = 3;

    private static final Logger LOG = LoggerFactory.getLogger(S3LargeWrite.class);

    /** A part that arrived, and the memory that it leaves. */
    private record Sent(Part part, byte[] buffer) {}

    /** Those who work while the stream is read. */
    private record Helpers(CompletionService<Sent> sending, ExecutorService hashing) {}

    private final MinioAsyncClient client;
    private final MinioAsyncClient patient;
    private final S3SignedRequests requests;
    private final String bucket;
    private final String key;
    private final PartChecksum checksum;
    private final MessageDigest whole = Sha256.digest();
    private final List<Part> parts = new ArrayList<>();
    private int begun;
    private long size;

    S3LargeWrite(S3Clients clients, S3SignedRequests requests, String bucket, String key, PartChecksum checksum) {
        this.client = clients.usual();
        this.patient = clients.patient();
        this.requests = requests;
        this.bucket = bucket;
        this.key = key;
        this.checksum = checksum;
    }

    /**
     * As much of the stream as there is room for; less only at its end.
     *
     * @throws InterruptedIOException when the thread is interrupted, which it remains
     */
    static int fill(byte[] buffer, InputStream bytes) throws IOException {
        int filled = 0;
        for (int got = 0; got >= 0 && filled < buffer.length; filled += Math.max(0, got)) {
            got = bytes.read(buffer, filled, buffer.length - filled);
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted while an object was written");
            }
        }
        return filled;
    }

    /**
     * Sends what is in {@code buffer} and then the rest of the stream.
     *
     * @param buffer one part, full, and from now on ours
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
        Map<String, String> headers = new HashMap<>(checksum.announcement());
        headers.put("Content-Type", contentType);
        CreateMultipartUploadArgs args = CreateMultipartUploadArgs.builder()
                .bucket(bucket)
                .object(key)
                .headers(new Http.Headers(headers))
                .build();
        try {
            return S3Refusal.await("begin " + key, client.createMultipartUpload(args))
                    .result()
                    .uploadId();
        } catch (S3Refusal refusal) {
            throw refusal.outage("begin " + key);
        }
    }

    /** When it ends, however it does, nothing is on its way any more: an abort must not be overtaken by a part. */
    private void sendParts(String uploadId, byte[] first, InputStream rest) throws IOException {
        try (ExecutorService sending = Executors.newVirtualThreadPerTaskExecutor();
                ExecutorService hashing =
                        Executors.newSingleThreadExecutor(Thread.ofVirtual().factory())) {
            try {
                sendParts(new Helpers(new ExecutorCompletionService<>(sending), hashing), uploadId, first, rest);
            } catch (IOException | RuntimeException failed) {
                sending.shutdownNow();
                hashing.shutdownNow();
                throw failed;
            }
        }
    }

    private void sendParts(Helpers helpers, String uploadId, byte[] first, InputStream rest) throws IOException {
        byte[] buffer = first;
        int length = first.length;
        while (length > 0) {
            send(helpers, uploadId, buffer, length);
            buffer = begun <= IN_FLIGHT ? new byte[first.length] : await(helpers.sending());
            length = fill(buffer, rest);
        }
        while (parts.size() < begun) {
            await(helpers.sending());
        }
        parts.sort(Comparator.comparingInt(Part::partNumber));
    }

    private void send(Helpers helpers, String uploadId, byte[] bytes, int length) {
        size += length;
        if (size > ObjectStore.LARGEST) {
            throw new IllegalArgumentException("an object has at most " + ObjectStore.LARGEST + " bytes");
        }
        begun++;
        int number = begun;
        Future<?> hashed = helpers.hashing().submit(() -> whole.update(bytes, 0, length));
        helpers.sending().submit(() -> {
            Part sent = sendPart(uploadId, number, bytes, length);
            hashed.get();
            return new Sent(sent, bytes);
        });
    }

    /** The memory of whichever part arrives next; or the failure of the first that fails. */
    private byte[] await(CompletionService<Sent> sending) throws IOException {
        try {
            Sent sent = sending.take().get();
            parts.add(sent.part());
            return sent.buffer();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + key + " was written");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Outage outage) {
                throw outage;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    private Part sendPart(String uploadId, int number, byte[] bytes, int length) {
        String value = checksum.of(bytes, length);
        try {
            String etag = requests.putPart(key, uploadId, number, Map.of(checksum.header(), value), bytes, length);
            return checksum.part(number, etag.replace("\"", ""), value);
        } catch (S3Refusal refusal) {
            throw refusal.outage("write part " + number + " of " + key);
        }
    }

    /**
     * Begins, sends a part that is not what its checksum says, and gives up.
     *
     * @throws S3Refusal as it should be
     */
    void sendOtherBytes(String contentType, byte[] bytes, byte[] promised) throws S3Refusal {
        String uploadId = begin(contentType);
        try {
            Map<String, String> wrong = Map.of(checksum.header(), checksum.of(promised, promised.length));
            requests.putPart(key, uploadId, 1, wrong, bytes, bytes.length);
        } finally {
            abort(uploadId);
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
            ObjectWriteResponse done = S3Refusal.await("complete " + key, patient.completeMultipartUpload(args));
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
