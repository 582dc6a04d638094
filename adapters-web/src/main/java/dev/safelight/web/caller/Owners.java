package dev.safelight.web.caller;

import dev.safelight.domain.image.OwnerId;
import dev.safelight.web.http.Problem;
import io.javalin.http.Context;

/** Who owns what a user's request is about. One way of telling for each kind of {@link Authentication}. */
public sealed interface Owners permits Visitors, TokenHolders, NoUsers {

    /** What the names of users begin with, who are known by a name that is not ours. */
    String USER = "user:";

    /** The longest name of a user, so that an owner's has room for where it comes from. */
    int LONGEST_NAME = 180;

    /**
     * The owner who asks.
     *
     * @throws Problem when the request does not say, or says it wrongly
     * @throws dev.safelight.application.Outage when we cannot tell, for which nobody is to be sent away
     */
    OwnerId of(Context ctx);

    /** Makes sure that a browser is known before its page asks for several things at once. */
    default void greet(Context ctx) {}

    /** Whether a browser may be known by what it adds to requests by itself, whoever made it send them. */
    default boolean byCookie() {
        return false;
    }

    /**
     * Whether somebody else's name for a user can be one of ours: printable ASCII, as OpenID Connect has it, and no spaces
     * at its ends, which are lost in a header.
     */
    static boolean canBeName(String name) {
        return !name.isEmpty()
                && name.length() <= LONGEST_NAME
                && name.chars().allMatch(c -> c >= 0x20 && c < 0x7F)
                && name.equals(name.strip());
    }

    /** The owner that a user of this name is, whether the user comes or a program for the user. */
    static OwnerId user(String name) {
        return new OwnerId(USER + name);
    }
}
