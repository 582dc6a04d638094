package dev.safelight.web.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.safelight.web.http.Json;
import dev.safelight.web.http.Problem;
import dev.safelight.web.http.ProblemCode;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;

/** The documentation of the API: as a document, rendered, and what every problem means. */
public final class DocsEndpoint {

    /** Swagger UI sets styles on elements by script and shows icons as data; it needs no foreign script. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String OURS = "/dev/safelight/web/docs/";

    private final Resource openApi;
    private final Resource index = Resource.load(OURS + "index.html");
    private final Resource problems;
    private final Map<String, Resource> files;

    /** @param version of this software */
    public DocsEndpoint(String version) {
        this.openApi = openApi(version);
        this.problems = problemsPage();
        String swagger = "/META-INF/resources/webjars/swagger-ui/" + swaggerVersion() + "/";
        this.files = Map.of(
                "icon.svg", Resource.load(OURS + "icon.svg"),
                "docs.css", Resource.load(OURS + "docs.css"),
                "docs.js", Resource.load(OURS + "docs.js"),
                "swagger-ui.css", Resource.load(swagger + "swagger-ui.css"),
                "swagger-ui-bundle.js", Resource.load(swagger + "swagger-ui-bundle.js"));
    }

    /** {@code GET /openapi.json} */
    public void openApi(Context ctx) {
        openApi.write(ctx);
    }

    /** {@code GET /docs} */
    public void index(Context ctx) {
        ctx.header("Content-Security-Policy", POLICY);
        index.write(ctx);
    }

    /** {@code GET /docs/problems} */
    public void problems(Context ctx) {
        ctx.header("Content-Security-Policy", POLICY);
        problems.write(ctx);
    }

    /** {@code GET /docs/{file}} */
    public void file(Context ctx) {
        Resource file = files.get(ctx.pathParam("file"));
        if (file == null) {
            throw Problem.of(ProblemCode.NOT_FOUND);
        }
        file.write(ctx);
    }

    private static Resource openApi(String version) {
        try (InputStream yaml = stream(OURS + "openapi.yaml")) {
            ObjectNode document = (ObjectNode) new YAMLMapper().readTree(yaml);
            ((ObjectNode) document.required("info")).put("version", version);
            return Resource.of(Json.write(document).getBytes(StandardCharsets.UTF_8), "application/json");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Resource problemsPage() {
        String rows = Arrays.stream(ProblemCode.values())
                .map(code -> "<tr id=\"%s\"><td><code>%s</code><td>%d<td>%s<td>%s</tr>"
                        .formatted(code, code, code.status(), escaped(code.title()), escaped(code.advice())))
                .collect(Collectors.joining("\n"));
        String page = new String(Resource.load(OURS + "problems.html").bytes(), StandardCharsets.UTF_8);
        return Resource.of(
                page.replace("<!-- rows -->", rows).getBytes(StandardCharsets.UTF_8), "text/html; charset=utf-8");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private static String swaggerVersion() {
        try (InputStream in = stream("swagger-ui.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static InputStream stream(String path) {
        return Objects.requireNonNull(DocsEndpoint.class.getResourceAsStream(path), path);
    }
}
