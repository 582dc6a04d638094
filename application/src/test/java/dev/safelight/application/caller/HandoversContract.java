package dev.safelight.application.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.Outage;
import dev.safelight.application.testing.Race;
import dev.safelight.application.testing.TestClock;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What everybody must do who keeps invitations. */
public abstract class HandoversContract {

    private static final Instant NOW = TestClock.START;
    private static final Instant END = NOW.plusSeconds(600);
    private static final OwnerId ANNA = new OwnerId("anonymous:anna");
    private static final OwnerId BERT = new OwnerId("anonymous:bert");

    /** One process of an installation that has no invitations yet. */
    protected abstract Handovers fresh();

    /** Another process of the installation that {@link #fresh} made last. */
    protected abstract Handovers elsewhere();

    /** One that cannot be reached. */
    protected abstract Handovers unreachable();

    private static Sha256 hash(String token) {
        return Sha256.of(token.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void what_was_offered_here_can_be_looked_at_any_number_of_times_and_taken_elsewhere_once() {
        Handovers handovers = fresh();
        handovers.add(hash("one"), ANNA, END);
        assertThat(handovers.find(hash("one"), NOW)).contains(ANNA);
        assertThat(elsewhere().find(hash("one"), NOW)).contains(ANNA);
        assertThat(elsewhere().take(hash("one"), NOW)).contains(ANNA);
        assertThat(handovers.find(hash("one"), NOW)).isEmpty();
        assertThat(handovers.take(hash("one"), NOW)).isEmpty();
    }

    @Test
    void each_leads_to_its_own_owner_and_what_was_never_offered_to_none() {
        Handovers handovers = fresh();
        handovers.add(hash("one"), ANNA, END);
        handovers.add(hash("two"), BERT, END);
        assertThat(handovers.take(hash("three"), NOW)).isEmpty();
        assertThat(handovers.take(hash("two"), NOW)).contains(BERT);
        assertThat(handovers.take(hash("one"), NOW)).contains(ANNA);
    }

    @Test
    void it_is_good_until_just_before_its_end_and_not_at_its_end() {
        Handovers handovers = fresh();
        handovers.add(hash("one"), ANNA, END);
        assertThat(handovers.find(hash("one"), END)).isEmpty();
        assertThat(handovers.take(hash("one"), END)).isEmpty();
        assertThat(handovers.find(hash("one"), END.minusMillis(1))).contains(ANNA);
        assertThat(handovers.take(hash("one"), END.minusMillis(1))).contains(ANNA);
    }

    @Test
    void of_many_who_race_for_it_exactly_one_gets_it() throws Exception {
        Handovers here = fresh();
        Handovers there = elsewhere();
        here.add(hash("one"), ANNA, END);
        List<Optional<OwnerId>> taken = Race.among(64, () -> {
            Handovers any = Thread.currentThread().threadId() % 2 == 0 ? here : there;
            return any.take(hash("one"), NOW);
        });
        assertThat(taken).filteredOn(Optional::isPresent).containsExactly(Optional.of(ANNA));
    }

    @Test
    void what_has_ended_is_removed_and_nothing_else() {
        Handovers handovers = fresh();
        handovers.add(hash("one"), ANNA, END);
        handovers.add(hash("two"), ANNA, END.plusSeconds(1));
        assertThat(handovers.removeExpired(END.minusMillis(1))).isZero();
        assertThat(handovers.removeExpired(END)).isEqualTo(1);
        assertThat(handovers.removeExpired(END)).isZero();
        assertThat(handovers.find(hash("two"), END)).contains(ANNA);
    }

    @Test
    void an_owner_has_a_limited_number_of_them_and_the_newest_are_those_that_stay() {
        Handovers handovers = fresh();
        handovers.add(hash("of another"), BERT, END);
        int most = Handovers.MOST_FOR_AN_OWNER;
        IntStream.range(0, most + 3).forEach(i -> handovers.add(hash("token " + i), ANNA, END.plusSeconds(i)));
        List<Integer> good = IntStream.range(0, most + 3)
                .filter(i -> handovers.find(hash("token " + i), NOW).isPresent())
                .boxed()
                .toList();
        assertThat(good).hasSize(most).first().isEqualTo(3);
        assertThat(handovers.find(hash("of another"), NOW)).contains(BERT);
    }

    @Test
    void out_of_reach_is_an_outage() {
        Handovers away = unreachable();
        assertThatThrownBy(() -> away.add(hash("one"), ANNA, END)).isInstanceOf(Outage.class);
        assertThatThrownBy(() -> away.find(hash("one"), NOW)).isInstanceOf(Outage.class);
        assertThatThrownBy(() -> away.take(hash("one"), NOW)).isInstanceOf(Outage.class);
        assertThatThrownBy(() -> away.removeExpired(NOW)).isInstanceOf(Outage.class);
    }
}
