package dev.safelight.web.page;

import dev.safelight.application.caller.HandOver;
import dev.safelight.application.caller.HandOver.Offer;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.SetId;
import dev.safelight.web.caller.Visitors;
import dev.safelight.web.http.Answer;
import dev.safelight.web.http.Problem;
import dev.safelight.web.http.ProblemCode;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A visitor goes on on another device: one shows a picture with an address, the other opens it. Opening it is not enough,
 * because programs open addresses too, to show a preview or to be quick; there is a button to press.
 */
public final class HandoverEndpoint {

    private static final String OURS = "/dev/safelight/web/handover/";
    private static final String HTML = "text/html; charset=utf-8";
    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
            + " base-uri 'none'; frame-ancestors 'none'";

    /**
     * With {@code no-referrer}, browsers would hide from us that the button is on our own page. To others this tells as
     * little: nothing.
     */
    private static final Map<String, String> HEADERS =
            Map.of("Content-Security-Policy", POLICY, "Referrer-Policy", "same-origin");

    private final HandOver handOver;
    private final Optional<Visitors> visitors;
    private final Optional<String> base;
    private final Resource style = Resource.load(OURS + "continue.css");
    private final String question = text("continue.html");
    private final String strangers = text("another.html");
    private final String gone = text("gone.html");

    /**
     * @param visitors empty when nobody comes without a name
     * @param publicUrl of this server as clients see it
     */
    public HandoverEndpoint(HandOver handOver, Optional<Visitors> visitors, Optional<URI> publicUrl) {
        this.handOver = handOver;
        this.visitors = visitors;
        this.base = publicUrl
                .filter(HandoverEndpoint::isReachable)
                .map(url -> url.toString().replaceAll("/+$", ""));
    }

    private static String text(String name) {
        return new String(Resource.load(OURS + name).bytes(), StandardCharsets.UTF_8);
    }

    /** What is called localhost is another machine for every other device. */
    private static boolean isReachable(URI url) {
        String host = Optional.ofNullable(url.getHost()).orElse("").replaceAll("[\\[\\]]", "");
        if (host.isEmpty() || host.equals("localhost") || host.endsWith(".localhost")) {
            return false;
        }
        boolean isLiteral = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
        InetAddress address = isLiteral ? InetAddress.ofLiteral(host) : null;
        return address == null || !(address.isLoopbackAddress() || address.isAnyLocalAddress());
    }

    /** Whether visitors can go on on another device at all. */
    public boolean isPossible() {
        return visitors.isPresent() && base.isPresent();
    }

    /** @param url to be opened on the other device; good for one use */
    private record HandoverJson(String url, Instant expiresAt) {}

    /** {@code POST /v1/visitors/handover} */
    public Answer offer(Context ctx, OwnerId owner) {
        requireVisitor(owner);
        String here = base.orElseThrow(() -> Problem.of(ProblemCode.NOT_REACHABLE));
        Offer offer = handOver.offer(owner);
        return Answer.created(new HandoverJson(here + "/continue/" + offer.token(), offer.expiresAt()));
    }

    /** @param path to be posted to by the same browser; good for one use */
    private record KeepsakeJson(String path, Instant expiresAt) {}

    /** {@code POST /v1/visitors/keepsake}: for a browser that may forget its cookie, see {@link Visitors#NEW}. */
    public Answer keep(Context ctx, OwnerId owner) {
        requireVisitor(owner);
        Offer offer = handOver.offer(owner);
        return Answer.created(new KeepsakeJson("/continue/" + offer.token(), offer.expiresAt()));
    }

    private void requireVisitor(OwnerId owner) {
        if (visitors.isEmpty() || !Visitors.isVisitor(owner)) {
            throw Problem.of(ProblemCode.HANDOVER_DISABLED);
        }
    }

    /** {@code GET /continue/{token}}: asks whether to go on; what was asked can be asked again. */
    public Answer show(Context ctx) {
        return handOver.look(ctx.pathParam("token"))
                .flatMap(owner -> visitors.map(known -> question(known.isAnother(ctx, owner))))
                .orElseGet(this::gone);
    }

    /** {@code POST /continue/{token}}: from here on the browser is known as the visitor who offered. */
    public Answer take(Context ctx) {
        if (visitors.isEmpty()) {
            return gone();
        }
        Optional<OwnerId> owner = handOver.take(ctx.pathParam("token"));
        owner.ifPresent(visitor -> visitors.get().become(ctx, visitor));
        return owner.isPresent() ? Answer.seeOther(pageOf(ctx)) : gone();
    }

    /** Who showed the code may have been at another set than the usual one; the page says so in the address. */
    private static String pageOf(Context ctx) {
        return Optional.ofNullable(ctx.queryParam("set"))
                .flatMap(SetId::parse)
                .map(set -> "/?set=" + set)
                .orElse("/");
    }

    /** {@code GET /continue.css} */
    public void style(Context ctx) {
        style.write(ctx);
    }

    private Answer question(boolean another) {
        return new Answer(
                200, HTML, HEADERS, Optional.of(question.replace("<!-- another -->", another ? strangers : "")));
    }

    private Answer gone() {
        return new Answer(410, HTML, HEADERS, Optional.of(gone));
    }
}
