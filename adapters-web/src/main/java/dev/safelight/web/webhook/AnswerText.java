package dev.safelight.web.webhook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;

/** How a receiver's answer begins. Nobody needs it but people who look for a fault, so it is not waited for. */
final class AnswerText {

    static final int SHOWN_BYTES = 1024;

    /** A body that ends within this leaves the connection in good order for the next call. */
    static final int READ_BYTES = 64 * 1024;

    private static final long PATIENCE_MILLIS = 1_000;

    private AnswerText() {}

    /** Up to 1 KiB of text. Hangs up on a receiver that has more than 64 KiB to say, or takes longer than a second. */
    static String read(Response response, Call call) {
        Buffer read = new Buffer();
        try {
            BufferedSource source = response.body().source();
            source.timeout().deadline(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            while (read.size() < READ_BYTES && source.read(read, READ_BYTES - read.size()) >= 0) {}
            if (!source.exhausted()) {
                call.cancel();
            }
        } catch (IOException brokenOff) {
            call.cancel(); // its status has come, and that is what counts
        }
        byte[] shown = new byte[(int) Math.min(SHOWN_BYTES, read.size())];
        int length = Math.max(0, read.read(shown));
        return new String(shown, 0, length, StandardCharsets.UTF_8).replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "\uFFFD");
    }
}
