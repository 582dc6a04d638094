package dev.safelight.application;

import java.nio.file.FileSystemException;

/** A failure in one line, for whoever looks into it: what we tried, and what underneath said no. */
public final class InWords {

    private static final int LONGEST = 1_000;

    private InWords() {}

    /** With the sort of failure before it. */
    public static String of(Throwable failure) {
        return failure.getClass().getSimpleName() + ": " + message(failure);
    }

    /** What each cause adds to what has been said. */
    public static String message(Throwable failure) {
        StringBuilder words = new StringBuilder(String.valueOf(failure.getMessage()));
        Throwable cause = failure.getCause();
        while (cause != null && words.length() < LONGEST) {
            String more = said(cause);
            if (words.indexOf(more) < 0) {
                words.append(": ").append(more);
            }
            cause = cause.getCause();
        }
        return words.substring(0, Math.min(words.length(), LONGEST)).replace('\n', ' ');
    }

    /** A failure of the file system often says only which file. */
    private static String said(Throwable cause) {
        String sort = cause.getClass().getSimpleName();
        if (cause instanceof FileSystemException file && file.getReason() == null) {
            return sort + " " + file.getMessage();
        }
        return cause.getMessage() == null ? sort : cause.getMessage();
    }
}
