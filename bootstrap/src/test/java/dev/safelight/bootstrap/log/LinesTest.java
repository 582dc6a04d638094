package dev.safelight.bootstrap.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.safelight.application.Occasion;
import dev.safelight.application.Trace;
import dev.safelight.application.TraceContext;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinesTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static String written(
            Encoder<ch.qos.logback.classic.spi.ILoggingEvent> encoder, String text, @Nullable Throwable why) {
        var logger = new LoggerContext().getLogger("dev.safelight.web.http.Problems");
        var event =
                new LoggingEvent(LinesTest.class.getName(), logger, Level.WARN, "said {}", why, new Object[] {text});
        return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }

    private static JsonNode json(String text, @Nullable Throwable why) throws Exception {
        String line = written(new JsonLines(Optional.of("left/7")), text, why);
        assertThat(line).endsWith("}\n").hasLineCount(1);
        return new ObjectMapper().readTree(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb.jpg",
                "a\r\n{\"level\":\"ERROR\"}",
                "\u001b[31mred\u001b[0m",
                "a\u0000b",
                "\u0085",
                "\u2028x",
                "\u202egpj.exe",
                "\"}\n{\"",
                "\u0008\u0008",
                "\u009b2J"
            })
    void whatever_a_text_holds_it_stays_in_its_line(String text) throws Exception {
        JsonNode line = json(text, new IllegalStateException(text));
        assertThat(line.path("message").asText()).isEqualTo("said " + text);
        assertThat(line.path("error").path("message").asText()).isEqualTo(text);

        String[] lines =
                written(new TextLines(), text, new IllegalStateException(text)).split("\n", -1);
        assertThat(lines[0]).contains("WARN  Problems: said ").matches("[ -~]*");
        for (int i = 1; i < lines.length - 1; i++) {
            assertThat(lines[i]).startsWith("    ").matches("[ -~]*");
        }
    }

    @Test
    void a_line_says_what_it_is_about() throws Exception {
        JsonNode line = Trace.within(
                TraceContext.ofText("00-" + TRACE + "-00f067aa0ba902b7-01").orElseThrow(),
                () -> Occasion.with(
                        Map.of(Occasion.Fact.REQUEST, "r-1"),
                        () -> Occasion.with(
                                Map.of(Occasion.Fact.IMAGE, "i-1", Occasion.Fact.OWNER, "anna"),
                                () -> json("hello", null))));
        assertThat(line.path("process").asText()).isEqualTo("left/7");
        assertThat(line.path("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(line.path("level").asText()).isEqualTo("WARN");
        assertThat(line.path("logger").asText()).isEqualTo("dev.safelight.web.http.Problems");
        assertThat(line.path("traceId").asText()).isEqualTo(TRACE);
        assertThat(line.path("spanId").asText()).isEqualTo("00f067aa0ba902b7");
        assertThat(line.path("requestId").asText()).isEqualTo("r-1");
        assertThat(line.path("image").asText()).isEqualTo("i-1");
        assertThat(line.path("owner").asText()).isEqualTo("anna");
        assertThat(line.has("error")).isFalse();
    }

    @Test
    void where_nothing_is_known_nothing_is_said() throws Exception {
        assertThat(json("hello", null).propertyStream().map(Map.Entry::getKey))
                .containsExactly("time", "level", "logger", "process", "thread", "message");
    }

    @Test
    void people_see_letters_of_every_script() {
        assertThat(TextLines.shown("Zoë 写真 📷")).isEqualTo("Zoë 写真 📷");
    }
}
