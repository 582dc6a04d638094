package dev.safelight.telemetry.error;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.safelight.application.Outage;
import dev.safelight.application.event.MemoryBell;
import dev.safelight.application.image.Images.Outcome;
import dev.safelight.application.image.ImagesWorld;
import dev.safelight.application.image.MemoryImages;
import dev.safelight.application.image.MovesContract;
import dev.safelight.application.job.Job;
import dev.safelight.application.job.MemoryJobQueue;
import dev.safelight.application.testing.Availability;
import dev.safelight.application.testing.SentryReceiver;
import dev.safelight.domain.image.Change;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.SetSize;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Images of which is told are images, and only our own failures are told. */
class ReportedImagesTest extends MovesContract {

    private final SentryReceiver sentry;
    private final Errors errors;

    ReportedImagesTest() throws IOException {
        sentry = SentryReceiver.start();
        errors = new Errors(new ErrorSettings(sentry.dsn(), "test", "safelight@1"), clock);
    }

    @AfterEach
    void close() {
        errors.close();
        sentry.close();
    }

    @Override
    protected ImagesWorld fresh() {
        Availability database = new Availability("the database");
        MemoryJobQueue queue = new MemoryJobQueue(clock, database);
        MemoryBell bell = new MemoryBell();
        MemoryImages images = new MemoryImages(database, queue, bell, ImagesWorld.DISCARD_AFTER);
        return new ImagesWorld(new ReportedImages(images, errors), images, images, images, queue, bell, images::log);
    }

    private JsonNode onlyEvent() throws IOException {
        errors.close();
        assertThat(sentry.events()).hasSize(1);
        return new ObjectMapper().readTree(sentry.events().getFirst());
    }

    @Test
    void a_bad_photo_and_an_upload_that_went_wrong_are_nobodys_business() {
        rejected();
        uploadFailed();
        accepted();
        errors.close();
        assertThat(sentry.envelopes()).isEmpty();
    }

    @Test
    void a_photo_that_we_gave_up_on_is_told_once_with_what_it_failed_with() throws Exception {
        Image.Processing working = leased();
        Change givingUp = working.gaveUp(incident(), now());
        Job job = new Job("judge:1:1", Job.Kind.JUDGE, working.id().value(), working.owner(), now());
        new ReportedWork(
                        theJob -> {
                            Attempt.failed(5, Outage.passing("the store is down", new IOException("anna.jpg")));
                            assertThat(images.apply(givingUp, SetSize.defaults()))
                                    .isEqualTo(Outcome.APPLIED);
                            assertThat(images.apply(givingUp, SetSize.defaults()))
                                    .isNotEqualTo(Outcome.APPLIED);
                            return Optional.empty();
                        },
                        errors)
                .on(job);
        JsonNode event = onlyEvent();
        assertThat(event.at("/tags/code").asText()).isEqualTo("IMAGE_ERROR");
        assertThat(event.at("/tags/image_id").asText()).isEqualTo(working.id().toString());
        assertThat(event.at("/tags/incident").asText())
                .isEqualTo(((Image.Errored) givingUp.after()).incident().id());
        assertThat(event.at("/tags/attempt").asText()).isEqualTo("5");
        assertThat(event.at("/tags/job_kind").asText()).isEqualTo("judge");
        assertThat(event.at("/exception/values/1/type").asText()).isEqualTo("Outage");
        assertThat(event.at("/exception/values/1/value").asText()).isEqualTo("the store is down");
        assertThat(event.toString()).doesNotContain("anna");
    }

    @Test
    void whose_worker_died_each_time_is_told_without_knowing_why() throws Exception {
        errored();
        assertThat(onlyEvent().at("/tags/code").asText()).isEqualTo("IMAGE_ERROR");
    }
}
