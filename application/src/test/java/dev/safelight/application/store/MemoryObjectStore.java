package dev.safelight.application.store;

import dev.safelight.application.Outage;
import dev.safelight.application.testing.Availability;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.image.StoredObject;
import dev.safelight.domain.image.Upload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A store that forgets everything with the process, and that fails when told to. Signed URLs carry the number of a grant
 * instead of a signature, so that a run can be replayed exactly.
 *
 * <p>The faults: an {@link Availability} that is down, {@link #failNext}, {@link #lose}, {@link #swap}, {@link #showUploadsAfter}.
 */
public class MemoryObjectStore implements ObjectStore, SelfServed {

    private static final int CHUNK = 1 << 16;

    private record Blob(byte[] bytes, Instant storedAt, Instant visibleFrom) {}

    /** A stream on its way in. */
    private record Unfinished(String key, Instant begunAt) {}

    private sealed interface Grant {
        Instant expiresAt();

        record Put(Upload.Promise promise, Instant expiresAt) implements Grant {}

        record Get(String key, String filename, String contentType, Instant expiresAt) implements Grant {}
    }

    private final InstantSource clock;
    private final Availability availability;
    private final URI publicBaseUrl;
    private final NavigableMap<String, Blob> blobs = new ConcurrentSkipListMap<>();
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private final Map<Long, Unfinished> unfinished = new ConcurrentHashMap<>();
    private final AtomicLong streamNumber = new AtomicLong();
    private final AtomicLong grantNumber = new AtomicLong();
    private final AtomicInteger failuresToCome = new AtomicInteger();
    private volatile Duration uploadsShowAfter = Duration.ZERO;
    private volatile boolean attests = true;

    public MemoryObjectStore(InstantSource clock, Availability availability) {
        this(clock, availability, URI.create("http://store.invalid"));
    }

    public MemoryObjectStore(InstantSource clock, Availability availability, URI publicBaseUrl) {
        this.clock = clock;
        this.availability = availability;
        this.publicBaseUrl = publicBaseUrl;
    }

    /** The next {@code calls} calls are outages that pass. */
    public void failNext(int calls) {
        failuresToCome.set(calls);
    }

    /** An object vanishes, as if somebody had deleted it behind our back. */
    public void lose(String key) {
        blobs.remove(key);
    }

    /** Other bytes lie there all of a sudden. */
    public void swap(String key, byte[] bytes) {
        keep(key, bytes);
    }

    /** Uploads from now on are stored at once, but are seen only {@code delay} later. */
    public void showUploadsAfter(Duration delay) {
        uploadsShowAfter = delay;
    }

    /** From now on a look tells no hash, and an upload is taken whatever its hash, as stores do that know of none. */
    public void attestNothing() {
        attests = false;
    }

    /** How many objects there are, seen or not yet seen. */
    public int size() {
        return blobs.size();
    }

    @Override
    public SignedUpload signUpload(Upload upload, Duration validFor) {
        Instant expiresAt = clock.instant().plus(validFor);
        URI url = grant(upload.objectKey(), new Grant.Put(upload.promise(), expiresAt));
        return new SignedUpload(url, Map.of("Content-Type", upload.promise().contentType()), expiresAt);
    }

    @Override
    public URI signDownload(String key, String filename, String contentType, Duration validFor) {
        return grant(
                key, new Grant.Get(key, filename, contentType, clock.instant().plus(validFor)));
    }

    private URI grant(String key, Grant grant) {
        String number = Long.toString(grantNumber.incrementAndGet());
        grants.put(number, grant);
        return URI.create(publicBaseUrl + PATH + "/" + key + "?grant=" + number);
    }

    @Override
    public Optional<StoredObject> look(String key) {
        insistOnBeingUp();
        return visible(key)
                .map(blob -> describe(key, blob.bytes()))
                .map(there -> attests ? there : new StoredObject(key, there.size(), there.etag(), Optional.empty()));
    }

    @Override
    public InputStream read(StoredObject pin, long offset, long length) {
        insistOnBeingUp();
        byte[] bytes = visible(pin.key())
                .map(Blob::bytes)
                .filter(there -> Sha256.of(there).hex().equals(pin.etag()))
                .orElseThrow(() -> new Gone(pin.key()));
        int from = (int) Math.min(offset, bytes.length);
        int to = (int) Math.min(offset + Math.min(length, bytes.length), bytes.length);
        return new ByteArrayInputStream(Arrays.copyOfRange(bytes, from, to));
    }

    @Override
    public StoredObject write(String key, String contentType, byte[] bytes) {
        insistOnBeingUp();
        keep(key, bytes.clone());
        return describe(key, bytes);
    }

    /** In memory, of all places, nothing is larger than memory. */
    @Override
    public StoredObject write(String key, String contentType, InputStream bytes) throws IOException {
        long number = streamNumber.incrementAndGet();
        unfinished.put(number, new Unfinished(key, clock.instant()));
        try {
            byte[] taken = take(number, bytes);
            insistOn(unfinished.remove(number) != null);
            return write(key, contentType, taken);
        } finally {
            unfinished.remove(number);
        }
    }

    private byte[] take(long number, InputStream bytes) throws IOException {
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        for (int got = 0; got >= 0; got = bytes.read(chunk)) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted");
            }
            insistOn(unfinished.containsKey(number));
            taken.write(chunk, 0, got);
        }
        return taken.toByteArray();
    }

    private static void insistOn(boolean stillWanted) {
        if (!stillWanted) {
            throw Outage.passing("what had been written was removed", new IOException("removed as unfinished"));
        }
    }

    @Override
    public void delete(Collection<String> keys) {
        insistOnBeingUp();
        keys.forEach(blobs::remove);
    }

    @Override
    public List<Listed> list(String prefix, String after, int limit) {
        insistOnBeingUp();
        return blobs.tailMap(after, false).entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix) && isVisible(entry.getValue()))
                .limit(limit)
                .map(entry -> new Listed(entry.getKey(), entry.getValue().storedAt()))
                .toList();
    }

    @Override
    public void removeUnfinished(String prefix, Instant before) {
        insistOnBeingUp();
        unfinished
                .values()
                .removeIf(write ->
                        write.key().startsWith(prefix) && write.begunAt().isBefore(before));
    }

    @Override
    public Served receive(
            String key,
            Map<String, String> query,
            Optional<Long> announcedLength,
            Optional<String> contentType,
            InputStream body)
            throws IOException {
        insistOnBeingUp();
        if (!(grants.get(query.getOrDefault("grant", "")) instanceof Grant.Put grant)
                || !grant.promise().objectKey().equals(key)) {
            return new Served.Refused(Refusal.BAD_SIGNATURE);
        }
        Upload.Promise promise = grant.promise();
        if (isExpired(grant)) {
            return new Served.Refused(Refusal.URL_EXPIRED);
        }
        if (!contentType.equals(Optional.of(promise.contentType()))) {
            return new Served.Refused(Refusal.CONTENT_TYPE_MISMATCH);
        }
        if (announcedLength.isPresent() && announcedLength.get() != promise.size()) {
            return new Served.Refused(Refusal.LENGTH_MISMATCH);
        }
        return keepIfAsPromised(promise, body.readNBytes((int) promise.size() + 1));
    }

    private Served keepIfAsPromised(Upload.Promise promise, byte[] bytes) {
        if (bytes.length != promise.size()) {
            return new Served.Refused(Refusal.LENGTH_MISMATCH);
        }
        Sha256 sha256 = Sha256.of(bytes);
        if (attests && promise.sha256().isPresent() && !promise.sha256().get().equals(sha256)) {
            return new Served.Refused(Refusal.CHECKSUM_MISMATCH);
        }
        Instant now = clock.instant();
        Blob blob = new Blob(bytes, now, now.plus(uploadsShowAfter));
        return blobs.putIfAbsent(promise.objectKey(), blob) == null
                ? new Served.Stored(sha256.hex())
                : new Served.Refused(Refusal.ALREADY_UPLOADED);
    }

    @Override
    public Served open(String key, Map<String, String> query) {
        insistOnBeingUp();
        if (!(grants.get(query.getOrDefault("grant", "")) instanceof Grant.Get grant)
                || !grant.key().equals(key)) {
            return new Served.Refused(Refusal.BAD_SIGNATURE);
        }
        if (isExpired(grant)) {
            return new Served.Refused(Refusal.URL_EXPIRED);
        }
        return visible(key)
                .<Served>map(blob -> new Served.Content(
                        new ByteArrayInputStream(blob.bytes()),
                        blob.bytes().length,
                        grant.contentType(),
                        grant.filename(),
                        Sha256.of(blob.bytes()).hex()))
                .orElseGet(() -> new Served.Refused(Refusal.NO_SUCH_OBJECT));
    }

    /** Throws the outage that a test has asked for. */
    protected final void insistOnBeingUp() {
        availability.check();
        if (failuresToCome.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            throw Outage.passing("the memory store was told to fail", new IOException("told to fail"));
        }
    }

    /** Stores without asking any question. */
    protected final void keep(String key, byte[] bytes) {
        blobs.put(key, new Blob(bytes, clock.instant(), Instant.MIN));
    }

    private boolean isExpired(Grant grant) {
        return !clock.instant().isBefore(grant.expiresAt());
    }

    private Optional<Blob> visible(String key) {
        return Optional.ofNullable(blobs.get(key)).filter(this::isVisible);
    }

    private boolean isVisible(Blob blob) {
        return !clock.instant().isBefore(blob.visibleFrom());
    }

    private static StoredObject describe(String key, byte[] bytes) {
        Sha256 sha256 = Sha256.of(bytes);
        return new StoredObject(key, bytes.length, sha256.hex(), Optional.of(sha256));
    }
}
