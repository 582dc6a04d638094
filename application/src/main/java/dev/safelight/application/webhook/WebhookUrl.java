package dev.safelight.application.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * What the URL of a receiver must look like. Whom it leads to is another question, asked each time that it is called:
 * see {@link WebhookSender}.
 */
public final class WebhookUrl {

    public static final int MAX_LENGTH = 2_000;

    private WebhookUrl() {}

    /** What a URL was found to be. */
    public sealed interface Checked {
        record Good(URI url) implements Checked {}

        /** @param why in plain words, for whoever sent it */
        record Bad(String why) implements Checked {}
    }

    public static Checked check(String text) {
        if (text.length() > MAX_LENGTH) {
            return new Checked.Bad("must have at most " + MAX_LENGTH + " characters");
        }
        try {
            return check(new URI(text));
        } catch (URISyntaxException notAUrl) {
            return new Checked.Bad("must be a URL such as https://app.example.org/hooks");
        }
    }

    /** As it is shown to others than its owner: some receivers are known by a token in the query, which is nobody else's. */
    public static String withoutQuery(URI url) {
        String text = url.toString();
        int query = text.indexOf('?');
        return query < 0 ? text : text.substring(0, query) + "?…";
    }

    private static Checked check(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            return new Checked.Bad("must begin with https://");
        }
        if (url.getHost() == null || url.getHost().isEmpty()) {
            return new Checked.Bad("must name a host, in letters of ASCII or as a plain address");
        }
        if (url.getRawUserInfo() != null) {
            return new Checked.Bad("must not carry a user or a password");
        }
        if (url.getRawFragment() != null) {
            return new Checked.Bad("must not have a fragment (#)");
        }
        if (url.getPort() == 0 || url.getPort() > 65_535) {
            return new Checked.Bad("must have a port from 1 to 65535, if any");
        }
        return new Checked.Good(url);
    }
}
