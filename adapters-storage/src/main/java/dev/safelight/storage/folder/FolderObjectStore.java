package dev.safelight.storage.folder;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.safelight.application.Outage;
import dev.safelight.application.store.ObjectStore;
import dev.safelight.application.store.SelfServed;
import dev.safelight.domain.image.ObjectKeys;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.image.StoredObject;
import dev.safelight.domain.image.Upload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Objects in a folder on a local disk, for those who have no bucket. Our own HTTP server serves its signed URLs.
 *
 * <p>An object appears in one step, by a hard link that fails when the name is taken: that is what makes a URL good for
 * one upload, whoever races. Before an upload is acknowledged, file and folders are forced to the disk, so it survives a
 * {@code kill -9} and a power cut. What an object is called when downloaded, and its media type, are in the signed URL;
 * nothing is kept beside the file. Several processes may share one folder.
 */
public final class FolderObjectStore implements ObjectStore, SelfServed {

    private static final String PUT = "PUT";
    private static final String GET = "GET";
    private static final byte[] PROBE = "Safelight looks whether it can write here.".getBytes(US_ASCII);

    private final Layout layout;
    private final String publicBaseUrl;
    private final UrlSignature signature;
    private final InstantSource clock;

    /**
     * Opens the folder and makes it if it is not there yet.
     *
     * @param root on a file system with hard links
     * @param publicBaseUrl where clients reach our HTTP server, with or without a slash at the end
     * @param secret of 32 bytes, the same in all processes that share the folder
     * @throws Outage when the folder cannot be made
     */
    public FolderObjectStore(Path root, URI publicBaseUrl, byte[] secret, InstantSource clock) {
        this.layout = new Layout(root.toAbsolutePath().normalize());
        this.publicBaseUrl = publicBaseUrl.toString().replaceFirst("/+$", "");
        this.signature = new UrlSignature(secret);
        this.clock = clock;
        DiskFault.outageOf("make the folder " + root, () -> {
            layout.create();
            return root;
        });
    }

    /** @throws Outage unless a file can be written, which takes as long as the disk needs */
    public void probe() {
        try (IncomingFile file = IncomingFile.begin(layout.incoming(), ObjectKeys.ROOT, clock.instant())) {
            file.append(PROBE, PROBE.length); // a disk that is full makes empty files all the same
        }
    }

    /** The only header that the client must send is {@code Content-Type}. */
    @Override
    public SignedUpload signUpload(Upload upload, Duration validFor) {
        Upload.Promise promise = upload.promise();
        Instant expiresAt = expiry(validFor);
        Map<String, String> terms = new HashMap<>();
        terms.put("expires", Long.toString(expiresAt.getEpochSecond()));
        terms.put("size", Long.toString(promise.size()));
        terms.put("type", promise.contentType());
        promise.sha256().ifPresent(sha256 -> terms.put("sha256", sha256.hex()));
        return new SignedUpload(
                url(PUT, upload.objectKey(), terms), Map.of("Content-Type", promise.contentType()), expiresAt);
    }

    @Override
    public URI signDownload(String key, String filename, String contentType, Duration validFor) {
        String expires = Long.toString(expiry(validFor).getEpochSecond());
        return url(GET, key, Map.of("expires", expires, "name", filename, "type", contentType));
    }

    private URI url(String method, String key, Map<String, String> terms) {
        layout.path(key);
        return URI.create(publicBaseUrl + PATH + "/" + key + "?" + signature.query(method, key, terms));
    }

    private Instant expiry(Duration validFor) {
        return clock.instant().plus(validFor).truncatedTo(ChronoUnit.SECONDS);
    }

    @Override
    public Optional<StoredObject> look(String key) {
        return layout.find(key).flatMap(path -> look(key, path));
    }

    private Optional<StoredObject> look(String key, Path path) {
        try (SealedFile file = SealedFile.open(path)) {
            return Optional.of(file.describe(key));
        } catch (NoSuchFileException absent) {
            layout.insistOnBeingThere();
            return Optional.empty();
        } catch (IOException failed) {
            throw DiskFault.outage("look at " + key, failed);
        }
    }

    @Override
    public InputStream read(StoredObject pin, long offset, long length) {
        Path path = layout.find(pin.key()).orElseThrow(() -> new Gone(pin.key()));
        try {
            SealedFile file = SealedFile.open(path);
            if (!file.etag().equals(pin.etag())) {
                file.close();
                throw new Gone(pin.key());
            }
            return file.stream(offset, length);
        } catch (NoSuchFileException absent) {
            layout.insistOnBeingThere();
            throw new Gone(pin.key());
        } catch (IOException failed) {
            throw DiskFault.outage("read " + pin.key(), failed);
        }
    }

    /** @throws IllegalArgumentException when the key is not of the form of {@code ObjectKeys} or {@code DownloadKeys} */
    @Override
    public StoredObject write(String key, String contentType, byte[] bytes) {
        try {
            return write(key, file -> file.take(new ByteArrayInputStream(bytes), LARGEST));
        } catch (IOException cannotBe) {
            throw new IllegalStateException("an array does not break off", cannotBe);
        }
    }

