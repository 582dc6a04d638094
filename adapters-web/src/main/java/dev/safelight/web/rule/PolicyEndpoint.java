package dev.safelight.web.rule;

import dev.safelight.application.image.DryRun;
import dev.safelight.application.image.SignUpload;
import dev.safelight.application.image.UploadTerms;
import dev.safelight.domain.image.Format;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.rule.Code;
import dev.safelight.domain.rule.FaceLimits;
import dev.safelight.domain.rule.Figure;
import dev.safelight.domain.rule.Limits;
import dev.safelight.domain.rule.Policy;
import dev.safelight.domain.rule.Rule;
import dev.safelight.domain.rule.Rules;
import dev.safelight.domain.rule.Severity;
import dev.safelight.web.http.Answer;
import dev.safelight.web.http.Fields;
import dev.safelight.web.http.Figures;
import dev.safelight.web.http.RequestBody;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is asked of photos, and what would come of asking otherwise. */
public final class PolicyEndpoint {

    private static final int USUAL_RUN = 10_000;
    private static final long LARGEST_INTEGER = 1L << 53;

    private final Policy policy;
    private final UploadTerms terms;
    private final DryRun dryRun;
    private final boolean handover;
    private final String version;

    /**
     * @param handover whether a visitor can go on on another device
     * @param version of this software, which brings the words
     */
    public PolicyEndpoint(Policy policy, UploadTerms terms, DryRun dryRun, boolean handover, String version) {
        this.policy = policy;
        this.terms = terms;
        this.dryRun = dryRun;
        this.handover = handover;
        this.version = version;
    }

    private record RuleJson(
            Code code,
            String severity,
            String title,
            String advice,
            Optional<Object> limit,
            String unit,
            Optional<String> comparison) {}

    private record SetJson(int minimum, int maximum) {}

    private record UploadJson(long maxBytes, long urlValidForSeconds, long deadlineSeconds) {}

    private record PolicyJson(
            String version,
            List<RuleJson> rules,
            List<String> formats,
            SetJson set,
            UploadJson upload,
            boolean handover) {}

    /** {@code GET /v1/policy} */
    public Answer show(Context ctx) {
        Limits limits = policy.limits();
        boolean limited = policy.severity(Code.FILE_TOO_LARGE) == Severity.REJECT;
        long maxBytes = limited ? Math.min(limits.maxBytes(), SignUpload.MAX_BYTES) : SignUpload.MAX_BYTES;
        PolicyJson json = new PolicyJson(
                policy.version(),
                Rules.inOrder().stream().map(rule -> ruleJson(rule, limits)).toList(),
                limits.formats().stream().map(Format::mediaType).sorted().toList(),
                new SetJson(terms.set().minimum(), terms.set().maximum()),
                new UploadJson(
                        maxBytes,
                        terms.urlValidFor().toSeconds(),
                        terms.deadline().toSeconds()),
                handover);
        return Answer.ok(json).tagged(policy.version() + "-" + version + (handover ? "-h" : ""));
    }

    private RuleJson ruleJson(Rule rule, Limits limits) {
        return new RuleJson(
                rule.code(),
                policy.severity(rule.code()).name().toLowerCase(Locale.ROOT),
                rule.title(),
                rule.advice(),
                rule.limit().apply(limits).map(limit -> switch (limit) {
                    case Figure.Amount amount -> Figures.rounded(amount.value());
                    case Figure.Word word -> word.value();
                }),
                rule.unit(),
                switch (rule.comparison()) {
                    case AT_LEAST -> Optional.of("at least");
                    case AT_MOST -> Optional.of("at most");
                    case ONE_OF -> Optional.of("one of");
                    case NONE -> Optional.empty();
                });
    }

    private record DryRunJson(
            String policyVersion,
            int judged,
            int accepted,
            int wouldBeAccepted,
            int newlyRejected,
            int newlyAccepted,
            Map<Code, Integer> reasons,
            List<String> examples) {}

