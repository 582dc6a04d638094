package dev.safelight.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.safelight.application.Outage;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.ObjectKeys;
import dev.safelight.domain.image.Sha256;
import io.minio.Checksum;
import io.minio.DeleteObjectsArgs;
import io.minio.HeadObjectArgs;
import io.minio.messages.DeleteRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what a store can do by trying it, once, under the prefix of an image that nobody has: should this process die
 * in the middle, the sweeper takes away what it left.
 */
final class S3Probe {

    private static final Logger LOG = LoggerFactory.getLogger(S3Probe.class);
    private static final String TYPE = "application/octet-stream";
    private static final byte[] BYTES = "Safelight tries what this store can do.".getBytes(UTF_8);
    private static final byte[] OTHERS = "Safelight tried what that store can do.".getBytes(UTF_8);
    private static final String NO_ETAG = "\"00000000000000000000000000000000\"";

    private final S3Clients clients;
    private final S3SignedRequests signed;
    private final String bucket;
    private final InstantSource clock;
    private final RandomGenerator random;
    private @Nullable S3Capabilities known;

    S3Probe(S3Settings settings, S3Clients clients, InstantSource clock, RandomGenerator random) {
        this.clients = clients;
        this.signed = new S3SignedRequests(settings, clients.http(), clock);
        this.bucket = settings.bucket();
        this.clock = clock;
        this.random = random;
    }

    /** What was found the first time; who comes while it is being found out waits. An outage is not remembered. */
    synchronized S3Capabilities capabilities() {
        S3Capabilities found = known;
        if (found == null) {
            found = probe(ObjectKeys.prefix(ImageId.at(clock.instant(), random)));
            LOG.info("The store was tried: {}", found);
            known = found;
        }
        return found;
    }

    /** Finds out now, with objects under this prefix, which are deleted again. */
    S3Capabilities probe(String prefix) {
        String first = prefix + "probe-first";
        String second = prefix + "probe-second";
        String inParts = prefix + "probe-parts";
        try {
            putAsClientsDo(first);
            boolean reports = reportsSha256(first);
            boolean createOnly = !takes(first, OTHERS, Sha256.of(OTHERS));
            boolean pins = !reads(first, NO_ETAG);
            boolean verifies = !takes(second, BYTES, Sha256.of(OTHERS));
            Optional<PartChecksum> parts = Arrays.stream(PartChecksum.values())
                    .filter(checksum -> takesParts(inParts, checksum))
                    .findFirst();
            return new S3Capabilities(
                    verifies, reports, createOnly, pins, parts.isPresent(), parts.orElse(PartChecksum.MD5));
        } finally {
            remove(List.of(first, second, inParts));
        }
    }

    private void putAsClientsDo(String key) {
        try {
            put(key, BYTES, Sha256.of(BYTES));
        } catch (S3Refusal refusal) {
            throw refusal.outage("take a signed upload");
        }
    }

    private boolean takes(String key, byte[] bytes, Sha256 sha256) {
        try {
            put(key, bytes, sha256);
            return true;
        } catch (S3Refusal refusal) {
            return no(refusal, "take a signed upload");
        }
    }

    private void put(String key, byte[] bytes, Sha256 sha256) throws S3Refusal {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", TYPE);
        headers.put("If-None-Match", "*");
        headers.put("x-amz-checksum-sha256", sha256.base64());
        signed.put(key, headers, bytes);
    }

    private boolean reads(String key, String etag) {
        try {
            signed.get(key, Map.of(), Map.of("If-Match", etag));
            return true;
        } catch (S3Refusal refusal) {
            return no(refusal, "read with If-Match");
        }
    }

    private boolean reportsSha256(String key) {
        HeadObjectArgs args = HeadObjectArgs.builder()
                .bucket(bucket)
                .object(key)
                .fetchChecksum(true)
                .build();
        try {
            return Optional.ofNullable(
                            S3Refusal.await("look at " + key, clients.usual().headObject(args))
                                    .checksums())
                    .map(checksums -> checksums.get(Checksum.Algorithm.SHA256))
                    .flatMap(Sha256::parse)
                    .isPresent();
        } catch (S3Refusal refusal) {
            return no(refusal, "look at " + key);
        }
    }

    /** MD5 goes without saying that it is checked. */
    private boolean takesParts(String key, PartChecksum checksum) {
        try {
            partsOf(key, checksum).send(TYPE, BYTES.clone(), InputStream.nullInputStream());
            return checksum == PartChecksum.MD5 || noticesOtherBytes(key, checksum);
        } catch (Outage outage) {
            if (outage.retryHelps()) {
                throw outage;
            }
            return false;
        } catch (IOException cannotBe) {
            throw new IllegalStateException("nothing does not break off", cannotBe);
        }
    }

    private boolean noticesOtherBytes(String key, PartChecksum checksum) {
        try {
            partsOf(key, checksum).sendOtherBytes(TYPE, BYTES, OTHERS);
            return false;
        } catch (S3Refusal refusal) {
            return !no(refusal, "take a part");
        }
    }

    private S3LargeWrite partsOf(String key, PartChecksum checksum) {
        return new S3LargeWrite(clients, signed, bucket, key, checksum);
    }

    /** A refusal is an answer, unless it is one that passes. */
    private static boolean no(S3Refusal refusal, String what) {
        Outage outage = refusal.outage(what);
        if (outage.retryHelps()) {
            throw outage;
        }
        return false;
    }

    private void remove(List<String> keys) {
        DeleteObjectsArgs args = DeleteObjectsArgs.builder()
                .bucket(bucket)
                .objects(keys.stream().map(DeleteRequest.Object::new).toList())
                .quiet(true)
                .build();
        try {
            S3Refusal.await("delete what was tried", clients.usual().deleteObjects(args));
        } catch (S3Refusal | Outage failed) {
            LOG.warn("What the store was tried with stays until it is swept: {}", failed.getMessage());
        }
    }
}
