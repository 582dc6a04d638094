package dev.safelight.telemetry.error;

import dev.safelight.application.Occasion;
import dev.safelight.application.Outage;
import io.sentry.SentryEvent;
import io.sentry.protocol.Message;
import io.sentry.protocol.SentryException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps to ourselves what others need not know: who it was, what their files are called, what opens a door. What an
 * exception says may be anybody's words (a database quotes the row that it refuses), so of most only the class is told.
 * Of the few whose words are our own or the virtual machine's, and of those all that looks like a secret is taken out too.
 */
final class Discretion {

    static final String LEFT_OUT = "[left out: the log has it]";

    private static final int LONGEST = 300;

    /** Who throws these words them without the help of strangers. */
    private static final Set<String> PLAIN_SPOKEN = Stream.of(
                    Outage.class,
                    NullPointerException.class,
                    IndexOutOfBoundsException.class,
                    ArrayIndexOutOfBoundsException.class,
                    StringIndexOutOfBoundsException.class,
                    NegativeArraySizeException.class,
                    ArithmeticException.class,
                    ClassCastException.class,
                    OutOfMemoryError.class,
                    StackOverflowError.class,
                    NoClassDefFoundError.class,
                    ConnectException.class,
                    SocketTimeoutException.class,
                    TimeoutException.class)
            .map(Class::getName)
            .collect(Collectors.toUnmodifiableSet());

    /** What follows the host of an address may be signed, and what precedes it a password. */
    private static final Pattern ADDRESS =
            Pattern.compile("\\b([a-z][a-z0-9+.-]*://)(?:[^\\s/@]*@)?([A-Za-z0-9.:\\[\\]-]*)[^\\s\"']*");

    private static final Pattern NAMED_SECRET = Pattern.compile(
            "(?i)([a-z0-9_-]*(?:token|secret|passw(?:or)?d|signature|credential|cookie|authorization|api-?key))\\s*[=:]\\s*\\S+");
    private static final Pattern BEARER = Pattern.compile("(?i)\\b(bearer|basic)\\s+\\S+");
    private static final Pattern MAIL = Pattern.compile("[^\\s@\"'<>(]+@[^\\s@\"'<>)]+");
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|(?<!\\w)'[^']*'(?!\\w)|“[^”]*”|‘[^’]*’|«[^»]*»");
    private static final Pattern IPV4 = Pattern.compile("\\b\\d{1,3}(?:\\.\\d{1,3}){3}\\b");
    private static final Pattern IPV6 =
            Pattern.compile("(?i)(?<![0-9a-z:])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![0-9a-z:])");

    /** Long and with digits in it; but not an id of ours. */
    private static final Pattern TOKEN = Pattern.compile(
            "(?<![\\w-])(?![0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![\\w-]))(?=[^\\s]*\\d)[\\w+/=~-]{20,}(?:\\.[\\w+/=~-]+)*");

    /** Nobody knows where a name with spaces in it begins. */
    private static final Pattern FILE =
            Pattern.compile("(?i)\\.(?:jpe?g|jfif|png|hei[cf]|webp|gif|tiff?|bmp|avif|dng|raw|zip|pdf)\\b");

    /** How the virtual machine itself explains what was null: what it quotes is code. */
    private static final Pattern EXPLAINED = Pattern.compile("Cannot [a-z]+ .* because .* is null");

    private Discretion() {}

    /** What is sent of an event; to be called where its {@code Occasion} is known. */
    static SentryEvent of(SentryEvent event) {
        event.setUser(null);
        event.setRequest(null);
        event.setServerName(null);
        event.setBreadcrumbs(List.of());
        Optional.ofNullable(event.getMessage()).ifPresent(Discretion::soften);
        Optional.ofNullable(event.getExceptions()).orElse(List.of()).forEach(Discretion::soften);
        return event;
    }

    private static void soften(Message message) {
        message.setFormatted(text(message.getFormatted()));
    }

    private static void soften(SentryException exception) {
        boolean plain = PLAIN_SPOKEN.contains(exception.getModule() + "." + exception.getType());
        exception.setValue(plain ? text(exception.getValue()) : LEFT_OUT);
    }

    /** A text of ours, without what a stranger may have brought into it. */
    static String text(@Nullable String text) {
        if (text == null) {
            return "";
        }
        if (FILE.matcher(text).find() || namesTheOwner(text)) {
            return LEFT_OUT;
        }
        String some = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        some = ADDRESS.matcher(some).replaceAll("$1$2");
        some = NAMED_SECRET.matcher(some).replaceAll("$1=[secret]");
        some = BEARER.matcher(some).replaceAll("$1 [secret]");
        some = EXPLAINED.matcher(some).matches() ? some : QUOTED.matcher(some).replaceAll("[text]");
        some = MAIL.matcher(some).replaceAll("[address]");
        some = TOKEN.matcher(some).replaceAll("[secret]");
        some = IPV4.matcher(some).replaceAll("[address]");
        return IPV6.matcher(some).replaceAll("[address]");
    }

    private static boolean namesTheOwner(String text) {
        String owner = Occasion.facts().get(Occasion.Fact.OWNER);
        return owner != null && text.contains(owner);
    }
}
