package dev.safelight.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.safelight.application.inspect.ScriptedInspector;
import dev.safelight.web.http.Json;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;

/** Somebody with a cookie jar who talks to the server; every reply is held against the documentation. */
public final class Client {

    private final int port;
    private final HttpClient http;
    private final Map<String, String> headers;

    Client(int port) {
        this(
                port,
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                        .build(),
                Map.of());
    }

    private Client(int port, HttpClient http, Map<String, String> headers) {
        this.port = port;
        this.http = http;
        this.headers = headers;
    }

    /** The same person, who from now on sends this header as well. */
    public Client with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Client(port, http, more);
    }

    public Reply get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    public Reply post(String path) {
        return send("POST", path, BodyPublishers.noBody());
    }

    public Reply delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    /** Posts JSON; single quotes are read as double ones. */
    public Reply post(String path, String json) {
        return postRaw(path, json.replace('\'', '"'));
    }

    public Reply postRaw(String path, String body) {
        Client declared = headers.containsKey("Content-Type") ? this : with("Content-Type", "application/json");
        return declared.send("POST", path, BodyPublishers.ofString(body));
    }

    public Reply put(String path, byte[] bytes) {
        return send("PUT", path, BodyPublishers.ofByteArray(bytes));
    }

    /** Any method, any body. */
    public Reply send(String method, String path, BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, body);
        headers.forEach(request::header);
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            Reply reply = new Reply(response.statusCode(), response.headers(), response.body());
            Documentation.check(method, path, reply);
            return reply;
        } catch (IOException failure) {
            throw new AssertionError(method + " " + path + " was not answered", failure);
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Signs for a file of this script. */
    public JsonNode sign(byte[] photo) {
        Reply reply = post(
                "/v1/uploads/sign", "{'filename':'me.jpg','contentType':'image/jpeg','size':" + photo.length + "}");
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply.json();
    }

    /** Puts the bytes where they were signed for. */
    public Reply put(JsonNode signed, byte[] photo) {
        Client declared = this;
        for (Map.Entry<String, JsonNode> header : signed.get("headers").properties()) {
            declared = declared.with(header.getKey(), header.getValue().textValue());
        }
        return declared.put(signed.get("uploadUrl").textValue(), photo);
    }

    /** Signs, puts and completes; nothing has been looked at yet. The image's id. */
    public String upload(String script) {
        byte[] photo = ScriptedInspector.photo(script);
        JsonNode signed = sign(photo);
        assertThat(put(signed, photo).status()).isEqualTo(200);
        String id = signed.get("imageId").textValue();
        assertThat(post("/v1/uploads/complete", Json.write(Map.of("imageId", id)))
                        .status())
                .isEqualTo(202);
        return id;
    }
}
