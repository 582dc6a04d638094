package dev.safelight.bootstrap.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That our half of the benchmark can be run; what it says here means nothing. */
class EventsBenchTest {

    @Test
    void it_prints_its_figures() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        EventsBench.run(4, 5, 2, List.of(), new PrintStream(out, true, UTF_8));
        assertThat(out.toString(UTF_8)).contains("| Safelight | 20 |", "half have it after");
    }
}
