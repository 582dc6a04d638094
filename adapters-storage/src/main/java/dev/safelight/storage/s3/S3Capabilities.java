package dev.safelight.storage.s3;

/**
 * What a store was seen to do when it was tried. We are right without any of it; with it we are faster, and clients are
 * held to their promise before their bytes are stored and not after.
 *
 * @param verifiesSha256 refuses bytes that are not those of the signed {@code x-amz-checksum-sha256}. Otherwise we read
 *     each original once more to find out
 * @param reportsSha256 tells the hash that an upload came with. Otherwise as above
 * @param createOnly refuses a second upload to a signed URL, because of {@code If-None-Match: *}. Otherwise a client can
 *     replace its bytes until the URL expires: those that were checked are pinned, so that it then loses its photo
 * @param pinnedReads refuses a read with another ETag in {@code If-Match}. Otherwise we compare the ETag that comes
 * @param multipart takes large objects in parts. Otherwise nothing above {@code ObjectStore.PART} can be written
 * @param partChecksum the cheapest that it checks for each part
 */
public record S3Capabilities(
        boolean verifiesSha256,
        boolean reportsSha256,
        boolean createOnly,
        boolean pinnedReads,
        boolean multipart,
        PartChecksum partChecksum) {

    /** Whether the hash that the store tells of an object is one that it has checked. */
    public boolean attestsSha256() {
        return verifiesSha256 && reportsSha256;
    }
}
