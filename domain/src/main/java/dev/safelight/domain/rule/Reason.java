package dev.safelight.domain.rule;

import dev.safelight.domain.image.ImageId;
import java.util.Optional;

/**
 * One rule that a photo failed.
 *
 * @param title what is wrong, in a few plain words
 * @param advice what to do about it
 * @param measured what was found
 * @param limit what was asked for; empty where there is nothing to compare with
 * @param unit of both; empty for words
 * @param other the photo that this one is like, for the rules that compare
 * @param region the part of the photo that is concerned, where it is not all of it
 */
public record Reason(
        Code code,
        Severity severity,
        String title,
        String advice,
        Figure measured,
        Optional<Figure> limit,
        String unit,
        Optional<ImageId> other,
        Optional<Region> region) {

    static Reason of(Rule rule, Rule.Finding finding, Severity severity) {
        return new Reason(
                rule.code(),
                severity,
                rule.title(),
                rule.advice(),
                finding.measured(),
                finding.limit(),
                rule.unit(),
                finding.other(),
                finding.region());
    }
}
