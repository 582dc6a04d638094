package dev.safelight.bootstrap;

/** Something in the world around us has to change first. Its message tells the operator what, in one line. */
public final class CannotStart extends Exception {

    private static final long serialVersionUID = 1L;

    CannotStart(String what) {
        super(what);
    }

    CannotStart(String what, Throwable cause) {
        super(what, cause);
    }
}
