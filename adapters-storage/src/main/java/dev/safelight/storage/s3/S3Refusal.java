package dev.safelight.storage.s3;

import dev.safelight.application.Outage;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.ServerException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** The store answered, and the answer is an error with a code. Everything else that fails is an {@link Outage}. */
final class S3Refusal extends Exception {

    private static final long serialVersionUID = 1L;
    private static final Set<String> ABSENT = Set.of("NoSuchKey", "NoSuchObject", "NotFound");
    private static final Set<String> OVERLOADED =
            Set.of("SlowDown", "SlowDownRead", "SlowDownWrite", "RequestTimeout", "InternalError", "OperationAborted");

    private final String code;
    private final int status;

    private S3Refusal(ErrorResponseException error) {
        super(error.errorResponse().code() + ": " + error.errorResponse().message(), error);
        this.code = error.errorResponse().code();
        this.status = error.response().code();
    }

    /** @param code as the body tells it, or empty */
    S3Refusal(int status, String code) {
        super(status + " " + code);
        this.code = code;
        this.status = status;
    }

    /**
     * Waits for an answer. The client's timeouts end it; nothing else needs to.
     *
     * @param what we want, for the message of an outage
     */
    static <T> T await(String what, CompletableFuture<T> answer) throws S3Refusal {
        try {
            return answer.join();
        } catch (CompletionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            if (cause instanceof ErrorResponseException error) {
                throw new S3Refusal(error);
            }
            throw outage(what, cause, lasts(cause));
        }
    }

    /** No answer came, or it broke off. */
    static Outage unanswered(String what, IOException failed) {
        return outage(what, failed, lasts(failed));
    }

    /** The object is not there, but the bucket is; a {@code HEAD} cannot tell the two apart. */
    boolean isAbsence() {
        return ABSENT.contains(code);
    }

    /** The upload of parts was already ended by somebody. */
    boolean isNoSuchUpload() {
        return "NoSuchUpload".equals(code);
    }

    /** Another object is there now than the one that was asked for. */
    boolean isAnother() {
        return status == 412;
    }

    /**
     * Credentials, permissions and a missing bucket stay until somebody mends them; overload passes, and an upload that
     * somebody ended can be begun again.
     */
    Outage outage(String what) {
        boolean passes =
                OVERLOADED.contains(code) || isNoSuchUpload() || status == 429 || (status >= 500 && status != 501);
        return outage(what, this, !passes);
    }

    private static boolean lasts(Throwable cause) {
        return cause instanceof SSLHandshakeException
                || cause instanceof SSLPeerUnverifiedException
                || (cause instanceof ServerException server && server.statusCode() < 500 && server.statusCode() != 429);
    }

    private static Outage outage(String what, Throwable cause, boolean lasting) {
        String message = "S3 store: cannot " + what + ": " + cause.getMessage();
        return lasting ? Outage.lasting(message, cause) : Outage.passing(message, cause);
    }
}
