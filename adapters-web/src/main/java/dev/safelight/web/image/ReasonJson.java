package dev.safelight.web.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.rule.Code;
import dev.safelight.domain.rule.Figure;
import dev.safelight.domain.rule.Reason;
import dev.safelight.web.http.Figures;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a photo was refused, or what its owner should know.
 *
 * @param measured a number, or a word where no number says it
 * @param limit likewise; {@code null} where there is nothing to compare with
 * @param unit of both; empty for words
 * @param imageId the photo that this one is like, for the rules that compare
 * @param region the part of the photo that is concerned, where it is not all of it
 */
record ReasonJson(
        Code code,
        String severity,
        String title,
        String advice,
        Object measured,
        Optional<Object> limit,
        String unit,
        @JsonInclude(Include.NON_ABSENT) Optional<String> imageId,
        @JsonInclude(Include.NON_ABSENT) Optional<RegionJson> region) {

    static List<ReasonJson> all(List<Reason> reasons) {
        return reasons.stream().map(ReasonJson::of).toList();
    }

    private static ReasonJson of(Reason reason) {
        return new ReasonJson(
                reason.code(),
                reason.severity().name().toLowerCase(Locale.ROOT),
                reason.title(),
                reason.advice(),
                measured(reason),
                reason.limit().map(limit -> switch (limit) {
                    case Figure.Amount amount -> Figures.rounded(amount.value());
                    case Figure.Word word -> word.value();
                }),
                reason.unit(),
                reason.other().map(ImageId::toString),
                reason.region().map(RegionJson::of));
    }

    private static Object measured(Reason reason) {
        return switch (reason.measured()) {
            case Figure.Word word -> word.value();
            case Figure.Amount amount ->
                reason.limit().orElse(amount) instanceof Figure.Amount limit
                        ? Figures.besides(amount.value(), limit.value())
                        : Figures.rounded(amount.value());
        };
    }
}
