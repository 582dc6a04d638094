package dev.safelight.domain.rule;

import dev.safelight.domain.image.ImageId;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * One question asked of a photo, with the words for when the answer is no.
 *
 * @param unit of what is measured and of the limit; empty for words
 * @param comparison how the measured relates to the limit when the photo passes
 * @param limit the number or words asked for, for clients that check beforehand
 */
public record Rule(
        Code code,
        String unit,
        Comparison comparison,
        Function<Limits, Optional<Figure>> limit,
        Check check,
        String title,
        String advice) {

    /** How what is measured must relate to the limit. */
    public enum Comparison {
        AT_LEAST,
        AT_MOST,
        ONE_OF,
        NONE;

        /** Empty when the number passes. */
        Optional<Finding> finding(double measured, double limit) {
            boolean passes = switch (this) {
                case AT_LEAST -> measured >= limit;
                case AT_MOST -> measured <= limit;
                case ONE_OF, NONE -> throw new IllegalStateException("numbers are not compared so");
            };
            return passes ? Optional.empty() : Optional.of(Finding.of(Figure.of(measured), Figure.of(limit)));
        }
    }

    /** What was found wrong, beside which other photo, and where. */
    public record Finding(Figure measured, Optional<Figure> limit, Optional<ImageId> other, Optional<Region> region) {
        static Finding of(Figure measured) {
            return new Finding(measured, Optional.empty(), Optional.empty(), Optional.empty());
        }

        static Finding of(Figure measured, Figure limit) {
            return new Finding(measured, Optional.of(limit), Optional.empty(), Optional.empty());
        }

        Finding like(ImageId photo) {
            return new Finding(measured, limit, Optional.of(photo), region);
        }

        Finding at(Optional<Region> where) {
            return new Finding(measured, limit, other, where);
        }
    }

    /** Finds what is wrong; empty when the rule is met or there is nothing to judge by. */
    @FunctionalInterface
    public interface Check {
        Optional<Finding> judge(Evidence evidence, Limits limits);
    }

    /** Empty when the photo meets the rule, or when there is nothing to judge it by. */
    public Optional<Finding> judge(Evidence evidence, Limits limits) {
        return check.judge(evidence, limits);
    }

    static Rule atLeast(
            Code code,
            String unit,
            Function<Evidence, Optional<Double>> measured,
            ToDoubleFunction<Limits> limit,
            String title,
            String advice) {
        return compared(code, unit, Comparison.AT_LEAST, measured, limit, title, advice);
    }

    static Rule atMost(
            Code code,
            String unit,
            Function<Evidence, Optional<Double>> measured,
            ToDoubleFunction<Limits> limit,
            String title,
            String advice) {
        return compared(code, unit, Comparison.AT_MOST, measured, limit, title, advice);
    }

    private static Rule compared(
            Code code,
            String unit,
            Comparison comparison,
            Function<Evidence, Optional<Double>> measured,
            ToDoubleFunction<Limits> limit,
            String title,
            String advice) {
        Check check = (evidence, limits) ->
                measured.apply(evidence).flatMap(value -> comparison.finding(value, limit.applyAsDouble(limits)));
        Function<Limits, Optional<Figure>> asked = limits -> Optional.of(Figure.of(limit.applyAsDouble(limits)));
        return new Rule(code, unit, comparison, asked, check, title, advice);
    }

    static Rule words(
            Code code,
            Comparison comparison,
            Function<Limits, Optional<Figure>> limit,
            Check check,
            String title,
            String advice) {
        return new Rule(code, "", comparison, limit, check, title, advice);
    }
}
