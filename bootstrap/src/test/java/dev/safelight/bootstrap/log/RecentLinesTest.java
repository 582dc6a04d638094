package dev.safelight.bootstrap.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import dev.safelight.application.Occasion;
import dev.safelight.application.Trace;
import dev.safelight.application.TraceContext;
import dev.safelight.application.operation.LogLines.Line;
import dev.safelight.domain.image.ImageId;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecentLinesTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final LoggerContext context = new LoggerContext();
    private final Logger logger = context.getLogger("dev.safelight.Somewhere");
    private final RecentLines lines = new RecentLines("left/7");
    private final Random random = new Random(1);
    private final ImageId image = ImageId.at(Instant.EPOCH, random);

    @BeforeEach
    void attach() {
        lines.setContext(context);
        lines.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
    }

    private void about(ImageId id, Runnable work) {
        Occasion.with(Map.of(Occasion.Fact.IMAGE, id.toString()), () -> {
            work.run();
            return id;
        });
    }

    @Test
    void what_was_written_about_an_image_is_kept_with_its_trace_and_what_was_thrown() throws Exception {
        Trace.within(TraceContext.ofText("00-" + TRACE + "-00f067aa0ba902b7-01").orElseThrow(), () -> {
            about(image, () -> logger.warn("put off", new IllegalStateException("403")));
            return image;
        });
        assertThat(lines.about(image)).singleElement().satisfies(line -> {
            assertThat(line.level()).isEqualTo("WARN");
            assertThat(line.message()).isEqualTo("put off");
            assertThat(line.failure()).contains("java.lang.IllegalStateException: 403");
            assertThat(line.traceId()).contains(TRACE);
        });
    }

    @Test
    void what_is_about_another_or_about_nothing_is_not_in_it() {
        about(ImageId.at(Instant.EPOCH, random), () -> logger.info("another"));
        logger.info("nothing");
        assertThat(lines.about(image)).isEmpty();
    }

    @Test
    void the_last_lines_are_answered_oldest_first() {
        about(image, () -> {
            for (int i = 0; i < 150; i++) {
                logger.info("line {}", i);
            }
        });
        assertThat(lines.about(image))
                .hasSize(100)
                .extracting(Line::message)
                .startsWith("line 50")
                .endsWith("line 149");
    }

    @Test
    void no_more_is_kept_than_was_said_and_no_line_is_longer() {
        about(image, () -> logger.info("x".repeat(10_000)));
        assertThat(lines.about(image).getFirst().message()).hasSize(RecentLines.LONGEST);
        about(ImageId.at(Instant.EPOCH, random), () -> {
            for (int i = 0; i < RecentLines.KEPT; i++) {
                logger.info("one of many");
            }
        });
        assertThat(lines.about(image)).isEmpty();
    }
}
