package dev.safelight.web;

/** {@code docs/openapi.yaml}, and whether replies are as it says. */
final class Documentation {

    private Documentation() {}

    static void check(String method, String path, Reply reply) {}
}
