package dev.safelight.domain.image;

import java.time.Instant;
import java.util.Optional;

/**
 * What was promised when the upload was signed. It never changes.
 *
 * @param fileId the image's number, from {@link #FIRST_FILE_ID} up, given by the store of images when it adds the row
 */
public record Upload(long fileId, Promise promise) {

    /** Numbers below this are never given out: the older download service reserved them. */
    public static final long FIRST_FILE_ID = 10_000;

    public Upload {
        if (fileId < FIRST_FILE_ID) {
            throw new IllegalArgumentException("a file's number is at least " + FIRST_FILE_ID);
        }
    }

    /**
     * @param contentType the media type exactly as promised: the signed URL insists on it
     * @param format the format that this media type stands for
     * @param size of the whole file, in bytes
     * @param sha256 of the whole file, if the client knew it
     * @param deadline until when the bytes may come
     */
    public record Promise(
            ImageId id,
            OwnerId owner,
            SetId set,
            Filename filename,
            String contentType,
            Format format,
            long size,
            Optional<Sha256> sha256,
            Instant createdAt,
            Instant deadline) {

        /** Where the original lies in the object store. */
        public String objectKey() {
            return ObjectKeys.original(id);
        }
    }

    public ImageId id() {
        return promise.id();
    }

    public OwnerId owner() {
        return promise.owner();
    }

    public SetId set() {
        return promise.set();
    }

    public String objectKey() {
        return promise.objectKey();
    }
}
