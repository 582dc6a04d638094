package dev.safelight.web.caller;

import dev.safelight.domain.image.OwnerId;
import dev.safelight.web.http.Answer;
import dev.safelight.web.http.Cors;
import dev.safelight.web.http.Problem;
import dev.safelight.web.http.ProblemCode;
import dev.safelight.web.idempotency.Idempotency;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/** What every request passes before its endpoint: how often, from whose page, who, and whether it is a repeat. */
public final class Gate {

    private final RateLimiter limiter;
    private final Owners owners;
    private final Operators operators;
    private final StoreToken storeToken;
    private final Cors cors;
    private final Idempotency idempotency;

    public Gate(
            RateLimiter limiter,
            Owners owners,
            Operators operators,
            StoreToken storeToken,
            Cors cors,
            Idempotency idempotency) {
        this.limiter = limiter;
        this.owners = owners;
        this.operators = operators;
        this.storeToken = storeToken;
        this.cors = cors;
        this.idempotency = idempotency;
    }

    /** Answers anybody. */
    @FunctionalInterface
    public interface Endpoint {
        Answer answer(Context ctx) throws Exception;
    }

    /** Answers an owner about his own. */
    @FunctionalInterface
    public interface OwnerEndpoint {
        Answer answer(Context ctx, OwnerId owner) throws Exception;
    }

    /** Answers an owner in its own time. */
    @FunctionalInterface
    public interface OwnerStream {
        void open(Context ctx, OwnerId owner) throws Exception;
    }

    /** Answers an owner's repeat, who was answered before. */
    @FunctionalInterface
    public interface OwnerAgain {

        /** As before. */
        OwnerAgain THE_SAME = (owner, first) -> Optional.of(first);

        /** Empty when it is no repeat after all. */
        Optional<Answer> answer(OwnerId owner, Answer first);
    }

    /** For probes and documents: no questions asked. */
    public Handler open(Endpoint endpoint) {
        return ctx -> endpoint.answer(ctx).write(ctx);
    }

    /** For what anybody may read. */
    public Handler anyone(Endpoint endpoint) {
        return ctx -> {
            limiter.countAddress(ctx);
            endpoint.answer(ctx).write(ctx);
        };
    }

    /** For what an owner reads. */
    public Handler owner(OwnerEndpoint endpoint) {
        return ctx -> endpoint.answer(ctx, admit(ctx)).write(ctx);
    }

    /** For what an owner listens to. */
    public Handler ownerListens(OwnerStream stream) {
        return ctx -> stream.open(ctx, admit(ctx));
    }

    /** For what an owner changes. */
    public Handler ownerChanges(OwnerEndpoint endpoint) {
        return ctx -> {
            refuseForgery(ctx);
            OwnerId owner = admit(ctx);
            idempotency
                    .once(ctx, owner.value(), () -> endpoint.answer(ctx, owner))
                    .write(ctx);
        };
    }

    /**
     * For what an owner changes where an identical request within a minute can be nothing but a repeat.
     *
     * @param unless a request that may mean something by being sent again
     * @param again what a repeat is answered with
     */
    public Handler ownerRepeats(OwnerEndpoint endpoint, Predicate<Context> unless, OwnerAgain again) {
        return ctx -> {
            refuseForgery(ctx);
            OwnerId owner = admit(ctx);
            Callable<Answer> work = () -> endpoint.answer(ctx, owner);
            Answer answer = unless.test(ctx)
                    ? idempotency.once(ctx, owner.value(), work)
                    : idempotency.onceAMinute(ctx, owner.value(), work, first -> again.answer(owner, first));
            answer.write(ctx);
        };
    }

    /** For what only an operator may do. */
    public Handler operator(Endpoint endpoint) {
        return ctx -> {
            limiter.countAddress(ctx);
            operators.check(ctx);
            idempotency.once(ctx, "operator", () -> endpoint.answer(ctx)).write(ctx);
        };
    }

    /** For what only the store may tell. It has much to tell: only who has not the token is counted. */
    public Handler store(Endpoint endpoint) {
        return ctx -> {
            try {
                storeToken.check(ctx);
            } catch (Problem stranger) {
                limiter.countAddress(ctx);
                throw stranger;
            }
            endpoint.answer(ctx).write(ctx);
        };
    }

    private OwnerId admit(Context ctx) {
        limiter.countAddress(ctx);
        OwnerId owner = owners.of(ctx);
        limiter.countOwner(ctx, owner);
        return owner;
    }

    /** See {@link Cors} for why this is enough. */
    private void refuseForgery(Context ctx) {
        if (!Owners.bringsToken(ctx) && !cors.mayChange(ctx.header("Origin"), ctx.header("Host"))) {
            throw Problem.of(ProblemCode.FOREIGN_ORIGIN);
        }
    }
}
