package dev.safelight.web.download;

/** A failure of ours that was asked for, to see that whoever is to be told of failures is told. */
final class TestError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TestError() {
        super("asked for with sentry_test");
    }
}
