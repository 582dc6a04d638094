package dev.safelight.telemetry.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.event.MemoryBell;
import dev.safelight.application.image.Images.Outcome;
import dev.safelight.application.image.ImagesWorld;
import dev.safelight.application.image.MemoryImages;
import dev.safelight.application.image.MovesContract;
import dev.safelight.application.job.MemoryJobQueue;
import dev.safelight.application.testing.Availability;
import dev.safelight.domain.image.Image;
import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** What stands round the images keeps their contract, and writes a line for each step. */
class LoggedImagesTest extends MovesContract {

    @Override
    protected ImagesWorld fresh() {
        Availability database = new Availability("the database");
        MemoryJobQueue queue = new MemoryJobQueue(clock, database);
        MemoryBell bell = new MemoryBell();
        MemoryImages memory = new MemoryImages(database, queue, bell, ImagesWorld.DISCARD_AFTER);
        return new ImagesWorld(new LoggedImages(memory), memory, memory, memory, queue, bell, memory::log);
    }

    @Test
    void each_step_is_one_line_and_a_lost_race_is_none() {
        Logger logger = Logger.getLogger(LoggedImages.class.getName());
        List<String> lines = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(MessageFormat.format(line.getMessage(), line.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        try {
            Image.AwaitingUpload image = awaiting();
            assertThat(images.apply(image.arrived("the client said so", now()), SIZE))
                    .isEqualTo(Outcome.APPLIED);
            assertThat(images.apply(image.arrived("the bucket said so", now()), SIZE))
                    .isEqualTo(Outcome.RACED);
            assertThat(images.delete(ANNA, image.id(), now())).isPresent();
            String about = "image " + image.id();
            assertThat(lines)
                    .containsExactly(
                            about + " AWAITING_UPLOAD",
                            about + " AWAITING_UPLOAD -> VERIFYING: the client said so",
                            about + " VERIFYING -> deleted");
            assertThat(lines)
                    .noneMatch(line ->
                            line.contains(image.upload().promise().filename().value()));
        } finally {
            logger.removeHandler(handler);
        }
    }
}
