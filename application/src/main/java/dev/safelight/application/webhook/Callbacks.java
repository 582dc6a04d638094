package dev.safelight.application.webhook;

import dev.safelight.domain.image.OwnerId;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Receivers for the end of a single download. First {@link #check} the URL, then make the download, then
 * {@link #register}: whoever registers after the download has ended is told all the same.
 */
public final class Callbacks {

    /** Who asks for the same photos again gets the same download, perhaps with another URL: so often and no more. */
    public static final int MOST_PER_DOWNLOAD = 10;

    private final RegisterWebhook register;
    private final Webhooks webhooks;
    private final WebhookSender sender;

    public Callbacks(RegisterWebhook register, Webhooks webhooks, WebhookSender sender) {
        this.register = register;
        this.webhooks = webhooks;
        this.sender = sender;
    }

    /** What a URL is found to be: its form, and whether it may be called as far as can be told. */
    public WebhookUrl.Checked check(String url) {
        WebhookUrl.Checked form = WebhookUrl.check(url);
        return form instanceof WebhookUrl.Checked.Good(URI good)
                ? sender.objection(good)
                        .<WebhookUrl.Checked>map(WebhookUrl.Checked.Bad::new)
                        .orElse(form)
                : form;
    }

    /** What became of it. */
    public sealed interface Registered {
        /** The secret is to be shown now and never again. */
        record Fresh(UUID webhook, WebhookSecret secret) implements Registered {}

        /** This URL is to be told of this download's end already; its secret was shown then. */
        record Known(UUID webhook) implements Registered {}

        /** The download has enough of them; this one is not told. */
        record Full() implements Registered {}
    }

    /** @param url that {@link #check} found good */
    public Registered register(OwnerId owner, UUID download, URI url) {
        Webhook webhook = register.fresh(owner, url, Set.of(), Optional.of(download));
        return switch (webhooks.add(webhook, MOST_PER_DOWNLOAD)) {
            case Webhooks.Added.Fresh added -> new Registered.Fresh(webhook.id(), webhook.secret());
            case Webhooks.Added.Known(UUID id) -> new Registered.Known(id);
            case Webhooks.Added.Full full -> new Registered.Full();
        };
    }
}
