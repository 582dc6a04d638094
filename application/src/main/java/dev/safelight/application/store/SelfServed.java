package dev.safelight.application.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/**
 * For a store that has no HTTP server of its own: our own serves its signed URLs. The signature is the only authority;
 * whoever has the URL may use it, once for an upload.
 */
public interface SelfServed {

    /** The path under which signed URLs lie, without a slash at the end. */
    String PATH = "/v1/objects";

    /** What became of a request with a signed URL. */
    sealed interface Served {
        /** The upload is stored whole. */
        record Stored(String etag) implements Served {}

        /** The download; the caller closes the stream. */
        record Content(InputStream bytes, long length, String contentType, String filename, String etag)
                implements Served {}

        /** @param code one of the stable problem codes of signed URLs */
        record Refused(Refusal code) implements Served {}
    }

    /** Why a signed URL, or what was sent to it, is refused. */
    enum Refusal {
        BAD_SIGNATURE,
        URL_EXPIRED,
        /** The URL was used: something is there already. */
        ALREADY_UPLOADED,
        /** The length announced or sent is not the one signed for. */
        LENGTH_MISMATCH,
        CHECKSUM_MISMATCH,
        CONTENT_TYPE_MISMATCH,
        NO_SUCH_OBJECT
    }

    /**
     * Takes an upload. Streams; nothing of a refused or broken one stays behind. Reads at most one byte more than was
     * signed for.
     *
     * @param query of the URL, decoded, one value a name
     * @param announcedLength the request's Content-Length; empty when it did not say
     * @throws IOException when the client goes away in the middle
     */
    Served receive(
            String key,
            Map<String, String> query,
            Optional<Long> announcedLength,
            Optional<String> contentType,
            InputStream body)
            throws IOException;

    /** Opens a download. */
    Served open(String key, Map<String, String> query);
}
