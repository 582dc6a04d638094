package dev.safelight.telemetry.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.safelight.application.Occasion;
import dev.safelight.application.Outage;
import dev.safelight.application.Trace;
import dev.safelight.application.TraceContext;
import dev.safelight.application.job.Job;
import dev.safelight.application.job.Worker;
import dev.safelight.application.testing.SentryReceiver;
import dev.safelight.application.testing.TestClock;
import dev.safelight.domain.image.OwnerId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With Sentry's real library, which sends to a real server. */
class ErrorsTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";
    private static final UUID IMAGE = UUID.fromString("0193a000-7aaa-7bbb-8ccc-0123456789ab");
    private static final String OWNER = "customer-anna";
    private static final String FILE = "Anna on the beach.jpg";
    private static final String URL = "https://store.example.com/b/k?X-Amz-Signature=5ig&X-Amz-Credential=cr3d";
    private static final String TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm5hIn0.c2lnbmF0dXJl1";
    private static final String EVERYTHING = OWNER + " sent " + FILE + " to " + URL + " with Bearer " + TOKEN;

    private final SentryReceiver sentry;
    private final Errors errors;

    ErrorsTest() throws IOException {
        sentry = SentryReceiver.start();
        errors = new Errors(new ErrorSettings(sentry.dsn(), "staging", "safelight@1.2.3"), new TestClock());
    }

    @AfterEach
    void close() {
        errors.close();
        sentry.close();
    }

    /** As a worker does it. */
    private void attempt(Worker.Work work) throws InterruptedException {
        Job job =
                new Job("judge:" + IMAGE + ":3", Job.Kind.JUDGE, IMAGE, new OwnerId(OWNER), new TestClock().instant());
        Map<Occasion.Fact, String> occasion =
                Map.of(Occasion.Fact.JOB, job.id(), Occasion.Fact.IMAGE, IMAGE.toString(), Occasion.Fact.OWNER, OWNER);
        TraceContext trace =
                TraceContext.ofText("00-" + TRACE + "-" + SPAN + "-01").orElseThrow();
        Trace.within(trace, () -> Occasion.with(occasion, () -> new ReportedWork(work, errors).on(job)));
    }

    private static Optional<Duration> fail(int attempt, Exception failure) {
        Attempt.failed(attempt, failure);
        return Optional.empty();
    }

    private List<JsonNode> events() throws IOException {
        errors.close();
        List<JsonNode> events = new ArrayList<>();
        for (String event : sentry.events()) {
            events.add(new ObjectMapper().readTree(event));
        }
        return events;
    }

    @Test
    void an_attempt_that_fails_on_a_bug_is_told_with_its_trace_its_job_and_its_release() throws Exception {
        attempt(job -> fail(2, new IndexOutOfBoundsException("Index 5 out of bounds for length 3")));
        JsonNode event = events().getFirst();
        JsonNode tags = event.path("tags");
        assertThat(tags.path("trace_id").asText()).isEqualTo(TRACE);
        assertThat(tags.path("image_id").asText()).isEqualTo(IMAGE.toString());
        assertThat(tags.path("job").asText()).isEqualTo("judge:" + IMAGE + ":3");
        assertThat(tags.path("job_kind").asText()).isEqualTo("judge");
        assertThat(tags.path("attempt").asText()).isEqualTo("2");
        assertThat(tags.path("code").asText()).isEqualTo("ATTEMPT_FAILED");
        assertThat(event.at("/contexts/trace/trace_id").asText()).isEqualTo(TRACE);
        assertThat(event.at("/contexts/trace/span_id").asText()).isEqualTo(SPAN);
        assertThat(event.path("release").asText()).isEqualTo("safelight@1.2.3");
        assertThat(event.path("environment").asText()).isEqualTo("staging");
        assertThat(event.at("/exception/values/0/type").asText()).isEqualTo("IndexOutOfBoundsException");
        assertThat(event.at("/exception/values/0/value").asText()).isEqualTo("Index 5 out of bounds for length 3");
        assertThat(event.at("/exception/values/0/stacktrace/frames").size()).isPositive();
    }

    @Test
    void nothing_that_is_sent_tells_of_people_or_opens_a_door() throws Exception {
        attempt(job -> fail(1, new IllegalStateException(EVERYTHING, new IndexOutOfBoundsException(EVERYTHING))));
        attempt(job -> fail(1, new UncheckedIOException("wrapped: " + EVERYTHING, new IOException(EVERYTHING))));
        attempt(job -> fail(
                1,
                new IllegalStateException(
                        new SQLException("Key (owner, name)=(" + OWNER + ", " + FILE + ") exists", "23505"))));
        List<JsonNode> events = events();
        assertThat(events).hasSize(3);
        assertThat(sentry.envelopes())
                .hasSize(3)
                .allSatisfy(envelope -> assertThat(envelope)
                        .doesNotContain(
                                OWNER,
                                "beach",
                                "X-Amz",
                                "5ig",
                                "cr3d",
                                TOKEN,
                                "\"user\"",
                                "server_name",
                                "ip_address"));
        assertThat(events.getLast().at("/tags/sql_state").asText()).isEqualTo("23505");
        assertThat(events.getLast().at("/exception/values/0/type").asText()).isEqualTo("SQLException");
    }

    @Test
    void an_outage_is_no_report_as_long_as_there_is_another_try() throws Exception {
        attempt(job -> fail(1, Outage.passing("the store is down", new IOException())));
        assertThatThrownBy(() -> attempt(job -> {
                    throw Outage.passing("the database is down", new IOException());
                }))
                .isInstanceOf(Outage.class);
        assertThat(events()).isEmpty();
    }

    @Test
    void what_a_job_throws_is_told_and_goes_on_to_whoever_made_it() throws Exception {
        assertThatThrownBy(() -> attempt(job -> {
                    throw new StackOverflowError();
                }))
                .isInstanceOf(StackOverflowError.class);
        assertThat(events()).hasSize(1);
    }

    @Test
    void whoever_hands_a_job_back_has_not_failed() {
        assertThatThrownBy(() -> attempt(job -> {
                    throw new InterruptedException("asked to stop");
                }))
                .isInstanceOf(InterruptedException.class);
        assertThat(sentry.envelopes()).isEmpty();
    }

    @Test
    void a_task_that_fails_on_a_bug_is_told_each_time_but_an_outage_is_not() throws Exception {
        assertThatThrownBy(() -> new ReportedTask(
                                "reconciling",
                                () -> {
                                    throw new IllegalStateException("a bug");
                                },
                                errors)
                        .run())
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new ReportedTask(
                                "reconciling",
                                () -> {
                                    throw Outage.passing("the database is down", new IOException());
                                },
                                errors)
                        .run())
                .isInstanceOf(Outage.class);
        assertThat(events())
                .extracting(event -> event.at("/tags/code").asText())
                .containsExactly("TASK_FAILED");
    }

    @Test
    void a_sentry_that_wants_no_more_is_left_alone_and_nobody_notices() throws Exception {
        sentry.answer(429);
        attempt(job -> fail(1, new IllegalStateException("a bug")));
        errors.close();
        assertThat(sentry.envelopes()).hasSize(1);
    }

    @Test
    void a_sentry_that_hangs_holds_up_neither_work_nor_the_end() throws Exception {
        sentry.hang();
        for (int time = 0; time < 100; time++) {
            attempt(job -> fail(1, new IllegalStateException("a bug")));
        }
        errors.close();
        errors.close();
        assertThat(sentry.envelopes()).hasSizeLessThanOrEqualTo(1);
    }
}
