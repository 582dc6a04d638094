package dev.safelight.application.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.Outage;
import dev.safelight.application.caller.IssueApiKey.Issued;
import dev.safelight.application.testing.Availability;
import dev.safelight.application.testing.TestClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecogniseApiKeyTest {

    private final TestClock clock = new TestClock();
    private final Availability database = new Availability("the database");
    private final ApiKeys keys = new MemoryApiKeys(database);
    private final IssueApiKey issue = new IssueApiKey(keys, clock, new SecureRandom());
    private final RecogniseApiKey recognise = new RecogniseApiKey(keys, clock);

    private Issued issued() {
        return issue.issue("the shop", Set.of(Scope.READ), "anna");
    }

    private Optional<Instant> lastUse(Issued issued) {
        return keys.find(issued.key().id()).orElseThrow().key().lastUsedAt();
    }

    @Test
    void a_key_has_a_form_that_is_known_at_sight_and_never_comes_twice() {
        Issued issued = issued();
        assertThat(issued.text().reveal()).matches("sk_[0-9a-z]{12}_[A-Za-z0-9_-]{43}");
        assertThat(KeyText.looksLikeOne(issued.text().reveal())).isTrue();
        assertThat(issued().text().reveal()).isNotEqualTo(issued.text().reveal());
        assertThat(issued.text().toString())
                .doesNotContain(issued.text().reveal().substring(16));
    }

    @Test
    void whoever_has_the_key_is_recognised() {
        Issued issued = issued();
        assertThat(recognise.recognise(issued.text().reveal())).contains(issued.key());
    }

    @Test
    void nothing_but_the_whole_key_is() {
        String text = issued().text().reveal();
        String other = issued().text().reveal();
        char last = text.charAt(text.length() - 1);
        List<String> forged = List.of(
                text.substring(0, text.length() - 1) + (last == 'A' ? 'B' : 'A'),
                text.substring(0, 16) + other.substring(16),
                text + "x",
                text.substring(0, text.length() - 1),
                " " + text,
                text.replace("sk_", "SK_"),
                text.substring(3),
                "sk_",
                "");
        assertThat(forged).allSatisfy(it -> assertThat(recognise.recognise(it)).isEmpty());
    }

    @Test
    void what_is_kept_does_not_open() {
        Issued issued = issued();
        String hash = keys.find(issued.key().id()).orElseThrow().secretHash().hex();
        assertThat(issued.text().reveal()).doesNotContain(hash);
        assertThat(recognise.recognise("sk_" + issued.key().id() + "_" + hash.substring(0, 43)))
                .isEmpty();
    }

    @Test
    void a_revoked_key_is_not_recognised_from_that_moment_on() {
        Issued issued = issued();
        keys.revoke(issued.key().id(), clock.instant());
        assertThat(recognise.recognise(issued.text().reveal())).isEmpty();
    }

    @Test
    void its_last_use_is_known_to_the_minute() {
        Issued issued = issued();
        assertThat(lastUse(issued)).isEmpty();
        recognise.recognise(issued.text().reveal());
        assertThat(lastUse(issued)).contains(TestClock.START);
        clock.advance(Duration.ofSeconds(59));
        recognise.recognise(issued.text().reveal());
        assertThat(lastUse(issued)).contains(TestClock.START);
        clock.advance(Duration.ofSeconds(1));
        recognise.recognise(issued.text().reveal());
        assertThat(lastUse(issued)).contains(TestClock.START.plusSeconds(60));
    }

    @Test
    void a_forger_leaves_no_trace_of_a_use() {
        Issued issued = issued();
        recognise.recognise(issued.text().reveal().substring(0, 16) + "A".repeat(43));
        assertThat(lastUse(issued)).isEmpty();
    }

    @Test
    void while_the_keys_are_out_of_reach_that_is_an_outage() {
        Issued issued = issued();
        database.goDown();
        assertThatThrownBy(() -> recognise.recognise(issued.text().reveal())).isInstanceOf(Outage.class);
    }
}
