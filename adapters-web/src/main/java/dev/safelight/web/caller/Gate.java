package dev.safelight.web.caller;

import dev.safelight.application.caller.ApiKey;
import dev.safelight.application.caller.Scope;
import dev.safelight.application.operation.Operator;
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

/** What every request passes before its endpoint: how often, from whose page, who, whether that one may, and whether it is a repeat. */
public final class Gate {

    /** What decides where events are sent to is a scope of its own. */
    private static final String WEBHOOKS = "/v1/webhooks";

    private final RateLimiter limiter;
    private final Programs programs;
    private final Owners owners;
    private final Operators operators;
    private final StoreToken storeToken;
    private final Cors cors;
    private final Idempotency idempotency;

    public Gate(
            RateLimiter limiter,
            Programs programs,
            Owners owners,
            Operators operators,
            StoreToken storeToken,
            Cors cors,
            Idempotency idempotency) {
        this.limiter = limiter;
        this.programs = programs;
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

    /** Answers an operator who is known. */
    @FunctionalInterface
    public interface OperatorEndpoint {
        Answer answer(Context ctx, Operator operator) throws Exception;
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

    /** For what anybody may change who comes from a page of ours: it decides whom the browser is known as. */
    public Handler anyoneChanges(Endpoint endpoint) {
        return ctx -> {
            refuseForeignOrigin(ctx);
            limiter.countAddress(ctx);
            endpoint.answer(ctx).write(ctx);
        };
    }

    /** For what an owner reads. */
    public Handler owner(OwnerEndpoint endpoint) {
        return ctx -> endpoint.answer(ctx, admit(ctx, Scope.READ)).write(ctx);
    }

    /** For what an owner listens to. */
    public Handler ownerListens(OwnerStream stream) {
        return ctx -> stream.open(ctx, admit(ctx, Scope.READ));
    }

    /** For what an owner changes. */
    public Handler ownerChanges(OwnerEndpoint endpoint) {
        return ctx -> {
            refuseForgery(ctx);
            OwnerId owner = admit(ctx, Scope.WRITE);
            idempotency
                    .once(ctx, owner.value(), () -> endpoint.answer(ctx, owner))
                    .write(ctx);
        };
    }

    /** For what an owner is told once: the answer is kept nowhere, and a repeat is answered anew. */
    public Handler ownerTold(OwnerEndpoint endpoint) {
        return ctx -> {
            refuseForgery(ctx);
            endpoint.answer(ctx, admit(ctx, Scope.WRITE)).write(ctx);
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
            OwnerId owner = admit(ctx, Scope.WRITE);
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
            Operator operator = admitOperator(ctx);
            idempotency.once(ctx, operator.name(), () -> endpoint.answer(ctx)).write(ctx);
        };
    }

    /** For what only an operator may do and is written down under his name. */
    public Handler operatorChanges(OperatorEndpoint endpoint) {
        return ctx -> {
            Operator operator = admitOperator(ctx);
            idempotency
                    .once(ctx, operator.name(), () -> endpoint.answer(ctx, operator))
                    .write(ctx);
        };
    }

    /**
     * For what only an operator may do and is told once: the answer is kept nowhere, not even for a repeat with the same
     * {@code Idempotency-Key}, which does it again.
     */
    public Handler operatorTold(OperatorEndpoint endpoint) {
        return ctx -> endpoint.answer(ctx, admitOperator(ctx)).write(ctx);
    }

    /** For machines of the operator that ask often: only who is not one of {@code readers} is counted. */
    public Handler known(Operators readers, Endpoint endpoint) {
        return ctx -> {
            try {
                var _ = readers.check(ctx);
            } catch (Problem stranger) {
                limiter.countAddress(ctx);
                throw stranger;
            }
            endpoint.answer(ctx).write(ctx);
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

    private OwnerId admit(Context ctx, Scope scope) {
        limiter.countAddress(ctx);
        Optional<ApiKey> key = programs.keyOf(ctx);
        OwnerId owner = key.isPresent() ? admitProgram(ctx, key.get(), scope) : owners.of(ctx);
        limiter.countOwner(ctx, owner);
        return owner;
    }

    private OwnerId admitProgram(Context ctx, ApiKey key, Scope scope) {
        limiter.countProgram(ctx, key);
        Programs.require(key, ctx.path().startsWith(WEBHOOKS) ? Scope.WEBHOOKS : scope);
        return Programs.actsFor(ctx);
    }

    private Operator admitOperator(Context ctx) {
        limiter.countAddress(ctx);
        return operators.check(ctx);
    }

    /** See {@link Cors} for why this is enough. Where no cookie is read, none can be borrowed. */
    private void refuseForgery(Context ctx) {
        boolean byCookie = owners.byCookie() && Bearer.of(ctx).isEmpty();
        if (byCookie) {
            refuseForeignOrigin(ctx);
        }
    }

    private void refuseForeignOrigin(Context ctx) {
        if (!cors.mayChange(ctx.header("Origin"), ctx.header("Host"))) {
            throw Problem.of(ProblemCode.FOREIGN_ORIGIN);
        }
    }
}
