package dev.safelight.web;

import io.javalin.http.Handler;

/** One address: a method, a path with {@code {parameters}}, and what is done there. */
record Route(String method, String path, Handler handler) {

    /** The attribute of a request that tells whoever stands round it which route it took, as documented. */
    static final String TAKEN = Route.class.getName();

    /** The attribute that tells them what was thrown there, before it became an answer. */
    static final String FAILURE = Route.class.getName() + ".failure";

    Route {
        Handler served = handler;
        handler = ctx -> {
            ctx.req().setAttribute(TAKEN, path); // under an older path, what is inside sets the documented one
            try {
                served.handle(ctx);
            } catch (Throwable failure) {
                ctx.req().setAttribute(FAILURE, failure);
                throw failure;
            }
        };
    }

    static Route get(String path, Handler handler) {
        return new Route("GET", path, handler);
    }

    static Route head(String path, Handler handler) {
        return new Route("HEAD", path, handler);
    }

    static Route post(String path, Handler handler) {
        return new Route("POST", path, handler);
    }

    static Route put(String path, Handler handler) {
        return new Route("PUT", path, handler);
    }

    static Route delete(String path, Handler handler) {
        return new Route("DELETE", path, handler);
    }

    /** The same under another path. */
    Route at(String other) {
        return new Route(method, other, handler);
    }
}
