package dev.safelight.web.caller;

import dev.safelight.application.operation.Operator;
import dev.safelight.domain.image.Sha256;
import dev.safelight.web.http.Problem;
import dev.safelight.web.http.ProblemCode;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/** Those who may overrule: whoever has one of the keys. */
public final class Operators {

    /** What an operator is called who has no other name. */
    public static final String NAMELESS = "operator";

    private static final int MARK_LENGTH = 8;

    private final List<Key> keys;

    /** @param keys none when nobody is to be an operator; several while one gives way to another */
    public Operators(List<Key> keys) {
        this.keys = List.copyOf(keys);
    }

    /** @param name of whoever has it, for what is written down about who did what */
    public record Key(String name, String text) {

        /** Of whoever has it. */
        public static Key of(String text) {
            return new Key(NAMELESS, text);
        }

        /** What of it may be written down: nobody finds the key by it, and no two keys are likely to share it. */
        String mark() {
            return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).hex().substring(0, MARK_LENGTH);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * Who it is.
     *
     * @throws Problem unless the request brings a key, as {@code Authorization: Bearer} or {@code X-Operator-Key}
     */
    Operator check(Context ctx) {
        if (keys.isEmpty()) {
            throw Problem.of(ProblemCode.OPERATORS_DISABLED);
        }
        Optional<String> given =
                Optional.ofNullable(ctx.header("X-Operator-Key")).or(() -> Bearer.of(ctx));
        return given.flatMap(this::holder).orElseThrow(() -> Bearer.missing("This needs the operator key."));
    }

    /** All are compared, whichever it is. */
    private Optional<Operator> holder(String given) {
        byte[] bytes = given.getBytes(StandardCharsets.UTF_8);
        Optional<Operator> holder = Optional.empty();
        for (Key key : keys) {
            if (MessageDigest.isEqual(bytes, key.text().getBytes(StandardCharsets.UTF_8))) {
                holder = Optional.of(new Operator(key.name(), Optional.of(key.mark())));
            }
        }
        return holder;
    }
}
