package dev.safelight.application.store;

import dev.safelight.domain.image.StoredObject;
import dev.safelight.domain.image.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the bytes lie: a bucket or a folder. Clients write originals straight into it with a signed URL; we write
 * derivatives. Not a file system: no folders, no renames, no appends.
 *
 * <p><b>Absent</b> objects are an empty value where that is an answer ({@link #look}) and {@link Gone} where a pin
 * promised otherwise. <b>Repeats</b>: every call may be repeated; a signed upload is good for one object once.
 * <b>Atomicity</b>: an object is there whole or not at all. <b>Ordering</b>: a finished write is seen by every later read
 * and list. <b>Failures</b>: {@link dev.safelight.application.Outage} when the store cannot be asked, saying whether a
 * retry helps; each call has a timeout. <b>Threads</b>: safe for any number. Held to this by {@code ObjectStoreContract}.
 */
public interface ObjectStore {

    /** The bytes of a part of a large object: 8 MiB, where S3 wants at least five and takes at most 10,000 parts. */
    int PART = 8 << 20;

    /** The most bytes that an object can have: 78 GiB, when a thousand photos of the largest kind are 49. */
    long LARGEST = 10_000L * PART;

    /**
     * How a client puts one object.
     *
     * @param headers that the client must send exactly so; a store refuses a request whose headers differ
     */
    record SignedUpload(URI url, Map<String, String> headers, Instant expiresAt) {}

    /** One line of a listing. */
    record Listed(String key, Instant storedAt) {}

    /** What was pinned is no longer there: deleted, or other bytes in its place. A retry does not help. */
    final class Gone extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Gone(String key) {
            super("the object " + key + " is no longer the one that was verified");
        }
    }

    /**
     * A URL that takes this one upload and nothing else: exactly its size, its content type, its SHA-256 if that is
     * known, only while no object is there, and only until {@code validFor} has passed. Computed here; does not ask the
     * store.
     */
    SignedUpload signUpload(Upload upload, Duration validFor);

    /**
     * A URL from which one object can be fetched, until {@code validFor} has passed. Does not ask the store.
     *
     * @param filename that a browser is told to save it under
     */
    URI signDownload(String key, String filename, String contentType, Duration validFor);

    /** What is there now. */
    Optional<StoredObject> look(String key);

    /**
     * The bytes of a pinned object, {@code length} of them from {@code offset}, or to its end if that comes first. The
     * caller closes the stream.
     *
     * @throws Gone when other bytes, or none, are there now
     */
    InputStream read(StoredObject pin, long offset, long length);

    /** Writes or overwrites an object of ours. */
    StoredObject write(String key, String contentType, byte[] bytes);

    /**
     * Writes or overwrites an object of ours with all that a stream has, of any length up to {@link #LARGEST} bytes: for
     * the archives of accepted photos, which have gigabytes. Whole or not at all: when the stream or the store fails on
     * the way, what was there before stays as it was, and what had been sent is taken back, or, if the store cannot be
     * reached for that, left to {@link #removeUnfinished}.
     *
     * <p>Needs at most four times {@link #PART} bytes of memory, 32 MiB, however long the stream, and a few more: three
     * parts may be on their way while the next one is filled. A store that takes large objects in parts gets all of them
     * of exactly this size but the last, because R2 insists on it; less than one part is an ordinary write.
     *
     * <p>An interrupt of the thread ends it at once, as a failure does; the thread is still interrupted afterwards. So
     * does {@link #removeUnfinished}, which takes away what had been sent.
     *
     * @param bytes read to its end, or to the first failure, and not closed; by this thread alone
     * @return with the SHA-256 of the whole
     * @throws IOException what the stream threw, as it threw it; or {@link java.io.InterruptedIOException}, which may be an
     *     outage as well when the interrupt met the store at work
     * @throws dev.safelight.application.Outage when the store fails; then the object may be there nevertheless, whole;
     *     and one that passes when what had been sent was taken away
     * @throws IllegalArgumentException when there is more than {@link #LARGEST}
     */
    StoredObject write(String key, String contentType, InputStream bytes) throws IOException;

    /** Deletes objects; those that are not there are already deleted. Any number of keys. */
    void delete(Collection<String> keys);

    /**
     * Objects under a prefix in the order of their keys.
     *
     * @param after only keys greater than this one; empty to begin
     * @param limit 1 to 1000
     */
    List<Listed> list(String prefix, String after, int limit);

    /**
     * Removes what uploads of keys under {@code prefix} have left that began before {@code before} and did not finish:
     * parts, temporary files. One that is still under way then fails, and leaves nothing: so who takes over the work of
     * somebody who may not be dead has the place for himself.
     *
     * @param prefix such as {@code images/}: a bucket may have tenants beside us, whose uploads are not ours to end
     */
    void removeUnfinished(String prefix, Instant before);
}
