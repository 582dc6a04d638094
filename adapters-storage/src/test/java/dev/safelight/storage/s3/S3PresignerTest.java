package dev.safelight.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class S3PresignerTest {

    private static final Instant NOW = Instant.parse("2013-05-24T00:00:00Z");

    /** The example in the S3 documentation, "Authenticating Requests: Using Query Parameters". */
    @Test
    void the_example_that_amazon_documents_gets_the_signature_that_amazon_documents() {
        S3Presigner presigner = new S3Presigner(settings("https://s3.amazonaws.com", "examplebucket", false));
        URI url = presigner.sign("GET", "test.txt", Map.of(), Map.of(), NOW, Duration.ofDays(1));
        assertThat(url)
                .hasToString("https://examplebucket.s3.amazonaws.com/test.txt"
                        + "?X-Amz-Algorithm=AWS4-HMAC-SHA256"
                        + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                        + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                        + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
    }

    @Test
    void every_header_is_under_the_signature() {
        S3Presigner presigner = new S3Presigner(settings("http://localhost:9000", "photos", true));
        URI url = presigner.sign(
                "PUT", "a", Map.of("Content-Length", "5", "If-None-Match", "*"), Map.of(), NOW, Duration.ofMinutes(1));
        assertThat(url.getRawQuery()).contains("X-Amz-SignedHeaders=content-length%3Bhost%3Bif-none-match&");
        URI other = presigner.sign(
                "PUT", "a", Map.of("Content-Length", "6", "If-None-Match", "*"), Map.of(), NOW, Duration.ofMinutes(1));
        assertThat(other).isNotEqualTo(url);
    }

    @Test
    void the_bucket_is_in_the_path_or_in_the_host() {
        assertThat(sign(settings("http://localhost:9000", "photos", true)))
                .hasToString("http://localhost:9000/photos/a%20b/c");
        assertThat(sign(settings("https://s3.example.com:443/", "photos", false)))
                .hasToString("https://photos.s3.example.com/a%20b/c");
    }

    @Test
    void a_url_for_longer_than_a_week_is_not_signed() {
        S3Presigner presigner = new S3Presigner(settings("http://localhost:9000", "photos", true));
        assertThatThrownBy(() -> presigner.sign(
                        "GET", "a", Map.of(), Map.of(), NOW, Duration.ofDays(7).plusSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_endpoint_with_more_than_an_address_is_refused() {
        for (String endpoint :
                new String[] {"ftp://host", "https://host/path", "https://host?x=1", "https://me@host", "host:9000"}) {
            assertThatThrownBy(() -> settings(endpoint, "photos", true))
                    .as(endpoint)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void the_settings_do_not_print_their_keys() {
        assertThat(settings("https://host", "photos", true).toString()).doesNotContain("wJalrXUtnFEMI", "AKIA");
    }

    private static URI sign(S3Settings settings) {
        URI url = new S3Presigner(settings).sign("GET", "a b/c", Map.of(), Map.of(), NOW, Duration.ofMinutes(1));
        return URI.create(url.toString().replaceFirst("\\?.*", ""));
    }

    private static S3Settings settings(String endpoint, String bucket, boolean pathStyle) {
        URI uri = URI.create(endpoint);
        return new S3Settings(
                uri,
                uri,
                "us-east-1",
                bucket,
                "AKIAIOSFODNN7EXAMPLE",
                "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                pathStyle);
    }
}
