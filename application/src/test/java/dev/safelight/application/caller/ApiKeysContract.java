package dev.safelight.application.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.Outage;
import dev.safelight.application.testing.Race;
import dev.safelight.application.testing.TestClock;
import dev.safelight.domain.image.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What everybody must do who keeps API keys. */
public abstract class ApiKeysContract {

    private static final Instant NOW = TestClock.START;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Sha256 HASH = Sha256.of("a secret".getBytes(StandardCharsets.UTF_8));

    /** One process of an installation that has no keys yet. */
    protected abstract ApiKeys fresh();

    /** Another process of the installation that {@link #fresh} made last. */
    protected abstract ApiKeys elsewhere();

    /** One that cannot be reached. */
    protected abstract ApiKeys unreachable();

    private static ApiKey key(String id, Instant createdAt, Scope... scopes) {
        return new ApiKey(
                id,
                "the shop's backend, „Läden“",
                Set.of(scopes),
                createdAt,
                "anna",
                Optional.empty(),
                Optional.empty());
    }

    private static ApiKey added(ApiKeys keys, String id) {
        ApiKey key = key(id, NOW, Scope.READ);
        keys.add(key, HASH);
        return key;
    }

    private static ApiKey found(ApiKeys keys, String id) {
        return keys.find(id).orElseThrow().key();
    }

    @Test
    void what_was_added_is_found_everywhere_as_it_was() {
        ApiKeys keys = fresh();
        ApiKey key = key("key1", NOW, Scope.values());
        keys.add(key, HASH);
        assertThat(keys.find("key1")).contains(new ApiKeys.Kept(key, HASH));
        assertThat(elsewhere().find("key1")).contains(new ApiKeys.Kept(key, HASH));
    }

    @Test
    void every_scope_is_kept() {
        ApiKeys keys = fresh();
        for (Scope scope : Scope.values()) {
            keys.add(key("key" + scope, NOW, scope), HASH);
            assertThat(found(keys, "key" + scope).scopes()).containsExactly(scope);
        }
    }

    @Test
    void what_was_never_added_is_not_there() {
        ApiKeys keys = fresh();
        added(keys, "key1");
        assertThat(keys.find("key2")).isEmpty();
        assertThat(keys.find("")).isEmpty();
        assertThat(keys.revoke("key2", NOW)).isFalse();
        keys.used("key2", NOW, MINUTE);
        assertThat(keys.page(Optional.empty(), 10)).extracting(ApiKey::id).containsExactly("key1");
    }

    @Test
    void an_id_is_given_once() {
        ApiKeys keys = fresh();
        added(keys, "key1");
        assertThatThrownBy(() -> keys.add(key("key1", NOW, Scope.WRITE), HASH)).isInstanceOf(RuntimeException.class);
        assertThat(found(keys, "key1").scopes()).containsExactly(Scope.READ);
    }

    @Test
    void a_key_that_is_revoked_is_so_at_once_for_every_process_and_stays_in_the_list() {
        ApiKeys keys = fresh();
        added(keys, "key1");
        assertThat(elsewhere().find("key1")).isPresent();
        assertThat(keys.revoke("key1", NOW.plusSeconds(5))).isTrue();
        assertThat(found(keys, "key1").revokedAt()).contains(NOW.plusSeconds(5));
        assertThat(found(elsewhere(), "key1").revokedAt()).contains(NOW.plusSeconds(5));
        assertThat(keys.page(Optional.empty(), 10))
                .extracting(ApiKey::isRevoked)
                .containsExactly(true);
    }

    @Test
    void revoking_again_changes_nothing() {
        ApiKeys keys = fresh();
        added(keys, "key1");
        keys.revoke("key1", NOW.plusSeconds(5));
        assertThat(elsewhere().revoke("key1", NOW.plusSeconds(9))).isTrue();
        assertThat(found(keys, "key1").revokedAt()).contains(NOW.plusSeconds(5));
    }

    @Test
    void of_many_racing_revocations_one_stands() throws Exception {
        ApiKeys keys = fresh();
        added(keys, "key1");
        AtomicInteger second = new AtomicInteger();
        List<Optional<Instant>> seen = Race.among(32, () -> {
            keys.revoke("key1", NOW.plusSeconds(second.incrementAndGet()));
            return found(keys, "key1").revokedAt();
        });
        assertThat(seen.stream().distinct()).hasSize(1);
        assertThat(seen.getFirst()).isPresent();
    }

    @Test
    void its_last_use_is_noted_at_most_as_often_as_was_asked_and_never_goes_back() {
        ApiKeys keys = fresh();
        added(keys, "key1");
        keys.used("key1", NOW.plusSeconds(10), MINUTE);
        assertThat(found(keys, "key1").lastUsedAt()).contains(NOW.plusSeconds(10));
        keys.used("key1", NOW.plusSeconds(69), MINUTE);
        keys.used("key1", NOW, MINUTE);
        assertThat(found(keys, "key1").lastUsedAt()).contains(NOW.plusSeconds(10));
        keys.used("key1", NOW.plusSeconds(70), MINUTE);
        assertThat(found(keys, "key1").lastUsedAt()).contains(NOW.plusSeconds(70));
    }

    @Test
    void pages_show_the_newest_first_and_each_key_once() {
        ApiKeys keys = fresh();
        keys.add(key("old", NOW.minusSeconds(1), Scope.READ), HASH);
        keys.add(key("same1", NOW, Scope.READ), HASH);
        keys.add(key("same2", NOW, Scope.READ), HASH);
        keys.add(key("new", NOW.plusSeconds(1), Scope.READ), HASH);
        assertThat(keys.page(Optional.empty(), 2)).extracting(ApiKey::id).containsExactly("new", "same2");
        assertThat(keys.page(Optional.of("same2"), 10)).extracting(ApiKey::id).containsExactly("same1", "old");
        assertThat(keys.page(Optional.of("old"), 10)).isEmpty();
        assertThat(keys.page(Optional.of("never there"), 10)).isEmpty();
    }

    @Test
    void out_of_reach_is_an_outage_and_never_an_unknown_key() {
        ApiKeys away = unreachable();
        assertThatThrownBy(() -> away.find("key1")).isInstanceOf(Outage.class);
        assertThatThrownBy(() -> away.revoke("key1", NOW)).isInstanceOf(Outage.class);
        assertThatThrownBy(() -> away.used("key1", NOW, MINUTE)).isInstanceOf(Outage.class);
        assertThatThrownBy(() -> away.page(Optional.empty(), 1)).isInstanceOf(Outage.class);
        assertThatThrownBy(() -> added(away, "key1")).isInstanceOf(Outage.class);
    }
}
