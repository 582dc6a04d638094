package dev.safelight.bootstrap.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

/** That the benchmark can be run, and that it measures what it says; its times mean nothing here. */
class OperatorBenchTest {

    @Test
    void it_prints_its_figures() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OperatorBench.run(50_000, 1, new PrintStream(out, true, UTF_8));
        assertThat(out.toString(UTF_8))
                .contains("| all of these |")
                .contains(
                        "| the first time | 500 | 0 |",
                        "| again, with the same key | 500 | 0 |",
                        "| again, as a new wish | 0 | 0 |")
                .contains("In the audit: 2 entries, 500 images.", "In error now: 0.");
    }
}
