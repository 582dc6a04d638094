package dev.safelight.queue.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.queue.redis.DisposableRedis;
import org.junit.jupiter.api.Test;

/** That the benchmark's own half works; figures come from {@code bench/queue/run}. */
class QueueBenchTest {

    @Test
    void our_side_of_every_scenario_does_all_its_jobs() throws Exception {
        for (QueueBench.Scenario scenario : QueueBench.scenarios(1)) {
            try (DisposableRedis redis = DisposableRedis.start();
                    var side = new SafelightSide(redis.uri())) {
                assertThat(scenario.ours().with(side, scenario.jobs()))
                        .as(scenario.name())
                        .isPositive();
            }
        }
    }
}
