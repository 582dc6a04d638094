package dev.safelight.application.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.job.Job;
import dev.safelight.application.operation.GroupErrors.Example;
import dev.safelight.application.operation.GroupErrors.Filter;
import dev.safelight.application.operation.GroupErrors.Group;
import dev.safelight.application.operation.Story.Note;
import dev.safelight.application.operation.Troubles.Trouble;
import dev.safelight.domain.image.OwnerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GroupErrorsTest {

    private static final Instant NOW = Instant.parse("2026-11-28T03:00:00Z");
    private static final OwnerId ANNA = new OwnerId("anna");

    /** Newest first, as they are read. */
    private final List<Trouble> troubles = new ArrayList<>();

    private final GroupErrors errors = new GroupErrors(new Troubles() {
        @Override
        public List<Trouble> since(Instant since, int limit) {
            return troubles.stream().limit(limit).toList();
        }

        @Override
        public Map<UUID, String> traces(Collection<Trouble> of) {
            return Map.of(id(1), "0af7651916cd43dd8448eb211c80319c");
        }
    });

    private static UUID id(int number) {
        return new UUID(0, number);
    }

    private static Trouble stopped(int id, String summary, int secondsAgo) {
        return new Trouble(Job.Kind.JUDGE, id(id), ANNA, ago(secondsAgo), 0, Optional.of(summary), List.of());
    }

    private static Trouble retrying(int id, int secondsAgo, Note... notes) {
        return new Trouble(Job.Kind.JUDGE, id(id), ANNA, ago(secondsAgo), 1, Optional.empty(), List.of(notes));
    }

    private static Note note(String why, int secondsAgo) {
        return new Note(ago(secondsAgo), 1, why);
    }

    private static Instant ago(int seconds) {
        return NOW.minusSeconds(seconds);
    }

    private List<Group> groups(Filter filter) {
        return errors.since(ago(100), filter).groups();
    }

    private List<Group> groups() {
        return groups(Filter.ALL);
    }

    @Test
    void those_that_failed_in_the_same_way_are_one_whether_they_stopped_or_are_tried_again() {
        troubles.add(retrying(1, 1, note("Outage: cannot read images/1/x: SlowDown", 2)));
        troubles.add(stopped(2, "Outage: cannot read images/2/y: SlowDown", 5));
        troubles.add(stopped(3, "NullPointerException: null", 6));

        assertThat(groups()).hasSize(2).first().satisfies(group -> {
            assertThat(group.code()).isEqualTo(ErrorCode.OUTAGE);
            assertThat(group.message()).isEqualTo("Outage: cannot read images/1/x: SlowDown");
            assertThat(group.count()).isEqualTo(2);
            assertThat(group.retrying()).isEqualTo(1);
            assertThat(group.stopped()).isEqualTo(1);
            assertThat(group.first()).isEqualTo(ago(5));
            assertThat(group.last()).isEqualTo(ago(2));
            assertThat(group.trace()).contains("0af7651916cd43dd8448eb211c80319c");
            assertThat(group.examples()).extracting(Example::subject).containsExactly(id(1), id(2));
        });
        assertThat(groups()).last().extracting(Group::code).isEqualTo(ErrorCode.UNEXPECTED);
    }

    @Test
    void what_went_wrong_is_what_was_noted_last_whoever_took_it_up_since() {
        troubles.add(
                retrying(1, 1, note("first", 9), note("second", 5), note("taken by w", 3), note("handed back", 1)));
        troubles.add(retrying(2, 1, note("not there yet", 9), note("second", 5), note("not there yet", 3)));
        assertThat(groups()).singleElement().extracting(Group::message).isEqualTo("second");
    }

    @Test
    void a_worker_that_takes_over_from_another_that_said_nothing_tells_of_a_lost_one() {
        troubles.add(retrying(1, 1, note("second", 9), note("taken by a", 5), note("taken by b", 1)));
        assertThat(groups()).singleElement().satisfies(group -> {
            assertThat(group.code()).isEqualTo(ErrorCode.WORKER_LOST);
            assertThat(group.last()).isEqualTo(ago(1));
        });
    }

    @Test
    void what_was_not_noted_is_named_too() {
        troubles.add(retrying(1, 1));
        assertThat(groups()).singleElement().extracting(Group::last).isEqualTo(ago(1));
    }

    @Test
    void a_filter_leaves_out_the_others() {
        troubles.add(stopped(1, "Outage: the store is down", 1));
        troubles.add(stopped(2, "Gone: object gone", 1));
        Filter outages = new Filter(Optional.empty(), Optional.of(ErrorCode.OUTAGE), Optional.empty());
        Filter words = new Filter(Optional.empty(), Optional.empty(), Optional.of("OBJECT"));
        Filter builds = new Filter(Optional.of(Job.Kind.BUILD), Optional.empty(), Optional.empty());
        assertThat(groups(outages)).extracting(Group::code).containsExactly(ErrorCode.OUTAGE);
        assertThat(groups(words)).extracting(Group::code).containsExactly(ErrorCode.OBJECT_GONE);
        assertThat(groups(builds)).isEmpty();
    }

    @Test
    void what_failed_before_and_is_being_tried_now_is_left_out() {
        troubles.add(retrying(1, 1, note("long ago", 101), note("taken by a", 1)));
        assertThat(groups()).isEmpty();
    }

    @Test
    void the_largest_hundred_are_told_and_that_there_are_more() {
        Stream.iterate(0, i -> i + 1).limit(101).forEach(i -> troubles.add(stopped(i, word(i), 1)));
        troubles.add(stopped(500, word(100), 2));
        GroupErrors.Groups found = errors.since(ago(100), Filter.ALL);
        assertThat(found.groups())
                .hasSize(100)
                .first()
                .extracting(Group::message)
                .isEqualTo(word(100));
        assertThat(found.whole()).isFalse();
        troubles.clear();
        assertThat(errors.since(ago(100), Filter.ALL).whole()).isTrue();
    }

    private static String word(int number) {
        return "x" + (char) ('a' + number / 26) + (char) ('a' + number % 26);
    }
}