    /** {@code POST /v1/policy/dry-run} */
    public Answer dryRun(Context ctx) {
        Fields fields = RequestBody.fields(ctx);
        Limits limits = limits(fields.object("limits"));
        Map<Code, Severity> severities = severities(fields.object("rules"));
        Instant since = fields.optionalTime("since").orElse(Instant.EPOCH);
        int atMost = fields.optionalInteger("limit", 1, DryRun.MOST)
                .orElse((long) USUAL_RUN)
                .intValue();
        fields.check();
        Policy other = new Policy(limits, severities);
        DryRun.Outcome outcome = dryRun.run(other, since, atMost);
        return Answer.ok(new DryRunJson(
                other.version(),
                outcome.judged(),
                outcome.accepted(),
                outcome.wouldBeAccepted(),
                outcome.newlyRejected(),
                outcome.newlyAccepted(),
                outcome.reasons(),
                outcome.examples().stream().map(ImageId::toString).toList()));
    }

    private Limits limits(Fields fields) {
        Limits now = policy.limits();
        return new Limits(
                fields.has("formats") ? formats(fields) : now.formats(),
                fields.optionalInteger("minBytes", 0, LARGEST_INTEGER).orElse(now.minBytes()),
                fields.optionalInteger("maxBytes", 1, LARGEST_INTEGER).orElse(now.maxBytes()),
                fields.optionalInteger("minShorterSide", 1, Integer.MAX_VALUE)
                        .map(Long::intValue)
                        .orElse(now.minShorterSide()),
                fields.optionalNumber("maxMegapixels", 0, 1_000_000).orElse(now.maxMegapixels()),
                fields.optionalNumber("minSharpness", 0, 100).orElse(now.minSharpness()),
                fields.optionalNumber("minBrightness", 0, 100).orElse(now.minBrightness()),
                fields.optionalNumber("maxBrightness", 0, 100).orElse(now.maxBrightness()),
                faces(fields, now.faces()),
                fields.optionalNumber("maxSimilarity", 0, 100).orElse(now.maxSimilarity()));
    }

    private static FaceLimits faces(Fields fields, FaceLimits now) {
        return new FaceLimits(
                fields.optionalNumber("minFaceConfidence", 0, 100).orElse(now.minConfidence()),
                fields.optionalNumber("minFaceSize", 0, 100).orElse(now.minSize()),
                fields.optionalNumber("minOtherFaces", 0, 100).orElse(now.minOthers()),
                fields.optionalNumber("minFaceInside", 0, 100).orElse(now.minInside()),
                fields.optionalNumber("maxFaceTurn", 0, 180).orElse(now.maxTurn()),
                fields.optionalNumber("minEyesVisible", 0, 100).orElse(now.minEyesVisible()),
                fields.optionalNumber("minFaceBrightness", 0, 100).orElse(now.minBrightness()),
                fields.optionalNumber("maxFaceBrightness", 0, 100).orElse(now.maxBrightness()));
    }

    private static Set<Format> formats(Fields fields) {
        Set<Format> formats = EnumSet.noneOf(Format.class);
        for (String mediaType : fields.texts("formats", 1, Format.values().length)) {
            Optional<Format> format = Format.ofMediaType(mediaType);
            format.ifPresent(formats::add);
            if (format.isEmpty()) {
                fields.mistake("formats", "UNKNOWN_VALUE", "“" + mediaType + "” is no media type that we know");
            }
        }
        return formats;
    }

    private Map<Code, Severity> severities(Fields fields) {
        Map<Code, Severity> severities = new HashMap<>(policy.severities());
        for (String name : fields.names()) {
            Optional<Code> code = named(Code.values(), name);
            if (code.isEmpty()) {
                fields.mistake(name, "UNKNOWN_VALUE", "is the code of no rule");
                continue;
            }
            fields.optional(name, "reject, warn or off", text -> named(Severity.values(), text))
                    .ifPresent(severity -> severities.put(code.get(), severity));
        }
        return severities;
    }

    private static <E extends Enum<E>> Optional<E> named(E[] values, String name) {
        return Arrays.stream(values)
                .filter(value -> value.name().equalsIgnoreCase(name))
                .findFirst();
    }
}
