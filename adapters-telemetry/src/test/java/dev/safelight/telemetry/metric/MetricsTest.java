package dev.safelight.telemetry.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class MetricsTest {

    @Test
    void the_virtual_machine_and_the_process_are_in_every_scrape() {
        try (Metrics metrics = Metrics.open(InstantSource.system())) {
            assertThat(metrics.scrape())
                    .contains("jvm_memory_used_bytes{area=\"heap\"")
                    .contains("jvm_threads_live_threads ")
                    .contains("process_cpu_usage ")
                    .contains("process_files_open_files ")
                    .contains("process_uptime_seconds ");
        }
    }

    @Test
    void closing_twice_is_harmless() {
        Metrics metrics = Metrics.open(InstantSource.system());
        metrics.close();
        metrics.close();
    }
}
