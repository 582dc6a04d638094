package dev.safelight.application.secret;

/**
 * Keys that all processes of one installation share, made on first use and kept in the database. Of racing first uses
 * one wins and all get its key. Throws {@link dev.safelight.application.Outage}.
 */
public interface Secrets {

    /** 32 random bytes that never change for this name. */
    byte[] key(String name);
}
