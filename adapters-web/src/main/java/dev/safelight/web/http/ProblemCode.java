package dev.safelight.web.http;

/**
 * Every problem that this server answers with: the stable code, the status, and words for people. The only place that
 * knows the status of a failure. {@code /docs/problems} lists them, and {@code docs/openapi.yaml} is held against this.
 */
public enum ProblemCode {
    BAD_REQUEST(400, "The request can't be understood", "It is not valid HTTP, or its address is not a valid URI."),
    MALFORMED_JSON(
            400, "The body is not JSON", "It must be one JSON object in UTF-8, nested no deeper than 32 levels."),
    INVALID_REQUEST(400, "The request is not valid", "errors[] lists every field that is missing or wrong."),
    UPLOAD_BROKEN_OFF(400, "The upload broke off", "The connection ended before all bytes had come. Upload again."),
    LENGTH_MISMATCH(400, "Not the announced length", "Send exactly as many bytes as were signed for."),
    CHECKSUM_MISMATCH(400, "Not the announced content", "The bytes do not have the SHA-256 that was signed for."),
    UNAUTHORIZED(401, "Who are you?", "The token or key in the request is not one of ours."),
    FORBIDDEN(
            403, "Not with this key", "The API key is not good for this. An operator can make one with other scopes."),
    OPERATORS_DISABLED(403, "No operators here", "No operator key is configured, so nobody is an operator."),
    FOREIGN_ORIGIN(
            403, "Another site's page sent this", "Changes are taken from our own pages and configured origins."),
    BAD_SIGNATURE(403, "The URL's signature is wrong", "Use the signed URL exactly as it was given, headers included."),
    URL_EXPIRED(403, "The URL has expired", "Ask for a fresh one: POST /v1/uploads/{imageId}/sign, or fetch again."),
    CONTENT_TYPE_MISMATCH(403, "Not the announced content type", "Send the headers exactly as they were given."),
    NOT_FOUND(404, "There is nothing at this address", "/docs lists every address."),
    IMAGE_NOT_FOUND(404, "No such image", "You have no image with this id."),
    SET_NOT_FOUND(404, "No such set", "A set's name is 1 to 64 characters of [A-Za-z0-9._-]."),
    QUEUE_NOT_FOUND(404, "No such queue", "GET /v1/ops/queues lists them."),
    DOWNLOAD_NOT_FOUND(404, "No such download", "You have no download with this id."),
    API_KEY_NOT_FOUND(404, "No such API key", "GET /v1/ops/api-keys lists them."),
    WEBHOOK_NOT_FOUND(404, "No such webhook", "You have no webhook with this id."),
    DELIVERY_NOT_FOUND(404, "No such delivery", "It never was, or came to an end more than a week ago."),
    CONTENT_NOT_AVAILABLE(404, "No such picture", "The image has no such picture, or not yet."),
    HANDOVER_DISABLED(
            404,
            "Nobody is handed over here",
            "Only visitors who are known by a cookie are; who has a name comes by it on any device."),
    STORAGE_EVENTS_DISABLED(
            404, "Storage events are not heard", "No token for them is configured: SAFELIGHT_STORAGE_EVENTS_TOKEN."),
    OBJECT_NOT_FOUND(404, "No such object", "It was deleted or never stored."),
    METHOD_NOT_ALLOWED(405, "Not with this method", "Allow lists the methods of this address."),
    REQUEST_TIMEOUT(
            408,
            "The request took too long to arrive",
            "Nothing came for a minute, or on the average less than 2 KiB/s. Send it again over a better line."),
    NOT_AWAITING_UPLOAD(409, "The upload is over", "A fresh URL is to be had only while the image awaits its upload."),
    ALREADY_A_PHOTO(409, "It is a photo already", "Delete it with DELETE /v1/images/{imageId}."),
    NOT_IN_ERROR(409, "Nothing to retry", "Only an image in ERROR can be sent back to work."),
    NOT_REJECTED(409, "Nothing to override", "Only a REJECTED image can be accepted by hand."),
    NOT_REACHABLE(
            409,
            "No other device can come here",
            "The server is not told an address that others reach it at: SAFELIGHT_PUBLIC_URL."),
    TOO_MANY_WEBHOOKS(409, "Enough webhooks", "An owner has at most 20. Remove one that is not needed any more."),
    WEBHOOK_DISABLED(409, "The webhook is disabled", "Enable it first: POST /v1/webhooks/{webhookId}/enable."),
    SET_FULL(409, "The set is full", "Delete a photo of the set, or use another set."),
    DOWNLOAD_FAILED(409, "There is no archive", "The download failed; its status says why. Ask for it again."),
    IDEMPOTENCY_IN_PROGRESS(409, "Still at it", "A request with this key is being worked on. Ask again soon."),
    DOWNLOAD_EXPIRED(410, "The archive is gone", "Ask for it again: POST /v1/download/initiate."),
    DOWNLOAD_CANCELLED(410, "The download was cancelled", "Ask for it again: POST /v1/download/initiate."),
    ALREADY_UPLOADED(412, "The URL has been used", "A signed URL takes one upload, once."),
    PAYLOAD_TOO_LARGE(413, "The body is too large", "A JSON body has at most 1 MiB."),
    URI_TOO_LONG(414, "The address is too long", "Line and headers of a request have at most 16 KiB."),
    UNSUPPORTED_MEDIA_TYPE(415, "Not JSON", "Send Content-Type: application/json."),
    RANGE_NOT_SATISFIABLE(416, "No such range", "The object is shorter than where the range begins."),
    EXPECTATION_FAILED(417, "Can't do that", "Only Expect: 100-continue is understood."),
    UNSUPPORTED_FORMAT(422, "This kind of file can't be used", "GET /v1/policy lists the formats that are welcome."),
    FILE_TOO_SMALL(422, "The file is too small", "GET /v1/policy says how small a file may be."),
    FILE_TOO_LARGE(422, "The file is too large", "GET /v1/policy says how large a file may be."),
    WEBHOOK_URL_NOT_ALLOWED(
            422,
            "This URL can't be called",
            "Receivers are called with https and on the public internet, unless the operator allows others."),
    IDEMPOTENCY_KEY_REUSED(422, "The key was used before", "Use a fresh Idempotency-Key for another request."),
    RATE_LIMITED(429, "Too many requests", "Wait as long as Retry-After says."),
    OWNER_BACKLOG_FULL(
            429,
            "You have too many photos on their way",
            "Finish or give up uploads that you were signed for, and wait as long as Retry-After says."),
    OWNER_DOWNLOADS_FULL(
            429, "You have too many downloads at work", "Wait for one of them, or cancel one, and ask again."),
    OWNER_STREAMS_FULL(429, "You listen to too many streams", "Close some, or ask for the events as JSON."),
    HEADERS_TOO_LARGE(431, "The headers are too large", "Line and headers of a request have at most 16 KiB."),
    INTERNAL_ERROR(500, "Something went wrong on our side", "Quote the requestId when you report it."),
    NOT_IMPLEMENTED(501, "Not understood", "The request uses a part of HTTP that is not supported here."),
    UNAVAILABLE(503, "Not available right now", "Something that we depend on is down, or we are. Try again soon."),
    BACKLOG_FULL(
            503,
            "More work than we can take in",
            "Wait as long as Retry-After says, then say the same again; nothing is lost."),
    DOWNLOADS_FULL(503, "More downloads than we can take in", "Wait as long as Retry-After says, then ask again."),
    STREAMS_FULL(503, "Too many streams", "Wait as long as Retry-After says, or ask for the events as JSON."),
    VERSION_NOT_SUPPORTED(505, "Not this HTTP", "HTTP/1.1 is spoken here.");

    private final int status;
    private final String title;
    private final String advice;

    ProblemCode(int status, String title, String advice) {
        this.status = status;
        this.title = title;
        this.advice = advice;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** What the caller can do about it, in plain words. */
    public String advice() {
        return advice;
    }

    /** Whether it is our fault, or only too much at the moment, so that the same request may succeed later. */
    public boolean mayPass() {
        return status >= 500 || status == 429;
    }

    /** The code for a bare status, as the server below us reports it. */
    static ProblemCode ofStatus(int status) {
        return switch (status) {
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 408 -> REQUEST_TIMEOUT;
            case 413 -> PAYLOAD_TOO_LARGE;
            case 414 -> URI_TOO_LONG;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 417 -> EXPECTATION_FAILED;
            case 426, 505 -> VERSION_NOT_SUPPORTED;
            case 431 -> HEADERS_TOO_LARGE;
            case 501 -> NOT_IMPLEMENTED;
            case 503 -> UNAVAILABLE;
            default -> status >= 500 ? INTERNAL_ERROR : BAD_REQUEST;
        };
    }
}
