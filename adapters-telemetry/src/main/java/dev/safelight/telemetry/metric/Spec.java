package dev.safelight.telemetry.metric;

import io.micrometer.core.instrument.Tags;
import java.util.List;

/**
 * What there is to say of a {@link Measure}.
 *
 * @param name with dots
 * @param unit as Prometheus has it in the name; empty for what is counted in pieces
 * @param help one sentence or two, for people
 */
record Spec(Kind kind, String name, String unit, String help, Buckets buckets, List<String> labels) {

    private static final String PREFIX = "safelight.";

    /** What Prometheus makes of it. */
    enum Kind {
        COUNTER,
        GAUGE,
        TIMER
    }

    static Spec counter(String name, String help, String... labels) {
        return new Spec(Kind.COUNTER, PREFIX + name, "", help, Buckets.NONE, List.of(labels));
    }

    static Spec gauge(String name, String help, String... labels) {
        return new Spec(Kind.GAUGE, PREFIX + name, "", help, Buckets.NONE, List.of(labels));
    }

    static Spec timer(String name, String help, Buckets buckets, String... labels) {
        return new Spec(Kind.TIMER, PREFIX + name, "seconds", help, buckets, List.of(labels));
    }

    /** The same in another unit. */
    Spec in(String other) {
        return new Spec(kind, name, other, help, buckets, labels);
    }

    /** The name under which Prometheus knows it; of a timer, what {@code _bucket}, {@code _sum} and {@code _count} follow. */
    String prometheusName() {
        String base = name.replace('.', '_') + (unit.isEmpty() ? "" : "_" + unit);
        return kind == Kind.COUNTER ? base + "_total" : base;
    }

    /** @param values one for each label, in their order */
    Tags tags(String... values) {
        if (values.length != labels.size()) {
            throw new IllegalArgumentException(name + " has the labels " + labels);
        }
        Tags tags = Tags.empty();
        for (int i = 0; i < values.length; i++) {
            tags = tags.and(labels.get(i), values[i]);
        }
        return tags;
    }
}
