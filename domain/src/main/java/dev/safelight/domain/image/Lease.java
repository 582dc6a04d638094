package dev.safelight.domain.image;

import java.time.Instant;
import java.util.UUID;

/**
 * The right of one worker to write the next result of an image. Who holds another token, or none, cannot write.
 *
 * @param token unique to this claim
 * @param worker who holds it, for the operator's eyes
 * @param until when it ends unless renewed
 */
public record Lease(UUID token, String worker, Instant until) {}
