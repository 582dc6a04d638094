package dev.safelight.application.image;

/**
 * How much work may pile up before somebody is sent home.
 *
 * @param inAll images of all owners that are in work, waiting included; at least 1, and better as many as are finished
 *     in a minute
 * @param perOwner images of one owner that are on their way, those that await their upload included; at least 1
 */
public record BacklogLimits(int inAll, int perOwner) {

    public BacklogLimits {
        if (inAll < 1 || perOwner < 1) {
            throw new IllegalArgumentException("nothing could ever be taken in");
        }
    }

    public static BacklogLimits defaults() {
        return new BacklogLimits(10_000, 1_000);
    }
}
