package dev.safelight.web.webhook;

import dev.safelight.application.webhook.Deliveries;
import dev.safelight.application.webhook.Delivery;
import dev.safelight.application.webhook.RegisterWebhook;
import dev.safelight.application.webhook.TestWebhook;
import dev.safelight.application.webhook.Webhook;
import dev.safelight.application.webhook.WebhookUrl;
import dev.safelight.application.webhook.Webhooks;
import dev.safelight.domain.event.EventType;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.web.http.Answer;
import dev.safelight.web.http.Cursor;
import dev.safelight.web.http.Fields;
import dev.safelight.web.http.Page;
import dev.safelight.web.http.Problem;
import dev.safelight.web.http.ProblemCode;
import dev.safelight.web.http.Query;
import dev.safelight.web.http.RequestBody;
import dev.safelight.web.webhook.DeliveryJson.AttemptJson;
import io.javalin.http.Context;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Who is to be told of an owner's events, and how telling them went. */
public final class WebhookEndpoint {

    private static final int LARGEST_PAGE = 200;
    private static final int USUAL_PAGE = 50;
    private static final Duration BUSY = Duration.ofSeconds(5);

    private final RegisterWebhook register;
    private final TestWebhook test;
    private final Webhooks webhooks;
    private final Deliveries deliveries;

    public WebhookEndpoint(RegisterWebhook register, TestWebhook test, Webhooks webhooks, Deliveries deliveries) {
        this.register = register;
        this.test = test;
        this.webhooks = webhooks;
        this.deliveries = deliveries;
    }

    /** @param nextCursor always {@code null}: there are few */
    private record WebhooksJson(List<WebhookJson> items, Optional<String> nextCursor) {}

    private record DeliveriesJson(List<DeliveryJson> items, Optional<String> nextCursor) {}

    /** {@code POST /v1/webhooks} */
    public Answer register(Context ctx, OwnerId owner) {
        Fields fields = RequestBody.fields(ctx);
        Optional<URI> url = url(fields);
        Set<EventType> types = types(fields);
        fields.check();
        return switch (register.register(owner, url.orElseThrow(), types)) {
            case RegisterWebhook.Outcome.Registered(Webhook webhook) ->
                secret(Answer.created(WebhookJson.withSecret(webhook)))
                        .with("Location", "/v1/webhooks/" + webhook.id());
            case RegisterWebhook.Outcome.NotAllowed(String why) ->
                throw Problem.of(ProblemCode.WEBHOOK_URL_NOT_ALLOWED, "We do not call this URL: " + why + ".");
            case RegisterWebhook.Outcome.TooMany none -> throw Problem.of(ProblemCode.TOO_MANY_WEBHOOKS);
        };
    }

    private static Optional<URI> url(Fields fields) {
        String text = fields.text("url");
        if (text.isEmpty() && !fields.has("url")) {
            return Optional.empty();
        }
        return switch (WebhookUrl.check(text)) {
            case WebhookUrl.Checked.Good(URI url) -> Optional.of(url);
            case WebhookUrl.Checked.Bad(String why) -> {
                fields.mistake("url", "BAD_VALUE", why);
                yield Optional.empty();
            }
        };
    }

    private static Set<EventType> types(Fields fields) {
        Set<EventType> types = EnumSet.noneOf(EventType.class);
        List<String> names = fields.has("types") ? fields.texts("types", 0, EventType.values().length) : List.of();
        for (String name : names) {
            Optional<EventType> type = EventType.parse(name);
            type.ifPresent(types::add);
            if (type.isEmpty()) {
                fields.mistake("types", "UNKNOWN_VALUE", "“" + name + "” is no type of event");
            }
        }
        return types;
    }

    private static Answer secret(Answer answer) {
        return answer.with("Cache-Control", "private, no-store");
    }

    /** {@code GET /v1/webhooks} */
    public Answer list(Context ctx, OwnerId owner) {
        return Answer.ok(new WebhooksJson(
                webhooks.of(owner).stream().map(WebhookJson::of).toList(), Optional.empty()));
    }

    /** {@code GET /v1/webhooks/{webhookId}} */
    public Answer show(Context ctx, OwnerId owner) {
        return Answer.ok(WebhookJson.of(find(ctx, owner)));
    }

