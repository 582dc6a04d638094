package dev.safelight.application.operation;

/** What an operator can do that is written down. */
public enum Deed {
    /** Images back to work. */
    RETRY,
    /** Images forgotten for good. */
    DELETE,
    /** Images accepted against their verdict. */
    ACCEPT,
    /** Images rejected against their verdict. */
    REJECT,
    /** Downloads ended. */
    CANCEL,
    /** Webhooks told again. */
    REPLAY,
    /** No more work of a kind given out. */
    PAUSE,
    /** Work of a kind given out again. */
    RESUME,
    /** What was given up of a kind tried again. */
    REDRIVE,
    /** A program given a key. */
    ISSUE_KEY,
    /** A program's key refused from then on. */
    REVOKE_KEY
}
