package dev.safelight.application.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.job.Job;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorShapeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            read 019b7d2e-0000-7000-8000-000000000000 of anna | read <id> of anna
            cannot read images/019b7d2e-0000-7000-8000-000000000000/original: SlowDown | cannot read <path>: SlowDown
            cannot write /var/lib/safelight/incoming/17: disk full | cannot write <path>: disk full
            failed to connect to minio.internal:9000 | failed to connect to <address>
            failed to connect to s3/10.0.3.17:9000 | failed to connect to <path>:<n>
            no answer from 10.0.3.17 after 5000 ms | no answer from <address> after <n> ms
            no answer from [fe80::1]:9000 | no answer from <address>
            GET https://s3.eu-1.example.com/bucket/key?X=1 broke off | GET <address> broke off
            expired at 2026-11-28T09:07:12.123Z | expired at <time>
            expired at 2026-11-28 09:07:12 | expired at <time>
            request tx00000d7b2f3a1c-0065 was refused | request <id> was refused
            not enough memory to decode a photo of 1048576 bytes | not enough memory to decode a photo of <n> bytes
            the store said 403: AccessDenied | the store said 403: AccessDenied
            cannot read a/b: 403 AccessDenied | cannot read <path>: 403 AccessDenied
            status: 503, tried 4 times | status: 503, tried <n> times
            NullPointerException: null | NullPointerException: null
            """)
    void what_is_different_each_time_is_taken_out(String message, String shape) {
        assertThat(ErrorShape.of(message)).isEqualTo(shape);
    }

    @Test
    void a_fingerprint_is_the_same_in_every_process_and_another_for_another_failure() {
        String here = ErrorShape.fingerprint(Job.Kind.JUDGE, ErrorCode.OUTAGE, "Outage: cannot read images/1/a: 403");
        assertThat(here).isEqualTo("40648b28db241aed");
        assertThat(ErrorShape.fingerprint(Job.Kind.JUDGE, ErrorCode.OUTAGE, "Outage: cannot read images/2/b: 403"))
                .isEqualTo(here);
        assertThat(ErrorShape.fingerprint(Job.Kind.VERIFY, ErrorCode.OUTAGE, "Outage: cannot read images/1/a: 403"))
                .isNotEqualTo(here);
        assertThat(ErrorShape.fingerprint(Job.Kind.JUDGE, ErrorCode.OUTAGE, "Outage: cannot write images/1/a: 403"))
                .isNotEqualTo(here);
    }

    @Test
    void a_message_without_end_is_shaped_by_its_beginning() {
        assertThat(ErrorShape.of("a/".repeat(1_000_000))).hasSizeLessThan(1_001);
        assertThat(ErrorShape.of("x".repeat(1_000_000))).hasSize(1_000);
    }
}
