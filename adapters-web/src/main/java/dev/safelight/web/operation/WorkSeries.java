package dev.safelight.web.operation;

import dev.safelight.application.operation.Outlook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Cuts the last hours into spans for charts. */
final class WorkSeries {

    static final int MOST_HOURS = 72;
    static final int USUAL_HOURS = 6;

    /** As many as a chart can show. */
    private static final int SPANS = 72;

    private static final int MOST_READ = 20_000;

    private WorkSeries() {}

    static SeriesJson read(Outlook outlook, Instant now, int hours) {
        Duration span = Duration.ofHours(hours).dividedBy(SPANS);
        Instant since = beginning(now, span);
        Outlook.Series series = outlook.series(since, span, MOST_READ);
        return new SeriesJson(
                since, span.toSeconds(), series.counted() < MOST_READ, filled(series.spans(), since, span));
    }

    /** On a border of spans, so that a chart that is drawn anew does not shiver. */
    private static Instant beginning(Instant now, Duration span) {
        long end = Math.floorDiv(now.getEpochSecond(), span.toSeconds()) + 1;
        return Instant.ofEpochSecond((end - SPANS) * span.toSeconds());
    }

    private static List<SeriesJson.SpanJson> filled(List<Outlook.Span> spans, Instant since, Duration span) {
        Map<Instant, Outlook.Span> known =
                spans.stream().collect(Collectors.toMap(Outlook.Span::from, Function.identity()));
        return IntStream.range(0, SPANS)
                .mapToObj(i -> since.plus(span.multipliedBy(i)))
                .map(from ->
                        known.getOrDefault(from, new Outlook.Span(from, Map.of(), Optional.empty(), Optional.empty())))
                .map(SeriesJson.SpanJson::of)
                .toList();
    }
}
