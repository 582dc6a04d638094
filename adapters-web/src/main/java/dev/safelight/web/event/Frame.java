package dev.safelight.web.event;

import dev.safelight.domain.event.Event;
import dev.safelight.domain.event.EventType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * An event as it goes down streams, made once for all who hear it.
 *
 * @param full with the whole type as its name
 * @param brief with the last part of the type as its name, for streams about one download
 */
record Frame(long sequence, EventType type, byte[] full, byte[] brief) {

    /** What is sent when some events that the client has not heard are no longer kept. */
    static final byte[] RESYNC = bytes("event: resync\ndata: {}\n\n");

    /** What is sent before we end a stream that could go on: connect again, with the last id. */
    static final byte[] BYE = bytes("event: bye\ndata: {}\n\n");

    /** As {@link #beat}, for whom we owe something. */
    static final byte[] BARE_BEAT = bytes(":\n\n");

    static Frame of(Event event) {
        EventType type = event.type();
        String json = EventJson.text(event);
        byte[] full = bytes(event.sequence(), type.wireName(), json);
        byte[] brief = type.isOfDownload() ? bytes(event.sequence(), EventJson.lastName(type), json) : full;
        return new Frame(event.sequence(), type, full, brief);
    }

    /** The JSON is one line, and so is the data. */
    private static byte[] bytes(long sequence, String name, String json) {
        return bytes("id: " + sequence + "\nevent: " + name + "\ndata: " + json + "\n\n");
    }

    /** A comment, then how long to wait before connecting again. */
    static byte[] greeting(long retryMillis) {
        return bytes(": connected\nretry: " + retryMillis + "\n\n");
    }

    /**
     * A comment, to show that we are there. It brings the id from which to go on: so who never hears anything need not, much
     * later, go on from where things were forgotten long ago. Without data it is no event.
     */
    static byte[] beat(long position) {
        return bytes(":\nid: " + position + "\n\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }
}
