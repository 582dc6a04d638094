package dev.safelight.queue.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.TraceContext;
import dev.safelight.application.job.Job;
import dev.safelight.domain.image.OwnerId;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqsBodyTest {

    @ParameterizedTest
    @ValueSource(strings = {"anna", "anna & bert = friends", "\u0000\u0001\uFFFF", "\uD83D\uDCF7", "a+b%2B"})
    void whatever_an_owner_is_called_the_job_comes_back_as_it_was_in_plain_letters(String owner) {
        var job = new Job(
                "judge:1:2",
                Job.Kind.JUDGE,
                new UUID(1, 2),
                new OwnerId(owner),
                Instant.parse("2026-01-02T03:04:05.678901Z"),
                TraceContext.ofText("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01 rojo=1 2&3,congo=t61"));
        assertThat(job.trace()).isPresent();
        String body = SqsBody.of(job);
        assertThat(body).matches("[ -~]+");
        assertThat(SqsBody.parse(body)).contains(job);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "{\"Records\":[]}",
                "kind=JUDGE",
                "kind=PAINT&id=a&image=00000000-0000-0001-0000-000000000002&owner=anna&due=2026-01-02T03:04:05Z",
                "kind=JUDGE&id=a&image=1&owner=anna&due=2026-01-02T03:04:05Z",
                "kind=JUDGE&id=a&image=00000000-0000-0001-0000-000000000002&owner=anna&due=tomorrow",
                "kind=JUDGE&id=%zz&image=00000000-0000-0001-0000-000000000002&owner=&due=2026-01-02T03:04:05Z",
                "id=a&id=b"
            })
    void what_is_no_job_of_ours_is_recognized(String body) {
        assertThat(SqsBody.parse(body)).isEmpty();
    }

    @Test
    void fields_that_a_later_version_adds_do_no_harm() {
        var job = new Job("a", Job.Kind.VERIFY, new UUID(1, 2), new OwnerId("anna"), Instant.EPOCH);
        assertThat(SqsBody.parse(SqsBody.of(job) + "&colour=red")).contains(job);
    }
}
