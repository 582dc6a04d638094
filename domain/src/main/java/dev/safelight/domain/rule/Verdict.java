package dev.safelight.domain.rule;

import dev.safelight.domain.image.ImageId;
import java.util.List;
import java.util.Optional;

/**
 * The outcome, with all reasons and not just the first.
 *
 * @param reasons why the photo is refused; empty when it is accepted
 * @param warnings what the user should know all the same
 */
public record Verdict(List<Reason> reasons, List<Reason> warnings) {

    public Verdict {
        reasons = List.copyOf(reasons);
        warnings = List.copyOf(warnings);
    }

    static Verdict of(List<Reason> found) {
        return new Verdict(
                found.stream()
                        .filter(reason -> reason.severity() == Severity.REJECT)
                        .toList(),
                found.stream()
                        .filter(reason -> reason.severity() == Severity.WARN)
                        .toList());
    }

    public boolean accepted() {
        return reasons.isEmpty();
    }

    /** The photo that this one repeats, if that is why it was refused. */
    public Optional<ImageId> duplicateOf() {
        return reasons.stream().flatMap(reason -> reason.other().stream()).findFirst();
    }
}