    /** {@code DELETE /v1/webhooks/{webhookId}} */
    public Answer remove(Context ctx, OwnerId owner) {
        if (!webhooks.remove(owner, id(ctx))) {
            throw unknown();
        }
        return Answer.noContent();
    }

    /** {@code POST /v1/webhooks/{webhookId}/rotate} */
    public Answer rotate(Context ctx, OwnerId owner) {
        return secret(Answer.ok(
                WebhookJson.withSecret(register.rotate(owner, id(ctx)).orElseThrow(WebhookEndpoint::unknown))));
    }

    /** {@code POST /v1/webhooks/{webhookId}/enable} */
    public Answer enable(Context ctx, OwnerId owner) {
        if (!webhooks.enable(owner, id(ctx))) {
            throw unknown();
        }
        return show(ctx, owner);
    }

    /** {@code POST /v1/webhooks/{webhookId}/test} */
    public Answer test(Context ctx, OwnerId owner) throws InterruptedException {
        Delivery.Attempt attempt = test.test(find(ctx, owner))
                .orElseThrow(() -> Problem.of(ProblemCode.UNAVAILABLE, "Too many receivers are being tried out.")
                        .retryAfter(BUSY));
        return Answer.ok(AttemptJson.of(attempt));
    }

    /** {@code GET /v1/webhooks/{webhookId}/deliveries} */
    public Answer deliveries(Context ctx, OwnerId owner) {
        Query query = new Query(ctx);
        long before = query.optional("cursor", "a cursor from an earlier page", Cursor::parse)
                .orElse(Long.MAX_VALUE);
        int limit = query.integer("limit", 1, LARGEST_PAGE, USUAL_PAGE);
        query.check();
        UUID webhook = find(ctx, owner).id();
        Page<Delivery> page = Page.of(deliveries.page(owner, webhook, before, limit + 1), limit);
        return Answer.ok(
                new DeliveriesJson(page.shownAs(DeliveryJson::of), page.next(last -> Cursor.of(last.sequence()))));
    }

    /** {@code GET /v1/webhooks/{webhookId}/deliveries/{deliveryId}} */
    public Answer delivery(Context ctx, OwnerId owner) {
        UUID webhook = find(ctx, owner).id();
        return Answer.ok(delivery(owner, webhook, deliveryId(ctx)));
    }

    private DeliveryJson delivery(OwnerId owner, UUID webhook, UUID delivery) {
        return deliveries
                .find(owner, webhook, delivery)
                .map(DeliveryJson::of)
                .orElseThrow(() -> Problem.of(ProblemCode.DELIVERY_NOT_FOUND));
    }

    /** {@code POST /v1/webhooks/{webhookId}/deliveries/{deliveryId}/replay} */
    public Answer replay(Context ctx, OwnerId owner) {
        UUID webhook = find(ctx, owner).id();
        UUID delivery = deliveryId(ctx);
        return switch (deliveries.replay(owner, webhook, delivery)) {
            case DONE -> Answer.accepted(delivery(owner, webhook, delivery));
            case ABSENT -> throw Problem.of(ProblemCode.DELIVERY_NOT_FOUND);
            case DISABLED -> throw Problem.of(ProblemCode.WEBHOOK_DISABLED);
        };
    }

    private Webhook find(Context ctx, OwnerId owner) {
        return webhooks.find(owner, id(ctx)).orElseThrow(WebhookEndpoint::unknown);
    }

    private static UUID id(Context ctx) {
        return uuid(ctx, "webhookId").orElseThrow(WebhookEndpoint::unknown);
    }

    private static UUID deliveryId(Context ctx) {
        return uuid(ctx, "deliveryId").orElseThrow(() -> Problem.of(ProblemCode.DELIVERY_NOT_FOUND));
    }

    private static Optional<UUID> uuid(Context ctx, String name) {
        return ImageId.parse(ctx.pathParam(name)).map(ImageId::value);
    }

    /** The same for one that never was and for somebody else's. */
    private static Problem unknown() {
        return Problem.of(ProblemCode.WEBHOOK_NOT_FOUND);
    }
}
