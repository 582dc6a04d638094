package dev.safelight.application.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.Trace;
import dev.safelight.application.operation.WriteDown.Told;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is written down with what is done. */
public abstract class AuditContract extends OperationContract {

    private static final Operator OLGA = new Operator("olga", Optional.of("1a2b3c4d"));
    private static final Told PAUSED = new Told(OLGA, Deed.PAUSE, "{\"kind\": \"judge\"}", "the store is slow");

    private WriteDown writeDown() {
        return new WriteDown(operation.audit(), clock, random);
    }

    private List<Audit.Entry> entries(Optional<String> action) {
        return operation.audit().page(action, Optional.empty(), 10);
    }

    /** Sends it back to work, with an entry about it. */
    private boolean retry(Image.Errored image) {
        return writeDown()
                .with(
                        () -> operation
                                        .moves()
                                        .apply(
                                                List.of(image.retried(now())),
                                                SIZE,
                                                image.id().value())
                                        .size()
                                == 1,
                        done -> new Told(OLGA, Deed.RETRY, "{}", ""),
                        done -> done);
    }

    @Test
    void what_is_done_and_that_it_was_done_are_written_together() {
        Image.Errored image = errored();
        String trace = Trace.fresh();
        assertThat(Trace.within(trace, () -> retry(image))).isTrue();
        assertThat(images.find(image.id()).orElseThrow().status()).isEqualTo(Status.PROCESSING);
        Audit.Entry entry = entries(Optional.empty()).getFirst();
        assertThat(entry.operator()).isEqualTo(OLGA);
        assertThat(entry.action()).isEqualTo("RETRY");
        assertThat(entry.traceId()).isEqualTo(trace);
        assertThat(entry.done()).isEqualTo(1);
        assertThat(entry.unchanged()).isZero();
        assertThat(entry.finished()).contains(now());
    }

    @Test
    void what_changed_nothing_is_written_down_as_that() {
        Image.Errored image = errored();
        retry(image);
        clock.advance(Duration.ofSeconds(1));
        assertThat(retry(image)).isFalse();
        assertThat(entries(Optional.empty()).getFirst().done()).isZero();
        assertThat(entries(Optional.empty()).getFirst().unchanged()).isEqualTo(1);
    }

    @Test
    void of_what_failed_nothing_is_written() {
        assertThatThrownBy(() -> writeDown()
                        .with(
                                () -> {
                                    throw new IllegalArgumentException("so");
                                },
                                done -> PAUSED,
                                done -> true))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(entries(Optional.empty())).isEmpty();
    }

    @Test
    void what_happens_elsewhere_is_there_before_it_is_done() {
        long done = writeDown().around(PAUSED, () -> {
            Audit.Entry entry = entries(Optional.empty()).getFirst();
            assertThat(entry.finished()).isEmpty();
            assertThat(entry.done()).isZero();
            return 7L;
        });
        assertThat(done).isEqualTo(7);
        Audit.Entry entry = entries(Optional.empty()).getFirst();
        assertThat(entry.done()).isEqualTo(7);
        assertThat(entry.reason()).isEqualTo("the store is slow");
        assertThat(entry.finished()).contains(now());
    }

    @Test
    void deeds_are_listed_by_what_they_are() {
        writeDown().around(PAUSED, () -> 1L);
        retry(errored());
        assertThat(entries(Optional.of("PAUSE")))
                .extracting(Audit.Entry::action)
                .containsExactly("PAUSE");
        assertThat(entries(Optional.of("REDRIVE"))).isEmpty();
    }
}
