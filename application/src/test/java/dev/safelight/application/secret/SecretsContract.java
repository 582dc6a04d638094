package dev.safelight.application.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.Outage;
import dev.safelight.application.testing.Race;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What everybody must do who keeps keys. */
public abstract class SecretsContract {

    /** One process of an installation that has no keys yet. */
    protected abstract Secrets fresh();

    /** Another process of the installation that {@link #fresh} made last. */
    protected abstract Secrets elsewhere();

    /** One that cannot be reached. */
    protected abstract Secrets unreachable();

    @Test
    void a_key_is_32_bytes_and_stays_the_same() {
        Secrets secrets = fresh();
        byte[] key = secrets.key("cookies");
        assertThat(key).hasSize(32).isNotEqualTo(new byte[32]);
        assertThat(secrets.key("cookies")).isEqualTo(key);
    }

    @Test
    void every_name_has_a_key_of_its_own() {
        Secrets secrets = fresh();
        assertThat(secrets.key("cookies")).isNotEqualTo(secrets.key("urls"));
    }

    @Test
    void who_scribbles_on_a_key_spoils_it_for_nobody() {
        Secrets secrets = fresh();
        byte[] key = secrets.key("cookies");
        byte[] copy = key.clone();
        key[0]++;
        assertThat(secrets.key("cookies")).isEqualTo(copy);
    }

    @Test
    void all_processes_have_the_same_key() {
        byte[] key = fresh().key("cookies");
        assertThat(elsewhere().key("cookies")).isEqualTo(key);
    }

    @Test
    void of_many_racing_first_uses_all_get_the_key_of_the_one_that_wins() throws Exception {
        Secrets here = fresh();
        Secrets there = elsewhere();
        List<String> keys = Race.among(
                32,
                () -> HexFormat.of().formatHex(here.key("cookies"))
                        + HexFormat.of().formatHex(there.key("cookies")));
        assertThat(keys.stream().distinct()).hasSize(1);
        assertThat(keys.getFirst().substring(64)).isEqualTo(keys.getFirst().substring(0, 64));
    }

    @Test
    void out_of_reach_is_an_outage() {
        assertThatThrownBy(() -> unreachable().key("cookies")).isInstanceOf(Outage.class);
    }
}
