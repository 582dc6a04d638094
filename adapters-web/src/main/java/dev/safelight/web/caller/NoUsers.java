package dev.safelight.web.caller;

import dev.safelight.domain.image.OwnerId;
import io.javalin.http.Context;

/** No user comes directly: whoever has no API key is sent away. */
public final class NoUsers implements Owners {

    @Override
    public OwnerId of(Context ctx) {
        String detail = "This needs an API key, as Authorization: Bearer.";
        throw Bearer.of(ctx).isPresent() ? Bearer.invalid(detail) : Bearer.missing(detail);
    }
}
