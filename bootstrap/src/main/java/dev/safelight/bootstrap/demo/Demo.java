package dev.safelight.bootstrap.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.safelight.bootstrap.demo.UploadClient.Reply;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Uploads sample photos as any client would, and prints what became of each. */
public final class Demo {

    private static final Set<String> UNDERWAY = Set.of("AWAITING_UPLOAD", "VERIFYING", "PROCESSING");
    private static final Duration WAIT = Duration.ofSeconds(20);
    private static final int ASK_AGAIN = 5;
    private static final String ROW = "%-28s %-14s %s%n";

    private final UploadClient client;
    private final PrintStream out;

    public Demo(UploadClient client, PrintStream out) {
        this.client = client;
        this.out = out;
    }

    /** @return whether every photo got the verdict that it should */
    public boolean run() throws IOException, InterruptedException {
        List<Sample> tour = tour();
        out.printf(ROW, "PHOTO", "VERDICT", "WHY: measured (limit)");
        int wrong = 0;
        for (Sample sample : tour) {
            Outcome outcome = upload(sample);
            boolean right = outcome.isRightFor(sample);
            wrong += right ? 0 : 1;
            print(sample, outcome, right);
        }
        out.println(
                wrong == 0
                        ? "All " + tour.size() + " got the verdict they should."
                        : wrong + " of " + tour.size() + " did not get the verdict they should"
                                + " (under the default policy, which this server may not have).");
        return wrong == 0;
    }

    private List<Sample> tour() throws IOException, InterruptedException {
        if (!asksForFaces()) {
            return Sample.tour();
        }
        out.println("""
                This server asks for a face, and the samples are drawn landscapes: none of them can be accepted.
                Stop it, and ./run demo starts one with SAFELIGHT_FACES=off that shows the other rules.
                """);
        return Sample.tour().stream().map(Sample::whereFacesAreAskedFor).toList();
    }

    private boolean asksForFaces() throws IOException, InterruptedException {
        for (JsonNode rule : client.get("/v1/policy").body().path("rules")) {
            if (rule.path("code").asText().equals("NO_FACE")) {
                return rule.path("severity").asText().equals("reject");
            }
        }
        return false;
    }

    /** @param lines one a reason */
    private record Outcome(String verdict, List<String> codes, List<String> lines) {

        boolean isRightFor(Sample sample) {
            return verdict.equals(sample.verdict())
                    && (sample.code().isEmpty() ? codes.isEmpty() : codes.contains(sample.code()));
        }
    }

    private Outcome upload(Sample sample) throws IOException, InterruptedException {
        Reply signed = client.sign(sample.filename(), sample.contentType(), sample.bytes().length);
        if (signed.status() != 201) {
            String code = signed.body().path("code").asText();
            return new Outcome(
                    Sample.REFUSED,
                    List.of(code),
                    List.of(code + ": " + signed.body().path("detail").asText()));
        }
        int put = client.put(signed.body(), sample.bytes());
        if (put >= 300) {
            return new Outcome("HTTP " + put, List.of(), List.of("the upload was refused"));
        }
        return outcome(verdict(signed.body().path("imageId").asText()));
    }

    private JsonNode verdict(String imageId) throws IOException, InterruptedException {
        client.complete(imageId, WAIT);
        for (int i = 0; i < ASK_AGAIN; i++) {
            JsonNode image = client.get("/v1/images/" + imageId).body();
            if (!UNDERWAY.contains(image.path("status").asText())) {
                return image;
            }
            client.complete(imageId, WAIT); // says the same again, and waits again
        }
        return client.get("/v1/images/" + imageId).body();
    }

    private static Outcome outcome(JsonNode image) {
        List<String> codes = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (JsonNode reason : image.path("reasons")) {
            codes.add(reason.path("code").asText());
            lines.add(line(reason));
        }
        if (image.has("fault")) {
            codes.add(image.path("fault").path("code").asText());
            lines.add(image.path("fault").path("code").asText() + ": "
                    + image.path("fault").path("title").asText());
        }
        return new Outcome(image.path("status").asText(), codes, lines);
    }

    private static String line(JsonNode reason) {
        String unit = reason.path("unit").asText().isEmpty()
                ? ""
                : " " + reason.path("unit").asText();
        JsonNode limit = reason.path("limit");
        return reason.path("code").asText() + ": " + reason.path("measured").asText() + unit
                + (limit.isMissingNode() || limit.isNull() ? "" : " (" + limit.asText() + unit + ")");
    }

    private void print(Sample sample, Outcome outcome, boolean right) {
        String first = outcome.lines().isEmpty() ? "" : outcome.lines().getFirst();
        out.printf(ROW, sample.what(), outcome.verdict(), right ? first : first + "  ← should be " + should(sample));
        outcome.lines().stream().skip(1).forEach(line -> out.printf(ROW, "", "", line));
    }

    private static String should(Sample sample) {
        return (sample.verdict() + " " + sample.code()).strip();
    }
}
