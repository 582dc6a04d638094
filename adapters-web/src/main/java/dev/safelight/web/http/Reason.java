package dev.safelight.web.http;

/** Why an operator does something, in his words. */
public final class Reason {

    private static final int LONGEST = 500;

    private Reason() {}

    /** One that must be given. */
    public static String required(Fields fields) {
        return checked(fields, fields.text("reason"));
    }

    /** One that may be left out. */
    public static String optional(Fields fields) {
        return checked(fields, fields.optionalText("reason").orElse(""));
    }

    private static String checked(Fields fields, String reason) {
        if (fields.has("reason") && (reason.isBlank() || reason.length() > LONGEST)) {
            fields.mistake("reason", "OUT_OF_RANGE", "must have 1 to " + LONGEST + " characters");
        }
        return reason;
    }
}
