package dev.safelight.domain.image;

import java.util.Optional;

/**
 * An object as the store has it. Once verified it is a pin: later reads insist on this very version, so that bytes
 * cannot be swapped after they were checked.
 *
 * @param size in bytes
 * @param etag opaque, as the store gave it, without quotes
 * @param sha256 of the whole object, if the store attests it or we have computed it
 */
public record StoredObject(String key, long size, String etag, Optional<Sha256> sha256) {}
