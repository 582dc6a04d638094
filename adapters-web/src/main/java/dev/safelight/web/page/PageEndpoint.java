package dev.safelight.web.page;

import dev.safelight.application.Outage;
import dev.safelight.web.caller.Owners;
import dev.safelight.web.http.Answer;
import dev.safelight.web.http.Problem;
import dev.safelight.web.http.ProblemCode;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The upload page and the operator's, which the module {@code ui} builds. */
public final class PageEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(PageEndpoint.class);

    private final Owners owners;
    private final String version;
    private final String policy;
    private final PageFiles files = PageFiles.load();
    private final Resource index;
    private final Resource operators;

    /**
     * @param storeOrigins that the page uploads to and shows pictures from, besides our own
     * @param reports where the pages tell of what breaks; empty when nobody wants to know
     */
    public PageEndpoint(Owners owners, Set<String> storeOrigins, String version, Optional<PageReports> reports) {
        this.owners = owners;
        this.version = version;
        String sources = Stream.concat(
                        Stream.of("'self'"), storeOrigins.stream().sorted())
                .collect(Collectors.joining(" "));
        this.policy = policy(
                sources, reports.map(PageReports::origin).map(it -> " " + it).orElse(""));
        this.index = page(PageFiles.INDEX, reports);
        this.operators = page(PageFiles.OPERATORS, reports);
    }

    private Resource page(String name, Optional<PageReports> reports) {
        Resource page = files.page(name);
        return reports.map(it -> page.with(it.tags())).orElse(page);
    }

    /** Nothing inline, nothing foreign but the store; photos that are not sent yet are shown as blobs. */
    private static String policy(String sources, String told) {
        return String.join(
                "; ",
                "default-src 'none'",
                "script-src 'self'",
                "style-src 'self'",
                "font-src 'self'",
                "worker-src 'self'",
                "manifest-src 'self'",
                "img-src blob: " + sources,
                "connect-src " + sources + told,
                "base-uri 'none'",
                "form-action 'none'",
                "frame-ancestors 'none'");
    }

    private record HelloJson(String name, String version, String message) {}

    /** {@code GET /} */
    public void index(Context ctx) {
        ctx.header("Vary", "Accept, Origin");
        String accept = ctx.header("Accept");
        if (accept == null || !accept.contains("text/html")) {
            Answer.ok(new HelloJson("Safelight", version, "Photo intake that people can trust. See /docs."))
                    .write(ctx);
            return;
        }
        greet(ctx);
        ctx.header("Content-Security-Policy", policy);
        index.write(ctx);
    }

    /**
     * {@code GET /ops}: anybody may have the page, since it holds nothing; what it shows is asked for with a key. Who opens
     * it is no visitor and gets no cookie.
     */
    public void operators(Context ctx) {
        ctx.header("Content-Security-Policy", policy);
        operators.write(ctx);
    }

    private void greet(Context ctx) {
        try {
            owners.greet(ctx);
        } catch (Outage outage) {
            LOG.warn("a visitor goes without a cookie for now", outage); // the page says itself what does not work
        }
    }

    /** {@code GET /page/{pageFile}} */
    public void file(Context ctx) {
        String name = ctx.pathParam("pageFile");
        Resource file = files.find(name).orElseThrow(() -> Problem.of(ProblemCode.NOT_FOUND));
        if (PageFiles.isForever(name)) {
            file.writeForever(ctx);
        } else {
            file.write(ctx);
        }
    }
}
