package dev.safelight.telemetry.metric;

import dev.safelight.application.event.EventLog;
import dev.safelight.domain.image.OwnerId;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Times how late those who pass events on hear of them. */
public final class MeasuredEventLog implements EventLog {

    private final EventLog log;
    private final InstantSource clock;
    private final Outages outages;
    private final Timer lag;

    /** Who passes events on. */
    public enum Reader {
        STREAMS("streams"),
        WEBHOOKS("webhooks");

        private final String label;

        Reader(String label) {
            this.label = label;
        }
    }

    public MeasuredEventLog(EventLog log, Reader reader, Metrics metrics, InstantSource clock) {
        this.log = log;
        this.clock = clock;
        this.outages = new Outages(metrics, "events");
        this.lag = metrics.timer(Measure.EVENT_LAG, reader.label);
    }

    @Override
    public long end() {
        return outages.of(log::end);
    }

    /** The clocks of two machines may differ: what happens in the future happens now. */
    @Override
    public Page read(long after, int limit) {
        Page page = outages.of(() -> log.read(after, limit));
        Instant now = clock.instant();
        page.events().forEach(event -> {
            Duration late = Duration.between(event.time(), now);
            lag.record(late.isNegative() ? Duration.ZERO : late);
        });
        return page;
    }

    @Override
    public Page read(OwnerId owner, long after, int limit) {
        return outages.of(() -> log.read(owner, after, limit));
    }

    @Override
    public Page read(OwnerId owner, String subject, long after, int limit) {
        return outages.of(() -> log.read(owner, subject, after, limit));
    }

    @Override
    public int forget(Instant before, int limit) {
        return outages.of(() -> log.forget(before, limit));
    }
}
