package dev.safelight.storage.s3;

import dev.safelight.application.doctor.Notes;
import dev.safelight.storage.s3.S3Trial.Reply;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Map;
import javax.net.ssl.SSLException;

/** What is wrong when a store does not answer, or refuses what it must not, and what to do. */
final class S3Remedy {

    private final S3Settings settings;

    S3Remedy(S3Settings settings) {
        this.settings = settings;
    }

    /** @param setting that says where it is */
    void noteUnanswered(Notes notes, IOException failure, String endpoint, String setting) {
        String fix = switch (failure) {
            case UnknownHostException unknown ->
                "Nobody knows this host name here. Correct " + setting + ", or the DNS of this machine;"
                        + " if the bucket must stand in the path, set SAFELIGHT_S3_PATH_STYLE=true.";
            case ConnectException refused -> "Nobody listens there. Start the store, or correct " + setting + ".";
            case SSLException untrusted ->
                "TLS does not come about. Let the store show a certificate for this name that Java trusts"
                        + " (keytool -importcert for one of your own), or correct " + setting + ".";
            case SocketTimeoutException silent ->
                "Packets get lost on the way: open the firewall between here and there, or correct " + setting + ".";
            default -> "See whether something in between cuts connections, or correct " + setting + ".";
        };
        notes.error("does not answer", endpoint + ": " + reason(failure), fix);
    }

    private static String reason(IOException failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    /** @param what was refused: "a listing" */
    void noteRefused(Notes notes, String what, Reply reply) {
        notes.error("the store refuses " + what, reply.toString(), fix(reply));
    }

    private String fix(Reply reply) {
        Map<String, String> fixes = Map.of(
                "NoSuchBucket",
                createBucket(),
                "InvalidAccessKeyId",
                "The store does not know the key id. Correct SAFELIGHT_S3_ACCESS_KEY.",
                "SignatureDoesNotMatch",
                "The secret does not go with the key id: correct SAFELIGHT_S3_SECRET_KEY."
                        + " If it is right, something in between changes requests: let it pass the Host header,"
                        + " the path and the query as they come.",
                "RequestTimeTooSkewed",
                S3ClockCheck.FIX,
                "NotImplemented",
                "This store lacks what Safelight needs; use a newer version of it, or another.");
        String code = reply.element("Code");
        if (!code.isEmpty() && fixes.containsKey(code)) {
            return fixes.getOrDefault(code, "");
        }
        return switch (reply.status()) {
            case 404 -> createBucket();
            case 401, 403 -> rights();
            default ->
                reply.status() >= 500
                        ? "The store has trouble of its own: see its log, and run this again."
                        : "See the store's log; correct SAFELIGHT_S3_ENDPOINT if this is no S3 service.";
        };
    }

    private String rights() {
        return """
            Give the key these rights (for R2: a token "Object Read & Write" on this bucket):
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Action": ["s3:ListBucket", "s3:ListBucketMultipartUploads"],
               "Resource": "arn:aws:s3:::%1$s"},
              {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
               "Resource": "arn:aws:s3:::%1$s/*"}]}""".formatted(settings.bucket());
    }

    private String createBucket() {
        return "Correct SAFELIGHT_S3_BUCKET, or make the bucket:\naws s3api create-bucket --bucket " + settings.bucket()
                + endpointOption();
    }

    /** For commands; AWS itself needs none. */
    String endpointOption() {
        return settings.endpoint().getHost().endsWith(".amazonaws.com")
                ? " --region " + settings.region()
                : " --endpoint-url " + settings.endpoint();
    }
}
