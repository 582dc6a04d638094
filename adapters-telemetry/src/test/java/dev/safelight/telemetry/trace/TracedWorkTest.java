package dev.safelight.telemetry.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.Outage;
import dev.safelight.application.Trace;
import dev.safelight.application.TraceContext;
import dev.safelight.application.job.Job;
import dev.safelight.application.job.JobQueue.Claimed;
import dev.safelight.application.job.MemoryJobQueue;
import dev.safelight.application.job.Worker;
import dev.safelight.application.testing.Availability;
import dev.safelight.application.testing.TestClock;
import dev.safelight.domain.image.OwnerId;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TracedWorkTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final Duration VISIBILITY = Duration.ofSeconds(20);

    private final TestClock clock = new TestClock();
    private final MemoryJobQueue memory = new MemoryJobQueue(clock, new Availability("the queue"));
    private final List<SpanData> spans = new ArrayList<>();

    private Tracing tracing(double ratio) {
        var settings = new TracingSettings(URI.create("http://localhost:4318/"), Map.of(), ratio, "test", "1");
        return new Tracing(settings, new SpanExporter() {
            @Override
            public CompletableResultCode export(Collection<SpanData> more) {
                spans.addAll(more);
                return CompletableResultCode.ofSuccess();
            }

            @Override
            public CompletableResultCode flush() {
                return CompletableResultCode.ofSuccess();
            }

            @Override
            public CompletableResultCode shutdown() {
                return CompletableResultCode.ofSuccess();
            }
        });
    }

    private void ring(String flags) {
        memory.enqueue(List.of(new Job(
                "judge:1:2",
                Job.Kind.JUDGE,
                new UUID(0, 1),
                new OwnerId("anna"),
                clock.instant(),
                TraceContext.ofText("00-" + TRACE + "-00f067aa0ba902b7-" + flags))));
    }

    /** One attempt by one process, as its worker makes it. */
    private void attempt(Tracing tracing, Worker.Work work) throws InterruptedException {
        TracedQueue queue = new TracedQueue(memory, tracing);
        Claimed claimed = queue.claim(List.of(Job.Kind.JUDGE), 1, VISIBILITY).getFirst();
        TraceContext trace = claimed.job().trace().orElseGet(() -> TraceContext.begun(Trace.fresh()));
        try (tracing) {
            Trace.within(trace, () -> {
                new TracedWork(work, tracing).on(claimed.job());
                queue.complete(List.of(claimed));
                return true;
            });
        }
    }

    @Test
    void each_attempt_is_a_span_of_the_trace_of_who_rang_linked_to_the_one_before_it_in_whatever_process()
            throws Exception {
        ring("01");
        assertThatThrownBy(() -> attempt(tracing(1), job -> {
                    throw Outage.passing("the store is down", new IOException());
                }))
                .isInstanceOf(Outage.class);
        clock.advance(VISIBILITY);
        attempt(tracing(1), job -> Optional.empty());

        List<SpanData> attempts = spans.stream()
                .filter(span -> span.getName().equals("process judge"))
                .toList();
        assertThat(attempts).hasSize(2).allSatisfy(span -> {
            assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
            assertThat(span.getTraceId()).isEqualTo(TRACE);
            assertThat(span.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
            assertThat(span.getAttributes().get(Subjects.IMAGE)).isEqualTo(new UUID(0, 1).toString());
        });
        SpanData first = attempts.getFirst();
        SpanData second = attempts.getLast();
        assertThat(first.getStatus()).isEqualTo(StatusData.error());
        assertThat(first.toString()).doesNotContain("the store is down");
        assertThat(second.getStatus()).isEqualTo(StatusData.unset());
        assertThat(second.getSpanId()).isNotEqualTo(first.getSpanId());
        assertThat(second.getLinks())
                .extracting(LinkData::getSpanContext)
                .extracting(SpanContext::getSpanId)
                .containsExactly("00f067aa0ba902b7", first.getSpanId());
    }

    @Test
    void whoever_says_that_a_trace_is_not_recorded_is_obeyed_and_the_trace_goes_on_all_the_same() throws Exception {
        ring("00");
        List<String> seen = new ArrayList<>();
        attempt(tracing(1), job -> {
            seen.add(Trace.context().orElseThrow().traceparent());
            return Optional.empty();
        });
        assertThat(spans).isEmpty();
        assertThat(seen.getFirst()).startsWith("00-" + TRACE).endsWith("-00").doesNotContain("00f067aa0ba902b7");
    }

    @Test
    void of_what_others_record_we_record_our_share() throws Exception {
        ring("01");
        attempt(tracing(0), job -> Optional.empty());
        assertThat(spans).isEmpty();
    }

    @Test
    void a_job_that_nobody_rang_for_begins_a_trace_under_the_id_that_its_events_tell() throws Exception {
        memory.enqueue(
                List.of(new Job("judge:1:2", Job.Kind.JUDGE, new UUID(0, 1), new OwnerId("anna"), clock.instant())));
        List<String> seen = new ArrayList<>();
        attempt(tracing(1), job -> {
            seen.add(Trace.current());
            return Optional.empty();
        });
        SpanData span = spans.stream()
                .filter(it -> it.getName().equals("process judge"))
                .findFirst()
                .orElseThrow();
        assertThat(span.getTraceId()).isEqualTo(seen.getFirst());
        assertThat(span.getParentSpanContext().isValid()).isFalse();
    }
}
