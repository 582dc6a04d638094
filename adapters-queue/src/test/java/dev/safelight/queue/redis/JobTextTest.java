package dev.safelight.queue.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.TraceContext;
import dev.safelight.application.job.Job;
import dev.safelight.domain.image.OwnerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobTextTest {

    private static final Optional<TraceContext> TRACE =
            TraceContext.ofText("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01 rojo=1 2,congo=t61");

    @ParameterizedTest
    @ValueSource(strings = {"anna", "anna & bert", "x\u001f", "a\u001fb 00-1", "x "})
    void whatever_an_owner_is_called_owner_and_trace_are_told_apart(String owner) {
        for (Optional<TraceContext> trace : List.of(Optional.<TraceContext>empty(), TRACE)) {
            var job = new Job(
                    "judge:1:2",
                    Job.Kind.JUDGE,
                    new UUID(1, 2),
                    new OwnerId(owner),
                    Instant.ofEpochSecond(7, 8),
                    trace);
            assertThat(JobText.read("judge:1:2", Job.Kind.JUDGE, JobText.of(job)))
                    .isEqualTo(job);
        }
    }
}
