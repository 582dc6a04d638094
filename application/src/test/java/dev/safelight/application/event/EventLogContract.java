package dev.safelight.application.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.event.EventLog.Page;
import dev.safelight.domain.event.Event;
import dev.safelight.domain.event.EventType;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every log must do. */
public abstract class EventLogContract {

    private static final OwnerId ANNA = new OwnerId("anna");
    private static final OwnerId BEN = new OwnerId("ben");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Event.Move MOVE =
            new Event.Move(Status.PROCESSING, Status.REJECTED, 1, 1, "judged", List.of("TOO_BLURRY", "TOO_DARK"));

    private EventLog log;

    /** With nothing in it. */
    protected abstract EventLog fresh();

    /** As those write it who change something. */
    protected abstract void tell(
            EventType type, OwnerId owner, String subject, Instant time, Optional<Event.Move> move);

    @BeforeEach
    final void begin() {
        log = fresh();
    }

    private void tell(OwnerId owner, String subject) {
        tell(EventType.SET_READY, owner, subject, NOON, Optional.empty());
    }

    private static List<String> subjects(Page page) {
        return page.events().stream().map(Event::subject).toList();
    }

    @Test
    void an_empty_log_has_empty_pages() {
        Page page = log.read(ANNA, 0, 10);
        assertThat(page.events()).isEmpty();
        assertThat(page.more()).isFalse();
        assertThat(page.missed()).isFalse();
    }

    @Test
    void events_come_in_the_order_in_which_they_happened() {
        tell(ANNA, "one");
        tell(ANNA, "two");
        tell(ANNA, "three");
        assertThat(subjects(log.read(ANNA, 0, 10))).containsExactly("one", "two", "three");
        assertThat(log.read(ANNA, 0, 10).events().stream().map(Event::sequence))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void a_reader_goes_on_where_the_page_ended_and_is_told_nothing_twice() {
        List<String> told = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            tell(ANNA, "s" + i);
        }
        Page page = log.read(ANNA, 0, 3);
        told.addAll(subjects(page));
        assertThat(page.more()).isTrue();
        tell(ANNA, "s7");
        page = log.read(ANNA, page.upTo(), 3);
        told.addAll(subjects(page));
        page = log.read(ANNA, page.upTo(), 3);
        told.addAll(subjects(page));
        assertThat(page.more()).isFalse();
        assertThat(log.read(ANNA, page.upTo(), 3).events()).isEmpty();
        assertThat(told).containsExactly("s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7");
    }

    @Test
    void a_reader_passes_what_is_not_for_him() {
        tell(ANNA, "hers");
        long end = log.end();
        tell(BEN, "his");
        assertThat(log.read(ANNA, 0, 10).upTo()).isGreaterThanOrEqualTo(end);
        assertThat(log.read(ANNA, log.read(ANNA, 0, 10).upTo(), 10).events()).isEmpty();
    }

    @Test
    void who_begins_at_the_end_is_told_only_what_comes() {
        tell(ANNA, "before");
        long end = log.end();
        tell(ANNA, "after");
        assertThat(subjects(log.read(ANNA, end, 10))).containsExactly("after");
    }

    @Test
    void nobody_is_told_what_is_anothers() {
        tell(ANNA, "shared name");
        tell(BEN, "shared name");
        tell(BEN, "his");
        assertThat(log.read(ANNA, 0, 10).events()).hasSize(1);
        assertThat(log.read(ANNA, "his", 0, 10).events()).isEmpty();
        assertThat(log.read(ANNA, "shared name", 0, 10).events())
                .extracting(Event::owner)
                .containsExactly(ANNA);
        assertThat(log.read(0, 10).events()).hasSize(3);
    }

    @Test
    void one_subject_can_be_followed_alone() {
        tell(ANNA, "one");
        tell(ANNA, "two");
        tell(ANNA, "one");
        assertThat(subjects(log.read(ANNA, "one", 0, 10))).containsExactly("one", "one");
    }

    @Test
    void a_move_is_told_whole() {
        String image = UUID.randomUUID().toString();
        tell(EventType.IMAGE_REJECTED, ANNA, image, NOON, Optional.of(MOVE));
        Event event = log.read(ANNA, 0, 10).events().getFirst();
        assertThat(event.move()).contains(MOVE);
        assertThat(event.type()).isEqualTo(EventType.IMAGE_REJECTED);
        assertThat(event.subject()).isEqualTo(image);
        assertThat(event.time()).isEqualTo(NOON);
    }

    @Test
    void what_is_forgotten_is_told_no_more_and_those_who_were_away_hear_that_they_missed_something() {
        tell(EventType.SET_READY, ANNA, "old", NOON, Optional.empty());
        long away = log.read(ANNA, 0, 10).events().getFirst().sequence() - 1;
        tell(EventType.SET_READY, ANNA, "at the limit", NOON.plusSeconds(60), Optional.empty());
        long here = log.read(ANNA, 0, 1).upTo();
        assertThat(log.forget(NOON.plusSeconds(60), 100)).isEqualTo(1);
        assertThat(subjects(log.read(ANNA, away, 10))).containsExactly("at the limit");
        assertThat(log.read(ANNA, away, 10).missed()).isTrue();
        assertThat(log.read(ANNA, here, 10).missed()).isFalse();
        assertThat(log.forget(NOON.plusSeconds(60), 100)).isZero();
        assertThat(log.forget(NOON.plusSeconds(61), 100)).isEqualTo(1);
    }

    @Test
    void forgetting_goes_in_bites() {
        for (int i = 0; i < 5; i++) {
            tell(EventType.SET_READY, ANNA, "s" + i, NOON.plusSeconds(i), Optional.empty());
        }
        assertThat(log.forget(NOON.plus(Duration.ofHours(1)), 3)).isEqualTo(3);
        assertThat(subjects(log.read(ANNA, 0, 10))).containsExactly("s3", "s4");
        assertThat(log.forget(NOON.plus(Duration.ofHours(1)), 3)).isEqualTo(2);
    }
}
