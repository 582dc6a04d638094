package dev.safelight.web.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.safelight.application.image.SignUpload;
import dev.safelight.application.image.SignUpload.Resigned;
import dev.safelight.application.image.SignUpload.Signed;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.SetId;
import dev.safelight.domain.image.Sha256;
import dev.safelight.web.http.Answer;
import dev.safelight.web.http.Fields;
import dev.safelight.web.http.Problem;
import dev.safelight.web.http.ProblemCode;
import dev.safelight.web.http.Problems;
import dev.safelight.web.http.RequestBody;
import io.javalin.http.Context;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Signing for uploads. */
public final class SignEndpoint {

    /** No request names more files. */
    static final int MOST_FILES = 100;

    private static final long LARGEST_INTEGER = 1L << 53;

    private final SignUpload sign;
    private final Problems problems;

    public SignEndpoint(SignUpload sign, Problems problems) {
        this.sign = sign;
        this.problems = problems;
    }

    /** One file that a client announces, and the set that it is for. */
    private record Announced(SignUpload.File file, SetId set) {

        static Announced read(Fields fields, SetId otherwise) {
            SetId set = setId(fields).orElse(otherwise);
            String contentType = fields.text("contentType");
            if (!contentType.chars().allMatch(c -> c >= 0x20 && c < 0x7F) || contentType.length() > 200) {
                fields.mistake("contentType", "BAD_VALUE", "must be a media type such as image/jpeg");
            }
            Optional<Sha256> sha256 =
                    fields.optional("sha256", "64 hexadecimal digits, or the same in Base64", Sha256::parse);
            return new Announced(
                    new SignUpload.File(
                            fields.text("filename"), contentType, fields.integer("size", 0, LARGEST_INTEGER), sha256),
                    set);
        }

        static Optional<SetId> setId(Fields fields) {
            return fields.optional("setId", "1 to 64 characters of [A-Za-z0-9._-]", SetId::parse);
        }
    }

    /**
     * How to put one file where it belongs.
     *
     * @param headers that must be sent exactly so
     * @param expiresAt until when the URL is good
     * @param uploadDeadline until when a fresh one can be had
     */
    private record SignedJson(
            String imageId,
            long fileId,
            String setId,
            String method,
            URI uploadUrl,
            Map<String, String> headers,
            String objectKey,
            Instant expiresAt,
            Instant uploadDeadline) {

        static SignedJson of(Signed.Granted granted) {
            Image.AwaitingUpload image = granted.image();
            return new SignedJson(
                    image.id().toString(),
                    image.upload().fileId(),
                    image.upload().set().value(),
                    "PUT",
                    granted.url().url(),
                    granted.url().headers(),
                    image.upload().objectKey(),
                    granted.url().expiresAt(),
                    image.upload().promise().deadline());
        }
    }

    private record BatchJson(List<Object> uploads) {}

    private record ProblemJson(Map<String, Object> problem) {}

    /** Whether every file comes with its hash, so that the same request again is about the same files. */
    public static boolean isHashed(Context ctx) {
        JsonNode json = RequestBody.json(ctx).orElse(MissingNode.getInstance());
        JsonNode files = json.has("files") ? json.get("files") : json;
        return files.isArray()
                ? !files.isEmpty() && files.valueStream().allMatch(file -> file.hasNonNull("sha256"))
                : files.hasNonNull("sha256");
    }

    /** {@code POST /v1/uploads/sign} */
    public Answer sign(Context ctx, OwnerId owner) {
        Fields fields = RequestBody.fields(ctx);
        if (fields.has("files")) {
            return signAll(ctx, owner, fields);
        }
        Announced announced = Announced.read(fields, SetId.DEFAULT);
        fields.check();
        return switch (sign.sign(owner, announced.set(), List.of(announced.file()))
                .getFirst()) {
            case Signed.Granted granted ->
                Answer.created(SignedJson.of(granted))
                        .with("Location", ImageJson.address(granted.image().id()));
            case Signed.Refused refused -> throw problem(refused);
        };
    }

    private Answer signAll(Context ctx, OwnerId owner, Fields fields) {
        SetId otherwise = Announced.setId(fields).orElse(SetId.DEFAULT);
        List<Announced> announced = fields.objects("files", 1, MOST_FILES).stream()
                .map(file -> Announced.read(file, otherwise))
                .toList();
        fields.check();
        return Answer.created(new BatchJson(signInOrder(owner, announced).stream()
                .map(signed -> itemJson(ctx, signed))
                .toList()));
    }

    /** The sets are signed for one after the other; the answers come in the order of the files. */
    private List<Signed> signInOrder(OwnerId owner, List<Announced> announced) {
        Map<SetId, List<Integer>> places = new LinkedHashMap<>();
        for (int i = 0; i < announced.size(); i++) {
            places.computeIfAbsent(announced.get(i).set(), set -> new ArrayList<>())
                    .add(i);
        }
        Map<Integer, Signed> answers = new LinkedHashMap<>();
        places.forEach((set, indices) -> {
            List<Signed> signed = sign.sign(
                    owner,
                    set,
                    indices.stream().map(i -> announced.get(i).file()).toList());
            for (int i = 0; i < indices.size(); i++) {
                answers.put(indices.get(i), signed.get(i));
            }
        });
        return answers.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }

    private Object itemJson(Context ctx, Signed signed) {
        return switch (signed) {
            case Signed.Granted granted -> SignedJson.of(granted);
            case Signed.Refused refused -> new ProblemJson(problems.body(problem(refused), Problems.identity(ctx)));
        };
    }

    private static Problem problem(Signed.Refused refused) {
        return switch (refused) {
            case Signed.Hopeless hopeless ->
                Problem.of(ProblemCode.valueOf(hopeless.code().name()), hopeless.why());
            case Signed.SetFull full ->
                Problem.of(
                        ProblemCode.SET_FULL, "The set takes " + full.maximum() + " photos and has no room for this.");
            case Signed.OwnerFull full ->
                Problem.of(
                                ProblemCode.OWNER_BACKLOG_FULL,
                                "You may have " + full.most() + " photos on their way at once. "
                                        + ProblemCode.OWNER_BACKLOG_FULL.advice())
                        .retryAfter(full.retryAfter());
            case Signed.BacklogFull full -> Problem.of(ProblemCode.BACKLOG_FULL).retryAfter(full.retryAfter());
        };
    }

    /** {@code POST /v1/uploads/{imageId}/sign} */
    public Answer signAgain(Context ctx, OwnerId owner) {
        return switch (ImagePath.id(ctx)
                .flatMap(id -> sign.signAgain(owner, id))
                .orElseThrow(ImagePath::unknown)) {
            case Resigned.Fresh fresh -> Answer.ok(SignedJson.of(fresh.granted()));
            case Resigned.TooLate late ->
                throw Problem.of(
                        ProblemCode.NOT_AWAITING_UPLOAD, "The image is " + late.status() + ", or past its deadline.");
        };
    }
}
