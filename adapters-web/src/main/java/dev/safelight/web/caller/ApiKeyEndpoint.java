package dev.safelight.web.caller;

import dev.safelight.application.caller.ApiKey;
import dev.safelight.application.caller.ApiKeys;
import dev.safelight.application.caller.ApiKeys.Kept;
import dev.safelight.application.caller.IssueApiKey;
import dev.safelight.application.caller.IssueApiKey.Issued;
import dev.safelight.application.caller.Scope;
import dev.safelight.application.operation.Deed;
import dev.safelight.application.operation.Operator;
import dev.safelight.application.operation.WriteDown;
import dev.safelight.web.http.Answer;
import dev.safelight.web.http.Fields;
import dev.safelight.web.http.Json;
import dev.safelight.web.http.Page;
import dev.safelight.web.http.Problem;
import dev.safelight.web.http.ProblemCode;
import dev.safelight.web.http.Query;
import dev.safelight.web.http.Reason;
import dev.safelight.web.http.RequestBody;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** For operators: giving keys to programs, and taking them away. */
public final class ApiKeyEndpoint {

    private static final int LARGEST_PAGE = 200;
    private static final int USUAL_PAGE = 50;

    private final ApiKeys keys;
    private final IssueApiKey issue;
    private final WriteDown writeDown;
    private final InstantSource clock;

    public ApiKeyEndpoint(ApiKeys keys, IssueApiKey issue, WriteDown writeDown, InstantSource clock) {
        this.keys = keys;
        this.issue = issue;
        this.writeDown = writeDown;
        this.clock = clock;
    }

    private record ApiKeyJson(
            String keyId,
            String name,
            List<String> scopes,
            Instant createdAt,
            String createdBy,
            Optional<Instant> lastUsedAt,
            Optional<Instant> revokedAt) {

        static ApiKeyJson of(ApiKey key) {
            return new ApiKeyJson(
                    key.id(),
                    key.name(),
                    names(key),
                    key.createdAt(),
                    key.createdBy(),
                    key.lastUsedAt(),
                    key.revokedAt());
        }
    }

    /** @param key what the program sends; shown here and never again */
    private record IssuedJson(String key, ApiKeyJson apiKey) {}

    private record PageJson(List<ApiKeyJson> items, Optional<String> nextCursor) {}

    /** {@code POST /v1/ops/api-keys} */
    public Answer issue(Context ctx, Operator operator) {
        Fields fields = RequestBody.fields(ctx);
        String name = fields.text("name");
        if (fields.has("name") && (name.isBlank() || name.length() > ApiKey.LONGEST_NAME)) {
            fields.mistake("name", "OUT_OF_RANGE", "must have 1 to " + ApiKey.LONGEST_NAME + " characters");
        }
        Set<Scope> scopes = scopes(fields);
        String reason = Reason.optional(fields);
        fields.check();
        Issued issued = writeDown.with(
                () -> issue.issue(name, scopes, operator.name()),
                it -> new WriteDown.Told(operator, Deed.ISSUE_KEY, described(it.key()), reason),
                it -> true);
        return Answer.created(new IssuedJson(issued.text().reveal(), ApiKeyJson.of(issued.key())))
                .with("Cache-Control", "no-store");
    }

    private static String described(ApiKey key) {
        return Json.write(Map.of("keyId", key.id(), "name", key.name(), "scopes", names(key)));
    }

    private static List<String> names(ApiKey key) {
        return key.scopes().stream().sorted().map(ApiKeyEndpoint::name).toList();
    }

    private static Set<Scope> scopes(Fields fields) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String name : fields.texts("scopes", 1, Scope.values().length)) {
            scope(name)
                    .ifPresentOrElse(
                            scopes::add,
                            () -> fields.mistake(
                                    "scopes",
                                    "BAD_VALUE",
                                    "each must be one of "
                                            + Arrays.stream(Scope.values())
                                                    .map(ApiKeyEndpoint::name)
                                                    .collect(Collectors.joining(", "))));
        }
        return scopes;
    }

    private static Optional<Scope> scope(String name) {
        return Arrays.stream(Scope.values())
                .filter(scope -> name(scope).equals(name))
                .findFirst();
    }

    private static String name(Scope scope) {
        return scope.name().toLowerCase(Locale.ROOT);
    }

    /** {@code GET /v1/ops/api-keys} */
    public Answer list(Context ctx) {
        Query query = new Query(ctx);
        Optional<String> after = query.optional(
                "cursor",
                "a cursor from an earlier page",
                id -> Optional.of(id).filter(it -> it.matches("[0-9a-z]{12}")));
        int limit = query.integer("limit", 1, LARGEST_PAGE, USUAL_PAGE);
        query.check();
        Page<ApiKey> page = Page.of(keys.page(after, limit + 1), limit);
        return Answer.ok(new PageJson(page.shownAs(ApiKeyJson::of), page.next(ApiKey::id)));
    }

    /** {@code DELETE /v1/ops/api-keys/{keyId}}: from now on it is refused; said twice it says the same. */
    public Answer revoke(Context ctx, Operator operator) {
        String id = ctx.pathParam("keyId");
        Optional<Kept> before = writeDown.with(
                () -> {
                    Optional<Kept> found = keys.find(id);
                    found.ifPresent(it -> keys.revoke(it.key().id(), clock.instant()));
                    return found;
                },
                found -> new WriteDown.Told(operator, Deed.REVOKE_KEY, Json.write(Map.of("keyId", id)), ""),
                found -> found.filter(it -> it.key().revokedAt().isEmpty()).isPresent());
        if (before.isEmpty()) {
            throw Problem.of(ProblemCode.API_KEY_NOT_FOUND);
        }
        return Answer.noContent();
    }
}
