package dev.safelight.application.caller;

/** What a key is good for; one good for nothing cannot be made. */
public enum Scope {
    /** Asking what is there. */
    READ,
    /** Whatever changes something. */
    WRITE,
    /** Where events are sent to: both asking and changing, because who decides that hears everything. */
    WEBHOOKS
}
