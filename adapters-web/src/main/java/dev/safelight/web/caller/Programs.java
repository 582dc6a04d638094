package dev.safelight.web.caller;

import dev.safelight.application.caller.ApiKey;
import dev.safelight.application.caller.KeyText;
import dev.safelight.application.caller.RecogniseApiKey;
import dev.safelight.application.caller.Scope;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.web.http.Problem;
import dev.safelight.web.http.Problem.Mistake;
import dev.safelight.web.http.ProblemCode;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Programs that call us for their users. Each request brings the program's key and says for which user it is. */
public final class Programs {

    /** The header that names the user, by the name that the user's own tokens would have. */
    public static final String OWNER = "Safelight-Owner";

    private final RecogniseApiKey recognise;

    public Programs(RecogniseApiKey recognise) {
        this.recognise = recognise;
    }

    /**
     * The key that the request brings; empty when it brings none.
     *
     * @throws Problem for one that is none of ours, or no longer
     */
    Optional<ApiKey> keyOf(Context ctx) {
        return Bearer.of(ctx)
                .filter(KeyText::looksLikeOne)
                .map(text -> recognise
                        .recognise(text)
                        .orElseThrow(() -> Bearer.invalid("The API key is none of ours, or was revoked.")));
    }

    /** @throws Problem when the key is not good for that */
    static void require(ApiKey key, Scope scope) {
        if (!key.scopes().contains(scope)) {
            String name = scope.name().toLowerCase(Locale.ROOT);
            throw Problem.of(ProblemCode.FORBIDDEN, "The API key lacks the scope " + name + ".")
                    .with("WWW-Authenticate", "Bearer error=\"insufficient_scope\", scope=\"" + name + "\"");
        }
    }

    /** @throws Problem unless the request says for whom it is */
    static OwnerId actsFor(Context ctx) {
        String name = ctx.header(OWNER);
        if (name == null) {
            throw wrong("REQUIRED", "must be given with an API key: your own name of the user that this is for");
        }
        if (!Owners.canBeName(name)) {
            throw wrong("BAD_VALUE", "must be 1 to " + Owners.LONGEST_NAME + " printable ASCII characters");
        }
        return Owners.user(name);
    }

    private static Problem wrong(String code, String detail) {
        return Problem.invalid(List.of(new Mistake(OWNER + ":", code, detail)));
    }
}
