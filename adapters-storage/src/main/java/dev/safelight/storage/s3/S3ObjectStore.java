package dev.safelight.storage.s3;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.safelight.application.Outage;
import dev.safelight.application.store.ObjectStore;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.image.StoredObject;
import dev.safelight.domain.image.Upload;
import io.minio.Checksum;
import io.minio.DeleteObjectsArgs;
import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.HeadBucketArgs;
import io.minio.HeadObjectArgs;
import io.minio.HeadObjectResponse;
import io.minio.Http;
import io.minio.ListObjectsV2Args;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectAPIArgs;
import io.minio.messages.DeleteRequest;
import io.minio.messages.DeleteResult;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Objects in a bucket of S3, R2 or anything that speaks their protocol.
 *
 * <p>The store itself holds clients to what was signed: length, type, hash and {@code If-None-Match: *} are headers under
 * the signature. The pin is the ETag, sent with {@code If-Match}. One attempt each: who calls
 * knows better when to try again.
 *
 * <p><b>Bad networks.</b> No connection within 5 s, 15 s of silence, 2 minutes in all ({@link S3Timeouts}): each is an
 * outage that passes, or an {@link java.io.IOException} for who reads a body by then, as is a connection that breaks; a
 * body that ends early never passes for the whole. The connection is given up with it. <b>Nobody knows then whether a
 * write happened.</b> The caller does it again, which is harmless: what we write ourselves has the same bytes under the
 * same key, what is deleted twice is deleted, parts that nobody completed are swept ({@link #removeUnfinished}), and an
 * object that nobody was told of belongs to no image and is swept too.
 */
public final class S3ObjectStore implements ObjectStore, AutoCloseable {

    private static final int DELETE_BATCH = 1_000;

    private final S3Settings settings;
    private final S3Presigner presigner;
    private final S3Clients clients;
    private final S3SignedRequests requests;
    private final S3UnfinishedUploads unfinished;
    private final S3Probe probe;
    private final InstantSource clock;

    /**
     * Opens no connection yet.
     *
     * @param random for the names of the objects with which the store is probed
     */
    public S3ObjectStore(S3Settings settings, InstantSource clock, RandomGenerator random) {
        this(settings, S3Timeouts.defaults(), clock, random);
    }

    /** As impatient as told. */
    S3ObjectStore(S3Settings settings, S3Timeouts timeouts, InstantSource clock, RandomGenerator random) {
        this.settings = settings;
        this.presigner = new S3Presigner(settings);
        this.clients = new S3Clients(settings, timeouts);
        this.requests = new S3SignedRequests(settings, clients.http(), clock);
        this.unfinished = new S3UnfinishedUploads(requests, clients.usual(), settings.bucket());
        this.probe = new S3Probe(settings, clients, clock, random);
        this.clock = clock;
    }

    /** @throws Outage unless the bucket is there and lets us in; answers within 2 s */
    public void probe() {
        insistOnBucket(clients.hurried());
    }

    /**
     * What this store can do. It is tried when it is first asked for, with a dozen requests and four small objects that
     * are deleted again; the answer is kept.
     *
     * @throws Outage when that cannot be found out, lasting when the store refuses what it must be able to do: take a
     *     signed upload
     */
    public S3Capabilities capabilities() {
        return probe.capabilities();
    }

    /**
     * The headers are those that a client must set: {@code Content-Type}, {@code If-None-Match} and, when the hash is
     * known, {@code x-amz-checksum-sha256}. {@code Content-Length} is signed as well and not among them, because every
     * client sends it by itself and a browser lets nobody set it.
     */
    @Override
    public SignedUpload signUpload(Upload upload, Duration validFor) {
        Upload.Promise promise = upload.promise();
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", promise.contentType());
        headers.put("If-None-Match", "*");
        promise.sha256().ifPresent(sha256 -> headers.put("x-amz-checksum-sha256", sha256.base64()));
        Map<String, String> signed = new HashMap<>(headers);
        signed.put("Content-Length", Long.toString(promise.size()));

        Instant now = now();
        URI url = presigner.sign("PUT", upload.objectKey(), signed, Map.of(), now, validFor);
        return new SignedUpload(url, Map.copyOf(headers), now.plus(validFor));
    }

    @Override
    public URI signDownload(String key, String filename, String contentType, Duration validFor) {
        Map<String, String> query =
                Map.of("response-content-type", contentType, "response-content-disposition", disposition(filename));
        return presigner.sign("GET", key, Map.of(), query, now(), validFor);
    }

    /** RFC 6266: a plain name for old clients, the real one for all others. */
    private static String disposition(String filename) {
        String plain =
                US_ASCII.newEncoder().canEncode(filename) ? filename.replaceAll("[\"\\\\\\p{Cntrl}]", "_") : "photo";
        return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + S3Presigner.encode(filename);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    @Override
    public Optional<StoredObject> look(String key) {
        HeadObjectArgs args = HeadObjectArgs.builder()
                .bucket(settings.bucket())
                .object(key)
                .fetchChecksum(true)
                .build();
        try {
            HeadObjectResponse found =
                    S3Refusal.await("look at " + key, clients.usual().headObject(args));
            return Optional.of(new StoredObject(key, found.size(), found.etag(), sha256(found)));
        } catch (S3Refusal refusal) {
            if (!refusal.isAbsence()) {
                throw refusal.outage("look at " + key);
            }
            insistOnBucket(clients.usual());
            return Optional.empty();
        }
    }

    /**
     * Attested by stores that were given it with the upload. That of an upload in parts is another thing, and no hash.
     * One that repeats what it was told without having looked attests nothing.
     */
    private Optional<Sha256> sha256(HeadObjectResponse found) {
        return Optional.ofNullable(found.checksums())
                .map(checksums -> checksums.get(Checksum.Algorithm.SHA256))
                .flatMap(Sha256::parse)
                .filter(told -> capabilities().attestsSha256());
    }

    /** A missing bucket looks like a missing object to some requests and stores; an outage must not pass for an absence. */
    private void insistOnBucket(MinioAsyncClient client) {
        HeadBucketArgs args = HeadBucketArgs.builder().bucket(settings.bucket()).build();
        try {
            S3Refusal.await("reach the bucket " + settings.bucket(), client.headBucket(args));
        } catch (S3Refusal refusal) {
            throw refusal.outage("use the bucket " + settings.bucket());
        }
    }

    @Override
    public InputStream read(StoredObject pin, long offset, long length) {
        long wanted = Math.min(length, pin.size() - offset);
        return wanted > 0 ? readSome(pin, offset, wanted) : readNothing(pin);
    }

    private InputStream readSome(StoredObject pin, long offset, long length) {
        GetObjectArgs args = GetObjectArgs.builder()
                .bucket(settings.bucket())
                .object(pin.key())
                .matchETag("\"" + pin.etag() + "\"")
                .offset(offset)
                .length(length)
                .build();
        try {
            return insistOn(
                    pin, S3Refusal.await("read " + pin.key(), clients.usual().getObject(args)));
        } catch (S3Refusal refusal) {
            if (!refusal.isAbsence() && !refusal.isAnother()) {
                throw refusal.outage("read " + pin.key());
            }
            insistOnBucket(clients.usual());
            throw new Gone(pin.key());
        }
    }

    /** Not every store honours {@code If-Match}; but what it then sends has another name. */
    private static InputStream insistOn(StoredObject pin, GetObjectResponse found) {
        String etag =
                Optional.ofNullable(found.headers().get("ETag")).orElse("").replace("\"", "");
        if (etag.isEmpty() || etag.equals(pin.etag())) {
            return found;
        }
        try (found) {
            throw new Gone(pin.key());
        } catch (IOException onClosing) {
            throw new Gone(pin.key());
        }
    }

    /** S3 refuses an empty range, but whether the pin still holds is asked for all the same. */
    private InputStream readNothing(StoredObject pin) {
        boolean holds =
                look(pin.key()).filter(there -> there.etag().equals(pin.etag())).isPresent();
        if (!holds) {
            throw new Gone(pin.key());
        }
        return InputStream.nullInputStream();
    }

    @Override
    public StoredObject write(String key, String contentType, byte[] bytes) {
        return write(key, contentType, bytes, bytes.length);
    }

    private StoredObject write(String key, String contentType, byte[] bytes, int length) {
        MessageDigest digest = Sha256.digest();
        digest.update(bytes, 0, length);
        Sha256 sha256 = Sha256.of(digest);
        PutObjectAPIArgs args = PutObjectAPIArgs.builder()
                .bucket(settings.bucket())
                .object(key)
                .contentType(contentType)
                .headers(new Http.Headers("x-amz-checksum-sha256", sha256.base64()))
                .data(bytes, length)
                .build();
        try {
            String etag = S3Refusal.await("write " + key, clients.usual().putObject(args))
                    .etag();
            return new StoredObject(key, length, etag, Optional.of(sha256));
        } catch (S3Refusal refusal) {
            throw refusal.outage("write " + key);
        }
    }

    @Override
    public StoredObject write(String key, String contentType, InputStream bytes) throws IOException {
        byte[] part = new byte[PART];
        int length = S3LargeWrite.fill(part, bytes);
        if (length < PART) {
            return write(key, contentType, part, length);
        }
        PartChecksum checksum = capabilities().partChecksum();
        return new S3LargeWrite(clients, requests, settings.bucket(), key, checksum).send(contentType, part, bytes);
    }

    /** @throws Outage when some could not be deleted; the others are */
    @Override
    public void delete(Collection<String> keys) {
        List<String> all = List.copyOf(keys);
        List<DeleteResult.Error> errors = new ArrayList<>();
        for (int from = 0; from < all.size(); from += DELETE_BATCH) {
            errors.addAll(deleteBatch(all.subList(from, Math.min(from + DELETE_BATCH, all.size()))));
        }
        if (!errors.isEmpty()) {
            DeleteResult.Error first = errors.getFirst();
            String what = "S3 store: cannot delete " + errors.size() + " objects, the first " + first.objectName();
            throw Outage.passing(what, new IllegalStateException(first.code() + ": " + first.message()));
        }
    }

    private List<DeleteResult.Error> deleteBatch(List<String> keys) {
        DeleteObjectsArgs args = DeleteObjectsArgs.builder()
                .bucket(settings.bucket())
                .objects(keys.stream().map(DeleteRequest.Object::new).toList())
                .quiet(true)
                .build();
        try {
            DeleteResult result = S3Refusal.await("delete", clients.usual().deleteObjects(args))
                    .result();
            return result.errors().stream()
                    .filter(error -> !"NoSuchKey".equals(error.code()))
                    .toList();
        } catch (S3Refusal refusal) {
            throw refusal.outage("delete " + keys.size() + " objects");
        }
    }

    @Override
    public List<Listed> list(String prefix, String after, int limit) {
        ListObjectsV2Args args = ListObjectsV2Args.builder()
                .bucket(settings.bucket())
                .prefix(prefix)
                .startAfter(after)
                .maxKeys(limit)
                .build();
        try {
            return S3Refusal.await("list " + prefix, clients.usual().listObjectsV2(args)).result().contents().stream()
                    .map(item ->
                            new Listed(item.objectName(), item.lastModified().toInstant()))
                    .toList();
        } catch (S3Refusal refusal) {
            throw refusal.outage("list " + prefix);
        }
    }

    @Override
    public void removeUnfinished(String prefix, Instant before) {
        unfinished.abort(prefix, before);
    }

    /** Closes the connections. May be called twice. */
    @Override
    public void close() {
        clients.close();
    }
}
