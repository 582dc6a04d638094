package dev.safelight.storage.s3;

import java.time.Duration;

/**
 * How patient we are with a store and with the network before it.
 *
 * @param connect for a connection to be made
 * @param silence in which nothing comes, or nothing is taken, on a connection that is in use
 * @param call from the request to the last byte of the answer, its reading by us included
 * @param hurried the same for a question that is worth asking only if it is answered soon
 * @param assembly the same, silence included, for a large object to be put together from its parts, which a store may do
 *     by copying all of them while we wait
 */
public record S3Timeouts(Duration connect, Duration silence, Duration call, Duration hurried, Duration assembly) {

    /** 5 s, 15 s, 2 minutes, 2 s and 15 minutes. */
    public static S3Timeouts defaults() {
        return new S3Timeouts(
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                Duration.ofMinutes(2),
                Duration.ofSeconds(2),
                Duration.ofMinutes(15));
    }
}
