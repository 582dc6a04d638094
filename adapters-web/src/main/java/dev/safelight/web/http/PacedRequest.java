package dev.safelight.web.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeoutException;

/**
 * A request whose body must come at least as fast as over the slowest line that anybody uploads a photo through. Who
 * stalls altogether is ended by the server's idle timeout; this ends those who send a byte now and then, to hold a
 * connection and a file for as long as they like.
 */
final class PacedRequest extends HttpServletRequestWrapper {

    /** On the average, since the first read. */
    static final long BYTES_PER_SECOND = 2 * 1024;

    /** In which any pace will do: lines take a while to get going, and phones to wake up. */
    static final Duration GRACE = Duration.ofSeconds(30);

    private final InstantSource clock;

    PacedRequest(HttpServletRequest request, InstantSource clock) {
        super(request);
        this.clock = clock;
    }

    /** Whether the body was given up because too little of it came, or nothing for too long. */
    static boolean isTooSlow(IOException failure) {
        return failure instanceof TooSlow || failure.getCause() instanceof TimeoutException;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return new Paced(super.getInputStream());
    }

    private static final class TooSlow extends IOException {
        private static final long serialVersionUID = 1L;

        TooSlow(long bytes, Duration in) {
            super("only " + bytes + " bytes in " + in);
        }
    }

    private final class Paced extends ServletInputStream {

        private final ServletInputStream body;
        private final Instant begun = clock.instant();
        private long received;

        Paced(ServletInputStream body) {
            this.body = body;
        }

        @Override
        public int read() throws IOException {
            int got = body.read();
            count(got < 0 ? 0 : 1);
            return got;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int got = body.read(bytes, offset, length);
            count(Math.max(0, got));
            return got;
        }

        /** Counted when something came; that nothing more comes is no fault. */
        private void count(int got) throws IOException {
            received += got;
            Duration passed = Duration.between(begun, clock.instant());
            if (got > 0 && passed.compareTo(GRACE) > 0 && received < BYTES_PER_SECOND * passed.toSeconds()) {
                throw new TooSlow(received, passed);
            }
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
