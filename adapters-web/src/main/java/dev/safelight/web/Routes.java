package dev.safelight.web;

import static dev.safelight.web.Route.delete;
import static dev.safelight.web.Route.get;
import static dev.safelight.web.Route.head;
import static dev.safelight.web.Route.post;
import static dev.safelight.web.Route.put;
import static dev.safelight.web.caller.Gate.OwnerAgain.THE_SAME;
import static java.util.function.Predicate.not;

import dev.safelight.web.caller.ApiKeyEndpoint;
import dev.safelight.web.caller.Gate;
import dev.safelight.web.download.DownloadEndpoint;
import dev.safelight.web.event.EventEndpoint;
import dev.safelight.web.health.HealthEndpoint;
import dev.safelight.web.http.Waiting;
import dev.safelight.web.image.CompleteEndpoint;
import dev.safelight.web.image.ImageEndpoint;
import dev.safelight.web.image.SetEndpoint;
import dev.safelight.web.image.SignEndpoint;
import dev.safelight.web.job.QueueEndpoint;
import dev.safelight.web.metric.MetricsEndpoint;
import dev.safelight.web.operation.ActionEndpoint;
import dev.safelight.web.operation.DownloadActionEndpoint;
import dev.safelight.web.operation.ErrorsEndpoint;
import dev.safelight.web.operation.OverviewEndpoint;
import dev.safelight.web.operation.ReceiverEndpoint;
import dev.safelight.web.operation.SearchEndpoint;
import dev.safelight.web.operation.StoryEndpoint;
import dev.safelight.web.page.DocsEndpoint;
import dev.safelight.web.page.HandoverEndpoint;
import dev.safelight.web.page.PageEndpoint;
import dev.safelight.web.rule.PolicyEndpoint;
import dev.safelight.web.store.ObjectEndpoint;
import dev.safelight.web.store.StorageEventsEndpoint;
import dev.safelight.web.webhook.WebhookEndpoint;
import io.javalin.config.RoutesConfig;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every address that we answer. {@code docs/openapi.yaml} is held against this list.
 *
 * @param api whether the API and the page are served; if not, only what probes ask
 */
