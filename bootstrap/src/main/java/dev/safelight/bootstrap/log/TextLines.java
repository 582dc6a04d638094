package dev.safelight.bootstrap.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import dev.safelight.application.Trace;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * For people: one line for each message, and stack traces set in. What could end a line, move a cursor, colour a terminal or
 * turn the direction of writing is shown as its number instead.
 */
public final class TextLines extends Lines {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    /** Control characters, those without a shape, and the ends of lines and paragraphs. */
    private static final Pattern UNSHOWN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

    @Override
    String lines(ILoggingEvent event) {
        return head(event) + stack(event);
    }

    private static String head(ILoggingEvent event) {
        String time = TIME.format(Instant.ofEpochMilli(event.getTimeStamp()).atZone(ZoneId.systemDefault()));
        String logger = event.getLoggerName().substring(event.getLoggerName().lastIndexOf('.') + 1);
        String trace =
                Trace.context().map(it -> " (trace " + it.traceId() + ")").orElse("");
        return "%s %-5s %s: %s%s%n"
                .formatted(time, event.getLevel(), logger, shown(event.getFormattedMessage()), trace);
    }

    private static String stack(ILoggingEvent event) {
        return event.getThrowableProxy() == null
                ? ""
                : ThrowableProxyUtil.asString(event.getThrowableProxy())
                        .lines()
                        .map(line -> "    " + shown(line.replace("\t", "    ")) + System.lineSeparator())
                        .collect(Collectors.joining());
    }

    /** The text with nothing in it that does not stay where it is. */
    static String shown(String text) {
        return UNSHOWN.matcher(text)
                .replaceAll(odd -> "\\\\u%04x".formatted((int) odd.group().charAt(0)));
    }
}
