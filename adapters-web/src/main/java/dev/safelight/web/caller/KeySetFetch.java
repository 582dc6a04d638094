package dev.safelight.web.caller;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Fetches a JWK set (RFC 7517). Bounded in time and size, whatever answers; and what answers elsewhere is not asked. */
final class KeySetFetch {

    /** For the whole of it, so that nobody is kept waiting by an answer that trickles. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    static final int MOST_BYTES = 512 * 1024;
    private static final int MOST_KEYS = 100;

    private final URI url;

    KeySetFetch(URI url) {
        this.url = url;
    }

    /**
     * Every key in it that can be read; others may be there for others (section 5).
     *
     * @throws IOException when no key set was to be had
     */
    List<JWK> fetch() throws IOException, InterruptedException {
        return parse(body());
    }

    /** A connection of its own each time: it happens a few times an hour. */
    private String body() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(PATIENCE)
                .header("Accept", "application/jwk-set+json, application/json")
                .build();
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(Redirect.NEVER)
                .build();
        try {
            HttpResponse<byte[]> response =
                    await(http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES)));
            if (response.statusCode() != 200) {
                throw new IOException(url + " answered " + response.statusCode());
            }
            return new String(response.body(), StandardCharsets.UTF_8);
        } finally {
            http.shutdownNow();
        }
    }

    private <T> T await(Future<T> answer) throws IOException, InterruptedException {
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            throw new IOException(url + " did not answer: " + failure.getCause(), failure.getCause());
        } catch (TimeoutException late) {
            throw new IOException(url + " took longer than " + PATIENCE.toSeconds() + " s", late);
        }
    }

    private List<JWK> parse(String json) throws IOException {
        try {
            Map<String, Object>[] entries = JSONObjectUtils.getJSONObjectArray(JSONObjectUtils.parse(json), "keys");
            if (entries == null || entries.length > MOST_KEYS) {
                throw new IOException(url + " has no keys, or more than " + MOST_KEYS);
            }
            List<JWK> keys = new ArrayList<>();
            for (Map<String, Object> entry : entries) {
                add(keys, entry);
            }
            return keys;
        } catch (ParseException notASet) {
            throw new IOException(url + " is no JWK set", notASet);
        }
    }

    private static void add(List<JWK> keys, Map<String, Object> entry) {
        try {
            keys.add(JWK.parse(entry));
        } catch (ParseException | IllegalArgumentException notForUs) {
            // of a kind that we do not know; who signs with it is refused for want of it
        }
    }
}
