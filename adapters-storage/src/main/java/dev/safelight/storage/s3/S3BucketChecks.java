package dev.safelight.storage.s3;

import dev.safelight.application.doctor.Check;
import dev.safelight.application.doctor.Notes;
import dev.safelight.storage.s3.S3Trial.Asked;
import dev.safelight.storage.s3.S3Trial.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How the bucket is set up: for browsers, and for what is left behind. */
final class S3BucketChecks {

    private static final List<String> SIGNED = List.of("content-type", "if-none-match", "x-amz-checksum-sha256");
    private static final String ANY = "*";

    private final S3Trial ours;
    private final S3Trial clients;
    private final S3Remedy remedy;
    private final String bucket;
    private final String key;
    private final List<String> origins;

    /** @param origins of the pages that upload from browsers; {@code *} for all */
    S3BucketChecks(S3Trial ours, S3Trial clients, S3Remedy remedy, String bucket, String prefix, List<String> origins) {
        this.ours = ours;
        this.clients = clients;
        this.remedy = remedy;
        this.bucket = bucket;
        this.key = prefix + "from-a-browser";
        this.origins = List.copyOf(origins);
    }

    List<Check> checks() {
        return List.of(
                Check.of("store.cors", this::cors),
                Check.of("store.lifecycle", this::lifecycle),
                Check.of("store.versioning", this::versioning));
    }

    private void cors(Notes notes) throws IOException {
        for (String origin : origins) {
            Reply reply = preflight(origin.equals(ANY) ? "https://any.example" : origin);
            List<String> missing = missing(reply, origin);
            if (missing.isEmpty()) {
                notes.ok("browsers may upload from " + origin);
            } else {
                notes.error(
                        "browsers may not upload from " + origin,
                        "to OPTIONS the store answers " + reply + " without " + String.join(", ", missing),
                        corsRules());
            }
        }
    }

    private Reply preflight(String origin) throws IOException {
        Map<String, String> headers = new HashMap<>();
        headers.put("Origin", origin);
        headers.put("Access-Control-Request-Method", "PUT");
        headers.put("Access-Control-Request-Headers", String.join(",", SIGNED));
        return clients.askUnsigned(new Asked("OPTIONS", key, Map.of(), headers));
    }

    private static List<String> missing(Reply reply, String origin) {
        List<String> missing = new ArrayList<>();
        String allowed = reply.header("Access-Control-Allow-Origin");
        if (!reply.isGood()
                || !(allowed.equals(ANY) || allowed.equals(origin) || origin.equals(ANY))
                || allowed.isEmpty()) {
            missing.add("Access-Control-Allow-Origin: " + origin);
        }
        if (!allows(reply.header("Access-Control-Allow-Methods"), "put")) {
            missing.add("Access-Control-Allow-Methods: PUT");
        }
        String headers = reply.header("Access-Control-Allow-Headers");
        SIGNED.stream()
                .filter(name -> !allows(headers, name))
                .map(name -> "Access-Control-Allow-Headers: " + name)
                .forEach(missing::add);
        return missing;
    }

    private static boolean allows(String list, String wanted) {
        List<String> names = List.of(list.toLowerCase(Locale.ROOT).strip().split("\\s*,\\s*"));
        return names.contains(wanted) || names.contains(ANY);
    }

    private String corsRules() {
        String all = origins.stream().map(origin -> "\"" + origin + "\"").collect(Collectors.joining(", "));
        String rule = """
                {"AllowedOrigins": [%s], "AllowedMethods": ["GET", "HEAD", "PUT"],
                 "AllowedHeaders": ["content-type", "if-none-match", "x-amz-checksum-sha256"],
                 "ExposeHeaders": ["ETag"], "MaxAgeSeconds": 3600}""".formatted(all);
        return "Set these CORS rules (for R2: paste the list in the bucket's settings):\n"
                + "aws s3api put-bucket-cors --bucket " + bucket + remedy.endpointOption()
                + " --cors-configuration '{\"CORSRules\": [\n" + rule + "]}'";
    }

    private void lifecycle(Notes notes) throws IOException {
        Reply reply = ours.ask(Asked.ofBucket(Map.of("lifecycle", "")));
        if (reply.isGood() && reply.body().contains("AbortIncompleteMultipartUpload")) {
            notes.ok("the bucket forgets unfinished uploads by itself");
        } else if (reply.isGood() || reply.status() == 404) {
            notes.advice(
                    "the bucket does not forget unfinished uploads by itself",
                    "Safelight does it for those under images/ and downloads/; not while it does not run",
                    "aws s3api put-bucket-lifecycle-configuration --bucket " + bucket + remedy.endpointOption()
                            + " --lifecycle-configuration '{\"Rules\": [{\"ID\": \"unfinished\", \"Status\": \"Enabled\","
                            + " \"Filter\": {\"Prefix\": \"\"},"
                            + " \"AbortIncompleteMultipartUpload\": {\"DaysAfterInitiation\": 1}}]}'"
                            + (reply.isGood() ? "\nThis replaces the rules there are: add them to the list." : ""));
        } else {
            notes.ok("Safelight ends unfinished uploads; rules of the bucket cannot be seen", reply.toString());
        }
    }

    private void versioning(Notes notes) throws IOException {
        Reply reply = ours.ask(Asked.ofBucket(Map.of("versioning", "")));
        if (reply.isGood() && reply.element("Status").equals("Enabled")) {
            notes.advice(
                    "the bucket keeps old versions: deleted photos stay",
                    "versioning is enabled",
                    "If people may ask for deletion, let old versions expire by a rule of the bucket's lifecycle: "
                            + "{\"ID\": \"old\", \"Status\": \"Enabled\", \"Filter\": {\"Prefix\": \"images/\"},"
                            + " \"NoncurrentVersionExpiration\": {\"NoncurrentDays\": 1}}");
        } else {
            notes.ok("what is deleted is gone: the bucket keeps no old versions", reply.toString());
        }
    }
}
