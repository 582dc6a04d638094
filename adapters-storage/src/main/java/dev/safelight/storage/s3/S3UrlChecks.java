package dev.safelight.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.safelight.application.doctor.Check;
import dev.safelight.application.doctor.Notes;
import dev.safelight.application.doctor.Severity;
import dev.safelight.domain.image.Sha256;
import dev.safelight.storage.s3.S3Trial.Asked;
import dev.safelight.storage.s3.S3Trial.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether signed URLs do what they must, and nothing else, at the address where clients use them. */
final class S3UrlChecks {

    private static final byte[] BYTES = "Safelight's doctor was here.".getBytes(UTF_8);
    private static final String TYPE = "image/jpeg";
    private static final Duration LONG_AGO = Duration.ofHours(2);
    private static final String PUBLIC_ENDPOINT = "SAFELIGHT_S3_PUBLIC_ENDPOINT";
    private static final String VERIFY_SIGNATURES =
            "Let the store verify signatures (S3Proxy: s3proxy.authorization=aws-v4), or use another store."
                    + " Until then anybody who reaches it can do anything.";

    private final S3Trial trial;
    private final S3Remedy remedy;
    private final String bucket;
    private final String prefix;

    S3UrlChecks(S3Trial trial, S3Remedy remedy, String bucket, String prefix) {
        this.trial = trial;
        this.remedy = remedy;
        this.bucket = bucket;
        this.prefix = prefix;
    }

    List<Check> checks() {
        return List.of(
                Check.of("store.encryption", this::encryption),
                Check.vital("store.upload", this::upload),
                Check.of("store.signature", this::signature),
                Check.of("store.expiry", this::expiry),
                Check.of("store.length", this::length),
                Check.of("store.type", this::type),
                Check.of("store.private", this::isPrivate));
    }

    private String object() {
        return prefix + "upload";
    }

    private static Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", TYPE);
        headers.put("If-None-Match", "*");
        headers.put("x-amz-checksum-sha256", Sha256.of(BYTES).base64());
        return headers;
    }

    private void upload(Notes notes) {
        try {
            Reply stored = trial.put(object(), headers(), BYTES);
            if (!stored.isGood()) {
                remedy.noteRefused(notes, "an upload with a signed URL", stored);
                return;
            }
            Reply fetched = trial.ask(Asked.get(object()));
            if (!fetched.isGood()) {
                remedy.noteRefused(notes, "a download with a signed URL", fetched);
            } else if (!fetched.body().equals(new String(BYTES, UTF_8))) {
                notes.error(
                        "other bytes come back than were uploaded",
                        fetched.body().length() + " characters instead of " + BYTES.length,
                        "Take away what changes bodies between " + trial.endpoint() + " and the store.");
            } else {
                notes.ok(
                        "an upload and a download with signed URLs work",
                        trial.endpoint().toString());
            }
        } catch (IOException failure) {
            remedy.noteUnanswered(notes, failure, trial.endpoint().toString(), PUBLIC_ENDPOINT);
        }
    }

    private void signature(Notes notes) throws IOException {
        noteRefusal(
                notes,
                "a wrong signature",
                trial.askWithWrongSecret(Asked.get(object())),
                Severity.ERROR,
                VERIFY_SIGNATURES);
    }

    private void expiry(Notes notes) throws IOException {
        noteRefusal(
                notes,
                "a URL that has expired",
                trial.askTooLate(Asked.get(object()), LONG_AGO),
                Severity.ERROR,
                VERIFY_SIGNATURES);
    }

    private void length(Notes notes) throws IOException {
        Map<String, String> headers = headers();
        headers.remove("x-amz-checksum-sha256");
        byte[] longer = (new String(BYTES, UTF_8) + " And stayed.").getBytes(UTF_8);
        noteRefusal(
                notes,
                "another length than was signed",
                trial.put(prefix + "longer", headers, BYTES.length, longer, headers),
                Severity.WARNING,
                "Whoever has a URL can store as much as they like until Safelight looks. Let the store verify the signed"
                        + " Content-Length, or limit the size of bodies in a proxy before it (nginx: client_max_body_size).");
    }

    private void type(Notes notes) throws IOException {
        Map<String, String> others = headers();
        others.put("Content-Type", "text/html");
        noteRefusal(
                notes,
                "another content type than was signed",
                trial.put(prefix + "page", headers(), BYTES.length, BYTES, others),
                Severity.WARNING,
                "Whoever has a URL can store a web page at this address. Let the store verify signed headers, and give it a"
                        + " host name of its own, not one under your site's.");
    }

    private static void noteRefusal(Notes notes, String what, Reply reply, Severity otherwise, String fix) {
        if (reply.isGood()) {
            notes.add(otherwise, "the store accepts " + what, reply.toString(), fix);
        } else {
            notes.ok("the store refuses " + what, reply.toString());
        }
    }

    private void isPrivate(Notes notes) throws IOException {
        String fix = "Take public access away:\naws s3api delete-bucket-policy --bucket " + bucket
                + remedy.endpointOption()
                + "\naws s3api put-public-access-block --bucket " + bucket + remedy.endpointOption()
                + " --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,"
                + "BlockPublicPolicy=true,RestrictPublicBuckets=true";
        Reply object = trial.askUnsigned(Asked.get(object()));
        Reply listing = trial.askUnsigned(Asked.ofBucket(Map.of("list-type", "2", "max-keys", "1")));
        if (object.isGood()) {
            notes.error("everybody can read the photos", "without a signature: " + object, fix);
        }
        if (listing.isGood()) {
            notes.error("everybody can list the photos", "without a signature: " + listing, fix);
        }
        if (!object.isGood() && !listing.isGood()) {
            notes.ok("strangers can neither read nor list", object + ", " + listing);
        }
    }

    private void encryption(Notes notes) {
        String host = trial.endpoint().getHost();
        boolean here = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
        if ("https".equals(trial.endpoint().getScheme())) {
            notes.ok("clients reach the store with TLS");
        } else if (here) {
            notes.ok("clients reach the store on this machine", trial.endpoint().toString());
        } else {
            notes.warning(
                    "photos cross the network unencrypted, and pages served with TLS cannot upload at all",
                    trial.endpoint().toString(),
                    "Give the store a certificate and set SAFELIGHT_S3_PUBLIC_ENDPOINT=https://" + host);
        }
    }
}
