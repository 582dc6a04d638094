package dev.safelight.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.safelight.web.http.Json;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/** What the server said. */
public record Reply(int status, HttpHeaders headers, byte[] body) {

    /** The header's value; the empty text when it is not there. */
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public JsonNode json() {
        try {
            return Json.read(body);
        } catch (IOException notJson) {
            throw new AssertionError(text(), notJson);
        }
    }

    /** A text of the body by its JSON pointer; the empty text when it is not there. */
    public String at(String pointer) {
        return json().at(pointer).asText();
    }

    /** Holds it to be a problem of this kind, complete in every respect. */
    public Reply isProblem(int status, String code) {
        assertThat(this.status).as(text()).isEqualTo(status);
        assertThat(header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(at("/code")).isEqualTo(code);
        assertThat(json().get("status").intValue()).isEqualTo(status);
        assertThat(at("/type")).endsWith("/docs/problems#" + code);
        assertThat(at("/title")).isNotBlank().isEqualTo(at("/error"));
        assertThat(at("/detail")).isNotBlank().isEqualTo(at("/message"));
        assertThat(at("/requestId")).isEqualTo(header("X-Request-Id"));
        assertThat(at("/traceId")).isEqualTo(header("X-Trace-Id"));
        return this;
    }

    /** Holds it to be a list of mistakes that names this one. */
    public Reply names(String pointer, String code) {
        isProblem(400, "INVALID_REQUEST");
        assertThat(json().get("errors")).as(text()).anySatisfy(error -> {
            assertThat(error.get("pointer").textValue()).isEqualTo(pointer);
            assertThat(error.get("code").textValue()).isEqualTo(code);
        });
        return this;
    }
}
