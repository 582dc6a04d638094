package dev.safelight.telemetry.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Names as Prometheus wants them, words for people, and labels that cannot grow. */
class MeasureTest {

    private static final Set<String> UNITS = Set.of("", "seconds", "bytes");

    /** Every label there is; each of them has values that stand in our code. */
    private static final Set<String> LABELS = Set.of(
            "route",
            "method",
            "status",
            "waited",
            "outcome",
            "severity",
            "reason",
            "state",
            "kind",
            "subject",
            "port",
            "format",
            "result",
            "operation",
            "reader",
            "answer",
            "code",
            "dependency",
            "reading",
            "version",
            "role");

    @ParameterizedTest
    @EnumSource
    void a_name_says_whose_it_is_what_it_is_and_in_which_unit(Measure measure) {
        Spec spec = measure.spec();
        assertThat(spec.prometheusName()).matches("safelight(_[a-z0-9]+)+");
        assertThat(spec.unit()).isIn(UNITS);
        switch (spec.kind()) {
            case COUNTER -> assertThat(spec.prometheusName()).endsWith("_total");
            case TIMER -> assertThat(spec.prometheusName()).endsWith("_seconds");
            case GAUGE -> assertThat(spec.prometheusName()).doesNotEndWith("_total");
        }
        assertThat(spec.prometheusName()).doesNotContain("milli").doesNotContain("_ms");
    }

    @ParameterizedTest
    @EnumSource
    void a_help_is_a_sentence(Measure measure) {
        assertThat(measure.spec().help()).matches("[A-Z0-9].{10,200}\\.").doesNotContain("\n");
    }

    @ParameterizedTest
    @EnumSource
    void labels_are_few_and_among_those_that_are_known_to_be_bounded(Measure measure) {
        assertThat(measure.spec().labels())
                .hasSizeLessThanOrEqualTo(4)
                .isSubsetOf(LABELS)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void what_is_timed_has_buckets_in_order_and_nothing_else_has(Measure measure) {
        List<java.time.Duration> bounds = Arrays.asList(measure.spec().buckets().bounds());
        assertThat(bounds.isEmpty()).isEqualTo(measure.spec().kind() != Spec.Kind.TIMER);
        assertThat(bounds).isSorted().hasSizeLessThanOrEqualTo(12);
    }

    @Test
    void no_two_have_the_same_name() {
        assertThat(Stream.of(Measure.values()).map(each -> each.spec().prometheusName()))
                .doesNotHaveDuplicates();
    }
}
