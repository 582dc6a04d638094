package dev.safelight.persistence.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

/** That the benchmark can be run; what it says here means nothing. */
class PostgresQueueBenchTest {

    @Test
    void it_prints_its_figures() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PostgresQueueBench.run(2_000, 1_000, 2_000, new PrintStream(out, true, UTF_8));
        assertThat(out.toString(UTF_8)).contains("a second", "kB", "99th percentile", "tidying up by itself");
    }
}