    /**
     * Through two buffers of 1 MiB.
     *
     * @throws IllegalArgumentException when the key is not of the form of {@code ObjectKeys} or {@code DownloadKeys}
     */
    @Override
    public StoredObject write(String key, String contentType, InputStream bytes) throws IOException {
        return write(key, file -> new LongTake(file).take(bytes, LARGEST));
    }

    /** How a file gets its bytes. */
    private interface Filling {
        void fill(IncomingFile file) throws IOException;
    }

    private StoredObject write(String key, Filling filling) throws IOException {
        Path target = layout.path(key);
        try (IncomingFile file = IncomingFile.begin(layout.incoming(), key, clock.instant())) {
            filling.fill(file);
            if (file.size() > LARGEST) {
                throw new IllegalArgumentException("an object has at most " + LARGEST + " bytes");
            }
            Sha256 sha256 = file.seal(clock.instant());
            file.replace(target, layout);
            return new StoredObject(key, file.size(), sha256.hex(), Optional.of(sha256));
        }
    }

    /** Not forced to the disk: should a power cut bring an object back, it belongs to no image and is swept. */
    @Override
    public void delete(Collection<String> keys) {
        layout.insistOnBeingThere();
        for (String key : keys) {
            layout.find(key)
                    .ifPresent(path -> DiskFault.outageOf("delete " + key, () -> {
                        layout.remove(path);
                        return key;
                    }));
        }
    }

    @Override
    public List<Listed> list(String prefix, String after, int limit) {
        layout.insistOnBeingThere();
        return DiskFault.outageOf("list " + prefix, () -> layout.list(prefix, after, limit));
    }

    @Override
    public void removeUnfinished(String prefix, Instant before) {
        DiskFault.outageOf("remove unfinished uploads", () -> {
            try (DirectoryStream<Path> files =
                    Files.newDirectoryStream(layout.incoming(), file -> IncomingFile.isOf(file, prefix, before))) {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                }
            }
            return before;
        });
    }

    @Override
    public Served receive(
            String key,
            Map<String, String> query,
            Optional<Long> announcedLength,
            Optional<String> contentType,
            InputStream body)
            throws IOException {
        Optional<Refusal> refusal = refusal(PUT, key, query)
                .or(() -> refusalOfHeaders(query, announcedLength, contentType))
                .or(() -> look(key).map(taken -> Refusal.ALREADY_UPLOADED));
        return refusal.isPresent() ? new Served.Refused(refusal.get()) : take(key, query, body);
    }

    private Served take(String key, Map<String, String> query, InputStream body) throws IOException {
        long size = size(query);
        Path target = layout.path(key);
        try (IncomingFile file = IncomingFile.begin(layout.incoming(), key, clock.instant())) {
            file.take(body, size);
            if (file.size() != size) {
                return new Served.Refused(Refusal.LENGTH_MISMATCH);
            }
            Sha256 sha256 = file.seal(clock.instant());
            if (!sha256.hex().equals(query.getOrDefault("sha256", sha256.hex()))) {
                return new Served.Refused(Refusal.CHECKSUM_MISMATCH);
            }
            return file.publish(target, layout)
                    ? new Served.Stored(sha256.hex())
                    : new Served.Refused(Refusal.ALREADY_UPLOADED);
        }
    }

    @Override
    public Served open(String key, Map<String, String> query) {
        Optional<Refusal> refusal = refusal(GET, key, query);
        if (refusal.isPresent()) {
            return new Served.Refused(refusal.get());
        }
        try {
            SealedFile file = SealedFile.open(layout.path(key));
            InputStream bytes = file.stream(0, file.size());
            return new Served.Content(bytes, file.size(), term(query, "type"), term(query, "name"), file.etag());
        } catch (NoSuchFileException absent) {
            layout.insistOnBeingThere();
            return new Served.Refused(Refusal.NO_SUCH_OBJECT);
        } catch (IOException failed) {
            throw DiskFault.outage("open " + key, failed);
        }
    }

    /** Once this is empty, the terms in the query are our own words. */
    private Optional<Refusal> refusal(String method, String key, Map<String, String> query) {
        if (layout.find(key).isEmpty() || !signature.isOurs(method, key, query)) {
            return Optional.of(Refusal.BAD_SIGNATURE);
        }
        Instant expiresAt = Instant.ofEpochSecond(Long.parseLong(term(query, "expires")));
        return clock.instant().isBefore(expiresAt) ? Optional.empty() : Optional.of(Refusal.URL_EXPIRED);
    }

    private static Optional<Refusal> refusalOfHeaders(
            Map<String, String> query, Optional<Long> announcedLength, Optional<String> contentType) {
        if (!contentType.equals(Optional.of(term(query, "type")))) {
            return Optional.of(Refusal.CONTENT_TYPE_MISMATCH);
        }
        boolean sameLength = announcedLength.isEmpty() || announcedLength.get() == size(query);
        return sameLength ? Optional.empty() : Optional.of(Refusal.LENGTH_MISMATCH);
    }

    private static long size(Map<String, String> query) {
        return Long.parseLong(term(query, "size"));
    }

    private static String term(Map<String, String> query, String name) {
        return Optional.ofNullable(query.get(name)).orElseThrow();
    }
}
