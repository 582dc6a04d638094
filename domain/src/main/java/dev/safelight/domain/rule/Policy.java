package dev.safelight.domain.rule;

import dev.safelight.domain.image.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * What is asked of a photo: the limits, and what failing each rule means. A value: another limit is another policy with
 * another {@link #version()}.
 *
 * @param severities of the rules that differ from {@link #defaultSeverity}
 */
public record Policy(Limits limits, Map<Code, Severity> severities) {

    public Policy {
        severities = Map.copyOf(severities);
    }

    public static Policy defaults() {
        return new Policy(Limits.defaults(), Map.of());
    }

    public static Severity defaultSeverity(Code code) {
        return switch (code) {
            case FORMAT_MISMATCH, FACE_TURNED_AWAY, EYES_NOT_VISIBLE -> Severity.WARN;
            default -> Severity.REJECT;
        };
    }

    public Severity severity(Code code) {
        return severities.getOrDefault(code, defaultSeverity(code));
    }

    /** Whether any rule wants to know about faces; otherwise nobody needs to look for them. */
    public boolean asksForFaces() {
        return FaceRules.CODES.stream().anyMatch(code -> severity(code) != Severity.OFF);
    }

    /** The same with every rule about faces switched off, for photos of things and places. */
    public Policy withoutFaces() {
        Map<Code, Severity> changed = new EnumMap<>(Code.class);
        changed.putAll(severities);
        FaceRules.CODES.forEach(code -> changed.put(code, Severity.OFF));
        return new Policy(limits, changed);
    }

    /** Twelve hexadecimal digits that change with any limit or severity, and with nothing else. */
    public String version() {
        Map<Code, Severity> all = new EnumMap<>(Code.class);
        for (Code code : Code.values()) {
            all.put(code, severity(code));
        }
        String canonical = new TreeSet<>(limits.formats()) + "|" + limits.minBytes() + "|" + limits.maxBytes() + "|"
                + limits.minShorterSide() + "|" + limits.maxMegapixels() + "|" + limits.minSharpness() + "|"
                + limits.minBrightness() + "|" + limits.maxBrightness() + "|" + limits.faces() + "|"
                + limits.maxSimilarity() + "|" + all;
        return Sha256.of(canonical.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 12);
    }

    /** Reaches the verdict: asks every rule that is on, in order, and keeps every answer. */
    public Verdict judge(Evidence evidence) {
        return Verdict.of(Rules.inOrder().stream()
                .filter(rule -> severity(rule.code()) != Severity.OFF)
                .flatMap(rule -> rule.judge(evidence, limits).stream()
                        .map(finding -> Reason.of(rule, finding, severity(rule.code()))))
                .toList());
    }
}
