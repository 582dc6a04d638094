package dev.safelight.domain.download;

import java.util.Optional;

/**
 * Why there is no archive.
 *
 * @param incidentId what the user may quote, when it is our fault
 * @param detail for the operator; never shown to the user
 */
public record Failure(Code code, Optional<String> incidentId, String detail) {

    /** The codes are part of the contract with clients. */
    public enum Code {
        NOTHING_TO_DELIVER("None of the files is there to be delivered; the list of items says why."),
        TOO_LARGE("The files are more than one archive can hold. Please ask for fewer at a time."),
        ERROR("Something went wrong on our side. Please ask again, or quote the incident to support.");

        private final String message;

        Code(String message) {
            this.message = message;
        }

        /** For the user. */
        public String message() {
            return message;
        }
    }
}
