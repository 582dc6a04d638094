package dev.safelight.telemetry.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.event.MemoryBell;
import dev.safelight.application.image.ImagesWorld;
import dev.safelight.application.image.MemoryImages;
import dev.safelight.application.image.MovesContract;
import dev.safelight.application.job.MemoryJobQueue;
import dev.safelight.application.testing.Availability;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.rule.Code;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Images that are measured are images, and their figures are right. */
class MeasuredImagesTest extends MovesContract {

    private final Metrics metrics = Metrics.open(clock);

    @AfterEach
    void close() {
        metrics.close();
    }

    @Override
    protected ImagesWorld fresh() {
        Availability database = new Availability("the database");
        MemoryJobQueue queue = new MemoryJobQueue(clock, database);
        MemoryBell bell = new MemoryBell();
        MemoryImages images = new MemoryImages(database, queue, bell, ImagesWorld.DISCARD_AFTER);
        return new ImagesWorld(new MeasuredImages(images, metrics), images, images, images, queue, bell, images::log);
    }

    @Test
    void every_outcome_is_counted_and_every_reason_with_it() {
        assertThat(metrics.scrape()).contains("safelight_images_finished_total{outcome=\"ERROR\"} 0.0");
        Image.Rejected rejected = rejected();
        accepted();
        uploadFailed();
        errored();

        String scrape = metrics.scrape();
        assertThat(scrape)
                .contains("safelight_images_promised_total 4.0")
                .contains("safelight_images_finished_total{outcome=\"ACCEPTED\"} 1.0")
                .contains("safelight_images_finished_total{outcome=\"REJECTED\"} 1.0")
                .contains("safelight_images_finished_total{outcome=\"UPLOAD_FAILED\"} 1.0")
                .contains("safelight_images_finished_total{outcome=\"ERROR\"} 1.0");
        Code code = rejected.judgement().verdict().reasons().getFirst().code();
        assertThat(scrape)
                .contains("safelight_image_reasons_total{reason=\"" + code + "\",severity=\"reject\"} 1.0")
                .containsPattern("safelight_image_reasons_total\\{reason=\"[A-Z_]+\",severity=\"fault\"} 1.0");
    }

    @Test
    void attempts_and_retries_are_told_apart_from_what_was_handed_back() {
        Image.Processing working = leased();
        Image.Processing waiting = (Image.Processing) step(working.postponed("the store is down", now(), now()));
        step(leased(waiting).handedBack(now()));

        assertThat(metrics.scrape())
                .contains("safelight_work_attempts_total{kind=\"judge\"} 2.0")
                .contains("safelight_work_retries_total{kind=\"judge\"} 1.0");
    }

    @Test
    void the_time_between_two_writes_counts_for_the_state_that_it_passed_in() {
        Image.Processing waiting = processing();
        clock.advance(Duration.ofSeconds(7));
        Image.Processing working = leased(waiting);
        clock.advance(Duration.ofSeconds(3));
        step(working.handedBack(now()));

        assertThat(metrics.scrape())
                .contains("safelight_image_state_duration_seconds_sum{state=\"waiting\"} 7.0")
                .contains("safelight_image_state_duration_seconds_sum{state=\"working\"} 3.0");
    }

    @Test
    void a_lease_that_is_gone_is_counted_when_its_holder_finds_out() {
        Image.Processing working = leased();
        step(working.handedBack(now()));
        assertThat(images.renew(working.id(), working.lease().orElseThrow(), now().plusSeconds(30)))
                .isFalse();
        assertThat(metrics.scrape()).contains("safelight_leases_lost_total{kind=\"judge\"} 1.0");
    }
}
