package dev.safelight.web.event;

import java.time.Duration;

/**
 * What streams may cost.
 *
 * @param atOnce how many there may be in this process
 * @param perOwner how many of them one owner may have
 * @param heartbeat after which something is sent where there is nothing to tell: proxies end what is silent for a minute
 * @param patience how long a client may take nothing of what is sent to it
 * @param lifetime after which a client must connect again, and show again who it is
 */
public record StreamLimits(int atOnce, int perOwner, Duration heartbeat, Duration patience, Duration lifetime) {

    public static StreamLimits defaults(int atOnce) {
        return new StreamLimits(atOnce, 100, Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofHours(1));
    }
}
