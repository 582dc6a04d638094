package dev.safelight.bootstrap.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;

/** Writes each message as text with an end of its own, and nothing round them. */
abstract class Lines extends EncoderBase<ILoggingEvent> {

    private static final byte[] NOTHING = {};

    /** Called on the thread that logs. */
    abstract String lines(ILoggingEvent event);

    @Override
    public final byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public final byte[] footerBytes() {
        return NOTHING;
    }

    @Override
    public final byte[] encode(ILoggingEvent event) {
        return lines(event).getBytes(StandardCharsets.UTF_8);
    }
}
