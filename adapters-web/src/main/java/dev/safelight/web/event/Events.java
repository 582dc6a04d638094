package dev.safelight.web.event;

import dev.safelight.application.event.Bell;
import dev.safelight.application.event.EventLog;
import dev.safelight.application.event.EventTail;
import dev.safelight.application.image.Images;
import dev.safelight.web.http.Waiting;
import java.util.random.RandomGenerator;

/** All by which clients hear of events, over one tail of the log. */
public final class Events implements AutoCloseable {

    private final EventTail<Frame> tail;
    private final EventStreams streams;
    private final EventEndpoint endpoint;

    public Events(
            EventLog log, Bell bell, Images images, StreamLimits limits, Waiting waiting, RandomGenerator random) {
        LogReader reader = new LogReader(log);
        this.tail = new EventTail<>(log, bell, Frame::of);
        this.streams = new EventStreams(tail, reader, limits, random);
        this.endpoint = new EventEndpoint(images, streams, new EventPolls(tail, reader, waiting));
    }

    public EventEndpoint endpoint() {
        return endpoint;
    }

    /** For streams about a part of the events, under other addresses. */
    public EventStreams streams() {
        return streams;
    }

    /** Ends all. May be called twice. */
    @Override
    public void close() {
        streams.close();
        tail.close();
    }
}
