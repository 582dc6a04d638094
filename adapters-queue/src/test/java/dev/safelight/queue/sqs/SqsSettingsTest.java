package dev.safelight.queue.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.job.Job;
import dev.safelight.queue.sqs.SqsSettings.Keys;
import dev.safelight.queue.sqs.SqsSettings.Timeouts;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqsSettingsTest {

    private static SqsSettings of(String queue) {
        return new SqsSettings(
                "eu-central-1",
                Optional.empty(),
                queue,
                Optional.of(new Keys("AKIA", "very-secret")),
                false,
                Timeouts.USUAL);
    }

    @ParameterizedTest
    @CsvSource({
        "photos, photos-judge, photos-judge-dead, false",
        "photos.fifo, photos-judge.fifo, photos-judge-dead.fifo, true",
        "https://sqs.eu-central-1.amazonaws.com/1/photos, https://sqs.eu-central-1.amazonaws.com/1/photos-judge,"
                + " https://sqs.eu-central-1.amazonaws.com/1/photos-judge-dead, false",
    })
    void each_kind_has_two_queues_named_after_one(String queue, String living, String dead, boolean fifo) {
        assertThat(of(queue).queueOf(Job.Kind.JUDGE)).isEqualTo(living);
        assertThat(of(queue).deadQueueOf(Job.Kind.JUDGE)).isEqualTo(dead);
        assertThat(of(queue).isFifo()).isEqualTo(fifo);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "photos and more", "photos.fifo.fifo", "https://sqs.eu-central-1.amazonaws.com/"})
    void what_cannot_be_a_queue_is_refused(String queue) {
        assertThatThrownBy(() -> of(queue)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_secret_is_not_told() {
        assertThat(of("photos").toString()).contains("AKIA").doesNotContain("very-secret");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 21})
    void nobody_waits_for_other_than_one_to_twenty_seconds(long seconds) {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new Timeouts(second, second, second, Duration.ofSeconds(seconds)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
