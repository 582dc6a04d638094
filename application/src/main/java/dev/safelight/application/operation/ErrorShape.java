package dev.safelight.application.operation;

import dev.safelight.application.job.Job;
import dev.safelight.domain.image.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** What stays of a message when all that is different each time is taken out of it, and a name for that. */
final class ErrorShape {

    /** What comes later in a message tells nothing new. */
    private static final int LONGEST = 1_000;

    private static final int FINGERPRINT = 16;

    private record Rule(Pattern pattern, String instead) {}

    /** In this order: a number within an address is none by itself. What a server answered stays: 403 is not 503. */
    private static final List<Rule> RULES = List.of(
            rule("\\b[a-zA-Z][a-zA-Z0-9+.-]*://\\S+", "<address>"),
            rule("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?:Z|[+-]\\d\\d:?\\d\\d)?", "<time>"),
            rule("(?<![\\w/])/?[\\w.@%+~-]+(?:/[\\w.@%+~-]+)+/?|(?<![\\w/])/[\\w.@%+~-]+/?", "<path>"),
            rule("\\[[0-9a-fA-F:]*:[0-9a-fA-F:]*](?::\\d+)?", "<address>"),
            rule("\\b\\d{1,3}(?:\\.\\d{1,3}){3}(?::\\d+)?\\b", "<address>"),
            rule("\\b[a-zA-Z][\\w-]*(?:\\.[\\w-]+)*:\\d{2,5}\\b", "<address>"),
            rule("\\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\b", "<id>"),
            rule("\\b(?=[0-9a-fA-F]*\\d)[0-9a-fA-F]{8,}\\b", "<id>"),
            rule("\\b(?=[A-Za-z_-]*\\d)(?=[\\d_-]*[A-Za-z])[A-Za-z0-9_-]{16,}", "<id>"),
            rule("(?<!(?i:status|HTTP|code|answered|said)[ :=]{0,3})\\b(?!\\d{3} [A-Z])\\d+(?:[.,]\\d+)*", "<n>"));

    private ErrorShape() {}

    private static Rule rule(String pattern, String instead) {
        return new Rule(Pattern.compile(pattern), instead);
    }

    static String of(String message) {
        String shape = message.substring(0, Math.min(message.length(), LONGEST));
        for (Rule rule : RULES) {
            shape = rule.pattern().matcher(shape).replaceAll(rule.instead());
        }
        return shape.strip();
    }

    /** The same for the same work failing in the same way, in every process and every version. */
    static String fingerprint(Job.Kind kind, ErrorCode code, String message) {
        String words = kind.name() + '\n' + code.name() + '\n' + of(message);
        return Sha256.of(words.getBytes(StandardCharsets.UTF_8)).hex().substring(0, FINGERPRINT);
    }
}
