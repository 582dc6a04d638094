package dev.safelight.web.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.safelight.web.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of the objects that a notification says were created. It knows the notifications of S3 ({@code Records}, as
 * MinIO and Ceph send them too), of EventBridge ({@code detail-type}), of R2 ({@code action}), any of them in a list, in
 * {@code messages} or wrapped by SNS. Whatever else it is told, other events and tests among it, says nothing.
 */
final class CreatedKeys {

    private static final Logger LOG = LoggerFactory.getLogger(CreatedKeys.class);
    private static final Set<String> R2_ACTIONS = Set.of("PutObject", "CopyObject", "CompleteMultipartUpload");

    /** A list of messages wrapped by SNS is as deep as anybody sends. */
    private static final int MAX_WRAPPERS = 4;

    private final List<String> keys = new ArrayList<>();

    private CreatedKeys() {}

    static List<String> in(JsonNode notification) {
        CreatedKeys found = new CreatedKeys();
        found.read(notification, 0);
        return found.keys;
    }

    private void read(JsonNode node, int wrappers) {
        if (wrappers > MAX_WRAPPERS) {
            return;
        }
        if (node.isArray()) {
            node.forEach(item -> read(item, wrappers + 1));
        } else if (node.path("Records").isArray()) {
            node.path("Records").forEach(this::readRecord);
        } else if (node.path("messages").isArray()) {
            node.path("messages").forEach(message -> readMessage(message, wrappers + 1));
        } else if (node.path("Type").isTextual()) {
            readSns(node, wrappers + 1);
        } else if (node.path("detail-type").isTextual()) {
            readEventBridge(node);
        } else if (R2_ACTIONS.contains(node.path("action").asText())) {
            add(node.path("object").path("key"));
        }
    }

    /** S3, MinIO, Ceph: the key is encoded as in a form; MinIO's names of events have a prefix that S3's have not. */
    private void readRecord(JsonNode entry) {
        String event = entry.path("eventName").asText().replaceFirst("^s3:", "");
        if (event.startsWith("ObjectCreated:")) {
            decoded(entry.path("s3").path("object").path("key").asText()).ifPresent(keys::add);
        }
    }

    private static Optional<String> decoded(String key) {
        try {
            return Optional.of(URLDecoder.decode(key, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notEncoded) {
            return Optional.empty();
        }
    }

    /** The key as it is. */
    private void readEventBridge(JsonNode event) {
        if (event.path("detail-type").asText().equals("Object Created")) {
            add(event.path("detail").path("object").path("key"));
        }
    }

    /** A message of a queue, with its body, or the body alone. */
    private void readMessage(JsonNode message, int wrappers) {
        JsonNode body = message.path("body");
        if (body.isTextual()) {
            readText(body.textValue(), wrappers);
        } else {
            read(body.isMissingNode() ? message : body, wrappers);
        }
    }

    private void readSns(JsonNode sns, int wrappers) {
        switch (sns.path("Type").asText()) {
            case "Notification" -> readText(sns.path("Message").asText(), wrappers);
            case "SubscriptionConfirmation" ->
                tellOperator(sns.path("SubscribeURL").asText());
            default -> {}
        }
    }

    private void readText(String text, int wrappers) {
        try {
            read(Json.read(text.getBytes(StandardCharsets.UTF_8)), wrappers);
        } catch (IOException notJson) {
            LOG.debug("a message that is not JSON was ignored");
        }
    }

    /** Not fetched: an address that comes in a request may lead anywhere, inside our network too. */
    private static void tellOperator(String url) {
        if (isAmazons(url)) {
            LOG.warn(
                    "SNS asks whether it may send storage events. If you set that up, open this address once: {}", url);
        } else {
            LOG.warn("Somebody with the storage events token sent a subscription that is not Amazon's");
        }
    }

    private static boolean isAmazons(String url) {
        try {
            URI uri = new URI(url);
            String host = Optional.ofNullable(uri.getHost()).orElse("");
            return "https".equals(uri.getScheme())
                    && (host.endsWith(".amazonaws.com") || host.endsWith(".amazonaws.com.cn"));
        } catch (URISyntaxException noUrl) {
            return false;
        }
    }

    private void add(JsonNode key) {
        if (key.isTextual()) {
            keys.add(key.textValue());
        }
    }
}
