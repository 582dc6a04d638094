package dev.safelight.application.doctor;

/**
 * What a check found. Holds no secret: it is printed and sent around.
 *
 * @param check that found it
 * @param summary in one line
 * @param detail what was seen; may be empty
 * @param fix what to do: the very command, JSON or setting; empty exactly when nothing is to be done
 */
public record Finding(String check, Severity severity, String summary, String detail, String fix) {

    public Finding {
        if (fix.isBlank() != (severity == Severity.OK)) {
            throw new IllegalArgumentException(check + ": a finding says what to do unless all is well");
        }
    }

    /** The part of our world that it is about: {@code database}, {@code store}, {@code queue}, {@code web}. */
    public String area() {
        return check.substring(0, check.indexOf('.'));
    }
}
