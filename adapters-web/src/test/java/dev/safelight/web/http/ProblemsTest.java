package dev.safelight.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.Outage;
import dev.safelight.application.TraceContext;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemsTest {

    private static final RequestIdentity IDENTITY =
            new RequestIdentity("request-1", TraceContext.begun("0af7651916cd43dd8448eb211c80319c"));

    private final Problems problems = new Problems("https://photos.example.com");

    private String body(Exception failure) {
        return problems.answer(failure, IDENTITY).body().orElseThrow();
    }

    @Test
    void what_nobody_foresaw_is_ours_and_tells_nothing_but_what_to_quote() {
        Answer answer = problems.answer(new IllegalStateException("SELECT secret"), IDENTITY);
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body().orElseThrow())
                .contains("INTERNAL_ERROR", "request-1", "https://photos.example.com/docs/problems#INTERNAL_ERROR")
                .doesNotContain("secret", "IllegalState");
    }

    @Test
    void an_outage_tells_when_to_come_again_but_not_what_is_down() {
        Answer answer = problems.answer(Outage.passing("host db-7", new IOException("10.0.0.7")), IDENTITY);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).containsEntry("Retry-After", "2");
        assertThat(answer.body().orElseThrow()).doesNotContain("db-7", "10.0.0.7");
    }

    @Test
    void a_problem_keeps_its_words_and_its_headers() {
        Problem problem = Problem.of(ProblemCode.SET_FULL, "no room").with("X-A", "b");
        assertThat(problems.answer(problem, IDENTITY).headers()).containsEntry("X-A", "b");
        assertThat(body(problem)).contains("\"detail\":\"no room\"", "\"message\":\"no room\"", "\"status\":409");
    }

    @Test
    void every_code_has_words_for_people() {
        assertThat(List.of(ProblemCode.values())).allSatisfy(code -> {
            assertThat(code.title()).isNotBlank();
            assertThat(code.advice()).isNotBlank();
            assertThat(code.status()).isBetween(400, 599);
        });
    }
}