record Routes(
        boolean api,
        Gate gate,
        SignEndpoint sign,
        CompleteEndpoint complete,
        DownloadEndpoint downloads,
        ImageEndpoint images,
        EventEndpoint events,
        SetEndpoint sets,
        PolicyEndpoint policy,
        StorageEventsEndpoint storageEvents,
        Optional<ObjectEndpoint> objects,
        WebhookEndpoint webhooks,
        OverviewEndpoint overview,
        ErrorsEndpoint errors,
        SearchEndpoint search,
        ActionEndpoint actions,
        DownloadActionEndpoint downloadActions,
        StoryEndpoint story,
        ReceiverEndpoint receivers,
        QueueEndpoint queues,
        ApiKeyEndpoint apiKeys,
        HealthEndpoint health,
        MetricsEndpoint metrics,
        HandoverEndpoint handover,
        PageEndpoint page,
        DocsEndpoint docs) {

    /** As documented; {@link #register} adds the older addresses. */
    List<Route> all() {
        return api
                ? Stream.of(
                                uploadRoutes(),
                                imageRoutes(),
                                downloadRoutes(),
                                eventRoutes(),
                                webhookRoutes(),
                                objectRoutes(),
                                operatorRoutes(),
                                handoverRoutes(),
                                probeRoutes(),
                                pageRoutes())
                        .flatMap(List::stream)
                        .toList()
                : probeRoutes();
    }

    private List<Route> uploadRoutes() {
        return List.of(
                post("/v1/uploads/sign", gate.ownerRepeats(sign::sign, not(SignEndpoint::isHashed), THE_SAME)),
                post("/v1/uploads/complete", gate.ownerChanges(complete::complete)),
                post("/v1/uploads/{imageId}/sign", gate.ownerChanges(sign::signAgain)),
                delete("/v1/uploads/{imageId}", gate.ownerChanges(complete::abandon)),
                post("/v1/storage/events", gate.store(storageEvents::events)));
    }

    private List<Route> imageRoutes() {
        return List.of(
                get("/v1/images", gate.owner(images::list)),
                get("/v1/images/{imageId}", gate.owner(images::show)),
                delete("/v1/images/{imageId}", gate.ownerChanges(images::delete)),
                get("/v1/images/{imageId}/content", gate.owner(images::content)),
                get("/v1/images/{imageId}/history", gate.owner(images::history)),
                post("/v1/images/{imageId}/retry", gate.ownerRepeats(images::retry, ctx -> false, images::retryAgain)),
                post("/v1/images/{imageId}/override", gate.operatorChanges(images::override)),
                get("/v1/sets/{setId}", gate.owner(sets::show)),
                get("/v1/policy", gate.anyone(policy::show)),
                post("/v1/policy/dry-run", gate.operator(policy::dryRun)));
    }

    private List<Route> downloadRoutes() {
        return List.of(
                post(
                        "/v1/download/initiate",
                        gate.ownerRepeats(downloads::initiate, Waiting::isWanted, downloads::again)),
                post("/v1/download/check", gate.owner(downloads::check)),
                post("/v1/download/start", gate.ownerChanges(downloads::start)),
                get("/v1/download", gate.owner(downloads::list)),
                get("/v1/download/status/{jobId}", gate.owner(downloads::status)),
                get("/v1/download/{jobId}", gate.owner(downloads::fetch)),
                get("/v1/download/{jobId}/stream", gate.ownerListens(downloads::stream)),
                delete("/v1/download/{jobId}", gate.ownerChanges(downloads::cancel)));
    }

    private List<Route> eventRoutes() {
        return List.of(
                get("/v1/events", gate.ownerListens(events::all)),
                get("/v1/images/{imageId}/events", gate.ownerListens(events::ofImage)));
    }

    private List<Route> webhookRoutes() {
        String one = "/v1/webhooks/{webhookId}";
        return List.of(
                post("/v1/webhooks", gate.ownerChanges(webhooks::register)),
                get("/v1/webhooks", gate.owner(webhooks::list)),
                get(one, gate.owner(webhooks::show)),
                delete(one, gate.ownerChanges(webhooks::remove)),
                post(one + "/rotate", gate.ownerChanges(webhooks::rotate)),
                post(one + "/enable", gate.ownerChanges(webhooks::enable)),
                post(one + "/test", gate.ownerChanges(webhooks::test)),
                get(one + "/deliveries", gate.owner(webhooks::deliveries)),
                get(one + "/deliveries/{deliveryId}", gate.owner(webhooks::delivery)),
                post(one + "/deliveries/{deliveryId}/replay", gate.ownerChanges(webhooks::replay)));
    }

    /** Their only authority is the signature in the URL. */
    private List<Route> objectRoutes() {
        return objects.map(served -> List.of(
                        put("/v1/objects/<key>", served::put),
                        get("/v1/objects/<key>", served::get),
                        head("/v1/objects/<key>", served::get)))
                .orElse(List.of());
    }

    private List<Route> operatorRoutes() {
        String webhook = "/v1/ops/webhooks/{webhookId}";
        return List.of(
                get("/v1/ops/overview", gate.operator(overview::show)),
                get("/v1/ops/errors", gate.operator(errors::list)),
                get("/v1/ops/images", gate.operator(search::images)),
                get("/v1/ops/images/{imageId}", gate.operator(story::show)),
                post("/v1/ops/images/actions", gate.operatorChanges(actions::act)),
                get("/v1/ops/audit", gate.operator(actions::audit)),
                get("/v1/ops/downloads", gate.operator(search::downloads)),
                post("/v1/ops/downloads/actions", gate.operatorChanges(downloadActions::act)),
                get("/v1/ops/webhooks", gate.operator(receivers::list)),
                get(webhook, gate.operator(receivers::show)),
                get(webhook + "/deliveries", gate.operator(receivers::deliveries)),
                post(webhook + "/deliveries/{deliveryId}/replay", gate.operatorChanges(receivers::replay)),
                post(webhook + "/replay", gate.operatorChanges(receivers::replayAll)),
                get("/v1/ops/queues", gate.operator(queues::list)),
                post("/v1/ops/queues/{kind}/pause", gate.operatorChanges(queues::pause)),
                post("/v1/ops/queues/{kind}/resume", gate.operatorChanges(queues::resume)),
                post("/v1/ops/queues/{kind}/redrive", gate.operatorChanges(queues::redrive)),
                post("/v1/ops/api-keys", gate.operatorTold(apiKeys::issue)),
                get("/v1/ops/api-keys", gate.operator(apiKeys::list)),
                delete("/v1/ops/api-keys/{keyId}", gate.operatorChanges(apiKeys::revoke)));
    }

    private List<Route> handoverRoutes() {
        return List.of(
                post("/v1/visitors/handover", gate.ownerTold(handover::offer)),
                post("/v1/visitors/keepsake", gate.ownerTold(handover::keep)),
                get("/continue/{token}", gate.anyone(handover::show)),
                post("/continue/{token}", gate.anyoneChanges(handover::take)),
                get("/continue.css", handover::style));
    }

    private List<Route> probeRoutes() {
        return List.of(
                get("/health", gate.open(health::health)),
                get("/livez", gate.open(health::live)),
                get("/readyz", gate.open(health::ready)),
                get("/startupz", gate.open(health::started)),
                get("/metrics", metrics.behind(gate)));
    }

    private List<Route> pageRoutes() {
        return List.of(
                get("/", page::index),
                get("/ops", page::operators),
                get("/page/<pageFile>", page::file),
                get("/openapi.json", docs::openApi),
                get("/docs", docs::index),
                get("/docs/problems", docs::problems),
                get("/docs/{file}", docs::file));
    }

    /** Hands every route to the server, uploads also without {@code /v1}, and each GET for HEAD as well. */
    void register(RoutesConfig config) {
        for (Route route : all()) {
            add(config, route);
            if (route.path().startsWith("/v1/uploads")) {
                add(config, route.at(route.path().substring("/v1".length())));
            }
            if (route.method().equals("GET") && !route.path().startsWith("/v1/objects")) {
                add(config, head(route.path(), route.handler()));
            }
        }
    }

    private static void add(RoutesConfig config, Route route) {
        config.addHttpHandler(HandlerType.findOrCreate(route.method()), route.path(), route.handler());
    }
}
