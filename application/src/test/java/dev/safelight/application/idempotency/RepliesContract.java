package dev.safelight.application.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.Outage;
import dev.safelight.application.idempotency.Replies.Begun;
import dev.safelight.application.idempotency.Replies.Reply;
import dev.safelight.application.testing.Race;
import dev.safelight.application.testing.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What everybody must do who keeps replies. */
public abstract class RepliesContract {

    private static final Duration HOLD = Duration.ofSeconds(30);
    private static final Duration KEPT = Duration.ofHours(24);
    private static final Replies.Key KEY = new Replies.Key("anna POST /v1/uploads/sign", "key-1", "fingerprint-1");
    private static final Reply REPLY = new Reply(
            201,
            "application/json",
            Map.of("Location", "/v1/images/1", "ETag", "\"ü\""),
            "{\"imageId\": \"1\",  \"ß\":\"☀\"}\n");

    protected final TestClock clock = new TestClock();
    private Replies replies;

    /** One that keeps nothing yet and goes by {@link #clock}. */
    protected abstract Replies fresh();

    /** One that cannot be reached. */
    protected abstract Replies unreachable();

    @BeforeEach
    final void start() {
        replies = fresh();
    }

    private Begun begin(Replies.Key key) {
        return replies.begin(key, HOLD, KEPT);
    }

    private Begun.First beginFirst() {
        Begun begun = begin(KEY);
        assertThat(begun).isInstanceOf(Begun.First.class);
        return (Begun.First) begun;
    }

    @Test
    void the_first_works_and_a_repeat_gets_the_very_same_reply() {
        replies.finish(KEY, beginFirst(), REPLY);
        assertThat(begin(KEY)).isEqualTo(new Begun.Repeat(REPLY));
        assertThat(begin(KEY)).isEqualTo(new Begun.Repeat(REPLY));
    }

    @Test
    void an_empty_reply_is_a_reply() {
        Reply empty = new Reply(204, "", Map.of(), "");
        replies.finish(KEY, beginFirst(), empty);
        assertThat(begin(KEY)).isEqualTo(new Begun.Repeat(empty));
    }

    @Test
    void a_repeat_while_the_first_works_is_told_so() {
        beginFirst();
        assertThat(begin(KEY)).isEqualTo(new Begun.InProgress());
    }

    @Test
    void the_same_key_for_another_request_is_told_so() {
        Replies.Key other = new Replies.Key(KEY.scope(), KEY.key(), "fingerprint-2");
        Begun.First first = beginFirst();
        assertThat(begin(other)).isEqualTo(new Begun.OtherRequest());
        replies.finish(KEY, first, REPLY);
        assertThat(begin(other)).isEqualTo(new Begun.OtherRequest());
        assertThat(replies.find(other)).isEmpty();
    }

    @Test
    void the_same_key_of_another_caller_is_another_key() {
        beginFirst();
        assertThat(begin(new Replies.Key("ben POST /v1/uploads/sign", KEY.key(), KEY.fingerprint())))
                .isInstanceOf(Begun.First.class);
    }

    @Test
    void what_was_given_up_can_be_begun_at_once() {
        replies.abandon(KEY, beginFirst());
        beginFirst();
    }

    @Test
    void a_key_whose_holder_died_is_free_when_its_hold_ends() {
        beginFirst();
        clock.advance(HOLD.minusMillis(1));
        assertThat(begin(KEY)).isEqualTo(new Begun.InProgress());
        clock.advance(Duration.ofMillis(1));
        beginFirst();
    }

    @Test
    void who_lost_the_hold_can_neither_finish_nor_give_up() {
        Begun.First lost = beginFirst();
        clock.advance(HOLD);
        Begun.First holder = beginFirst();

        replies.finish(KEY, lost, new Reply(500, "text/plain", Map.of(), "too late"));
        replies.abandon(KEY, lost);
        assertThat(begin(KEY)).isEqualTo(new Begun.InProgress());

        replies.finish(KEY, holder, REPLY);
        assertThat(begin(KEY)).isEqualTo(new Begun.Repeat(REPLY));
    }

    @Test
    void who_is_slow_but_still_holds_the_key_can_finish() {
        Begun.First slow = beginFirst();
        clock.advance(HOLD.multipliedBy(2));
        replies.finish(KEY, slow, REPLY);
        assertThat(begin(KEY)).isEqualTo(new Begun.Repeat(REPLY));
    }

    @Test
    void what_is_finished_stays_as_it_is() {
        Begun.First first = beginFirst();
        replies.finish(KEY, first, REPLY);
        replies.finish(KEY, first, new Reply(500, "text/plain", Map.of(), "again"));
        replies.abandon(KEY, first);
        assertThat(begin(KEY)).isEqualTo(new Begun.Repeat(REPLY));
    }

    @Test
    void a_key_is_free_again_when_its_time_has_passed() {
        replies.finish(KEY, beginFirst(), REPLY);
        clock.advance(KEPT.minusMillis(1));
        assertThat(replies.find(KEY)).contains(REPLY);
        clock.advance(Duration.ofMillis(1));
        assertThat(replies.find(KEY)).isEmpty();
        assertThat(replies.begin(new Replies.Key(KEY.scope(), KEY.key(), "fingerprint-2"), HOLD, KEPT))
                .isInstanceOf(Begun.First.class);
    }

    @Test
    void who_only_looks_finds_a_reply_and_begins_nothing() {
        assertThat(replies.find(KEY)).isEmpty();
        Begun.First first = beginFirst();
        assertThat(replies.find(KEY)).isEmpty();
        replies.finish(KEY, first, REPLY);
        assertThat(replies.find(KEY)).contains(REPLY);
    }

    @Test
    void what_has_expired_is_removed_and_nothing_else() {
        replies.finish(KEY, beginFirst(), REPLY);
        begin(new Replies.Key(KEY.scope(), "dead", "x"));
        assertThat(replies.removeExpired()).isZero();
        clock.advance(HOLD);
        begin(new Replies.Key(KEY.scope(), "alive", "x"));
        assertThat(replies.removeExpired()).isEqualTo(1);
        assertThat(replies.find(KEY)).contains(REPLY);
        clock.advance(KEPT);
        assertThat(replies.removeExpired()).isEqualTo(2);
        assertThat(replies.removeExpired()).isZero();
    }

    @Test
    void of_many_racing_repeats_exactly_one_is_the_first() throws Exception {
        List<Begun> begun = Race.among(64, () -> begin(KEY));
        assertThat(begun).filteredOn(Begun.First.class::isInstance).hasSize(1);
        assertThat(begun).filteredOn(Begun.InProgress.class::isInstance).hasSize(63);
    }

    @Test
    void of_many_racing_for_a_dead_holders_key_exactly_one_is_the_first() throws Exception {
        beginFirst();
        clock.advance(HOLD);
        List<Begun> begun = Race.among(64, () -> begin(KEY));
        assertThat(begun).filteredOn(Begun.First.class::isInstance).hasSize(1);
    }

    @Test
    void out_of_reach_is_an_outage_that_passes() {
        Replies away = unreachable();
        assertThatThrownBy(() -> away.begin(KEY, HOLD, KEPT))
                .isInstanceOfSatisfying(
                        Outage.class, outage -> assertThat(outage.retryHelps()).isTrue());
    }
}
