package dev.safelight.web.webhook;

import java.io.IOException;

/** A connection was about to be made to where we do not go. */
final class ForbiddenAddress extends IOException {

    private static final long serialVersionUID = 1L;

    ForbiddenAddress(String why) {
        super(why);
    }
}
