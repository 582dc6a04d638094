package dev.safelight.web.operation;

import dev.safelight.application.operation.Operator;
import dev.safelight.application.operation.Outcome;
import dev.safelight.application.operation.Receivers;
import dev.safelight.application.operation.ReplayDeliveries;
import dev.safelight.application.operation.ReplayDeliveries.Order;
import dev.safelight.application.webhook.Deliveries;
import dev.safelight.application.webhook.Delivery;
import dev.safelight.application.webhook.Webhook;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.web.http.Answer;
import dev.safelight.web.http.Cursor;
import dev.safelight.web.http.Fields;
import dev.safelight.web.http.Json;
import dev.safelight.web.http.Page;
import dev.safelight.web.http.Problem;
import dev.safelight.web.http.ProblemCode;
import dev.safelight.web.http.Query;
import dev.safelight.web.http.Reason;
import dev.safelight.web.http.RequestBody;
import dev.safelight.web.webhook.DeliveryJson;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** For operators: which webhooks fail, what they were not told and why, and having it told again. */
public final class ReceiverEndpoint {

    private static final int LARGEST_PAGE = 200;
    private static final int USUAL_PAGE = 50;
    private static final String CURSOR = "a cursor from an earlier page";

    private final Receivers receivers;
    private final Deliveries deliveries;
    private final ReplayDeliveries replay;

    public ReceiverEndpoint(Receivers receivers, Deliveries deliveries, ReplayDeliveries replay) {
        this.receivers = receivers;
        this.deliveries = deliveries;
        this.replay = replay;
    }

    private record ReceiversJson(List<ReceiverJson> items, Optional<String> nextCursor) {}

    private record DeliveriesJson(List<DeliveryJson> items, Optional<String> nextCursor) {}

    private record OutcomeJson(UUID auditId, int done, int unchanged, boolean more) {}

    /** {@code GET /v1/ops/webhooks} */
    public Answer list(Context ctx) {
        Query query = new Query(ctx);
        boolean failing = query.optional("failing", "true or false", ReceiverEndpoint::truth)
                .orElse(false);
        Optional<OwnerId> owner = query.optional("owner", "the name of an owner", ImageQuery::owner);
        Optional<UUID> before = query.optional("cursor", CURSOR, ReceiverEndpoint::uuid);
        int limit = query.integer("limit", 1, LARGEST_PAGE, USUAL_PAGE);
        query.check();
        Page<Receivers.Standing> page =
                Page.of(receivers.page(new Receivers.Which(failing, owner), before, limit + 1), limit);
        return Answer.ok(new ReceiversJson(
                page.shownAs(ReceiverJson::of),
                page.next(last -> last.webhook().id().toString())));
    }

    private static Optional<Boolean> truth(String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<UUID> uuid(String text) {
        return ImageId.parse(text).map(ImageId::value);
    }

    /** {@code GET /v1/ops/webhooks/{webhookId}} */
    public Answer show(Context ctx) {
        return Answer.ok(ReceiverJson.of(find(ctx)));
    }

    private Receivers.Standing find(Context ctx) {
        return uuid(ctx.pathParam("webhookId"))
                .flatMap(receivers::find)
                .orElseThrow(() -> Problem.of(ProblemCode.WEBHOOK_NOT_FOUND));
    }

    /** {@code GET /v1/ops/webhooks/{webhookId}/deliveries} */
    public Answer deliveries(Context ctx) {
        Query query = new Query(ctx);
        Optional<Delivery.Status> status = query.optional(
                "state",
                "one of " + ImageQuery.names(Delivery.Status.values()).toLowerCase(Locale.ROOT),
                text -> ImageQuery.named(Delivery.Status.values(), text));
        long before = query.optional("cursor", CURSOR, Cursor::parse).orElse(Long.MAX_VALUE);
        int limit = query.integer("limit", 1, LARGEST_PAGE, USUAL_PAGE);
        query.check();
        UUID webhook = find(ctx).webhook().id();
        Page<Delivery> page = Page.of(receivers.deliveries(webhook, status, before, limit + 1), limit);
        return Answer.ok(
                new DeliveriesJson(page.shownAs(DeliveryJson::of), page.next(last -> Cursor.of(last.sequence()))));
    }

    /** {@code POST /v1/ops/webhooks/{webhookId}/deliveries/{deliveryId}/replay} */
    public Answer replay(Context ctx, Operator operator) {
        Fields fields = RequestBody.optionalFields(ctx);
        String reason = Reason.optional(fields);
        fields.check();
        Webhook webhook = find(ctx).webhook();
        UUID delivery = uuid(ctx.pathParam("deliveryId")).orElseThrow(ReceiverEndpoint::unknown);
        Map<String, Object> meant = Map.of("webhookId", webhook.id(), "deliveryId", delivery);
        return switch (replay.one(order(operator, webhook, meant, reason), delivery)) {
            case DONE ->
                Answer.accepted(deliveries
                        .find(webhook.owner(), webhook.id(), delivery)
                        .map(DeliveryJson::of)
                        .orElseThrow(ReceiverEndpoint::unknown));
            case ABSENT -> throw unknown();
            case DISABLED -> throw Problem.of(ProblemCode.WEBHOOK_DISABLED);
        };
    }

    private static Problem unknown() {
        return Problem.of(ProblemCode.DELIVERY_NOT_FOUND);
    }

    private static Order order(Operator operator, Webhook webhook, Map<String, Object> meant, String reason) {
        return new Order(operator, webhook, Json.write(meant), reason);
    }

    /** {@code POST /v1/ops/webhooks/{webhookId}/replay}: said again it finds nothing left to do. */
    public Answer replayAll(Context ctx, Operator operator) {
        Fields fields = RequestBody.fields(ctx);
        Optional<Instant> since = fields.optionalTime("since");
        if (!fields.has("since")) {
            fields.mistake("since", "REQUIRED", "must be given");
        }
        int atMost = fields.optionalInteger("atMost", 1, ReplayDeliveries.MOST)
                .map(Long::intValue)
                .orElse(ReplayDeliveries.MOST);
        String reason = Reason.required(fields);
        fields.check();
        Webhook webhook = find(ctx).webhook();
        if (webhook.disabled().isPresent()) {
            throw Problem.of(ProblemCode.WEBHOOK_DISABLED);
        }
        Map<String, Object> meant = Map.of("webhookId", webhook.id(), "since", since.orElseThrow(), "atMost", atMost);
        Outcome outcome = replay.since(order(operator, webhook, meant, reason), since.orElseThrow(), atMost);
        return Answer.ok(new OutcomeJson(outcome.audit(), outcome.done(), outcome.unchanged(), outcome.more()));
    }
}
