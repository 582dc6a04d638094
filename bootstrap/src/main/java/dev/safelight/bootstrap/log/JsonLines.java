package dev.safelight.bootstrap.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.safelight.application.Occasion;
import dev.safelight.application.Trace;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * For machines: an object on each line. JSON itself keeps whatever is in a text inside that text. To be called on the
 * thread that logs, since it asks what that one is about.
 */
public final class JsonLines extends Lines {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Optional<String> process;

    /** @param process what ours is called among others; empty where it is alone */
    public JsonLines(Optional<String> process) {
        this.process = process;
    }

    @Override
    String lines(ILoggingEvent event) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", Instant.ofEpochMilli(event.getTimeStamp()).toString());
        line.put("level", event.getLevel().toString());
        line.put("logger", event.getLoggerName());
        process.ifPresent(name -> line.put("process", name));
        line.put("thread", event.getThreadName());
        line.put("message", event.getFormattedMessage());
        Trace.context().ifPresent(trace -> {
            line.put("traceId", trace.traceId());
            trace.spanId().ifPresent(span -> line.put("spanId", span));
        });
        Occasion.facts().forEach((fact, value) -> line.put(fact.label(), value));
        if (event.getThrowableProxy() != null) {
            line.put("error", error(event.getThrowableProxy()));
        }
        return text(line) + "\n";
    }

    private static Map<String, String> error(IThrowableProxy failure) {
        return Map.of(
                "type", failure.getClassName(),
                "message", String.valueOf(failure.getMessage()),
                "stack", ThrowableProxyUtil.asString(failure));
    }

    private static String text(Map<String, Object> line) {
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts and maps of texts can be written", impossible);
        }
    }
}
