package dev.safelight.application.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.webhook.WebhookUrl.Checked;
import java.net.URI;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookValuesTest {

    @Test
    void a_secret_is_read_back_from_its_text() {
        WebhookSecret secret = WebhookSecret.fresh(new Random(1));
        assertThat(secret.reveal()).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(WebhookSecret.parse(secret.reveal())).contains(secret);
        assertThat(secret.bytes()).hasSize(32);
    }

    @Test
    void a_secret_is_not_printed_by_accident() {
        WebhookSecret secret = WebhookSecret.fresh(new Random(1));
        assertThat(String.valueOf(secret)).isEqualTo("whsec_…");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 23, 65})
    void a_secret_is_neither_too_short_nor_too_long(int length) {
        assertThatThrownBy(() -> new WebhookSecret(new byte[length])).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whsec_", "whsec_AAAA", "whsec_!!!!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="})
    void other_texts_are_no_secrets(String text) {
        assertThat(WebhookSecret.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example.org",
                "https://app.example.org/hooks?of=ours&x=%20",
                "HTTPS://APP.example.org:8443/",
                "http://localhost:3000/hooks",
                "https://8.8.8.8/",
                "https://[2606:4700:4700::1111]:65535/"
            })
    void good_urls(String text) {
        assertThat(WebhookUrl.check(text)).isEqualTo(new Checked.Good(URI.create(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "app.example.org",
                "/hooks",
                "//app.example.org/",
                "ftp://app.example.org/",
                "https:///hooks",
                "https://user@app.example.org/",
                "https://user:password@app.example.org/",
                "https://@app.example.org/",
                "https://app.example.org/#part",
                "https://app.example.org:0/",
                "https://app.example.org:65536/",
                "https://app.example.org:x/",
                "https://app_example.org:99999999999/",
                "https://a b/",
                "https://bücher.example/"
            })
    void bad_urls(String text) {
        assertThat(WebhookUrl.check(text)).isInstanceOf(Checked.Bad.class);
    }

    @Test
    void a_url_has_an_end() {
        String start = "https://app.example.org/";
        assertThat(WebhookUrl.check(start + "x".repeat(WebhookUrl.MAX_LENGTH - start.length())))
                .isInstanceOf(Checked.Good.class);
        assertThat(WebhookUrl.check(start + "x".repeat(WebhookUrl.MAX_LENGTH - start.length() + 1)))
                .isInstanceOf(Checked.Bad.class);
    }
}
