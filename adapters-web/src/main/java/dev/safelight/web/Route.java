package dev.safelight.web;

import io.javalin.http.Handler;

/** One address: a method, a path with {@code {parameters}}, and what is done there. */
record Route(String method, String path, Handler handler) {

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
