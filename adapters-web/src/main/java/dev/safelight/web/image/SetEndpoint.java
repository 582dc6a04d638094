package dev.safelight.web.image;

import dev.safelight.application.image.ImageQueries;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.SetCount;
import dev.safelight.domain.image.SetId;
import dev.safelight.domain.image.SetSize;
import dev.safelight.web.http.Answer;
import dev.safelight.web.http.Problem;
import dev.safelight.web.http.ProblemCode;
import io.javalin.http.Context;

/** How far a set has come. */
public final class SetEndpoint {

    private final ImageQueries queries;
    private final SetSize size;

    public SetEndpoint(ImageQueries queries, SetSize size) {
        this.queries = queries;
        this.size = size;
    }

    private record SetJson(
            String setId, int accepted, int rejected, int pending, int minimum, int maximum, boolean ready) {}

    /** {@code GET /v1/sets/{setId}} */
    public Answer show(Context ctx, OwnerId owner) {
        SetId set = SetId.parse(ctx.pathParam("setId")).orElseThrow(() -> Problem.of(ProblemCode.SET_NOT_FOUND));
        SetCount count = queries.count(owner, set);
        return Answer.ok(new SetJson(
                set.value(),
                count.accepted(),
                count.rejected(),
                count.pending(),
                size.minimum(),
                size.maximum(),
                count.isReady(size)));
    }
}
