package dev.safelight.web.event;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.ee10.servlet.HttpOutput;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * The line to a client, and what of it servlets do not show. An event is written past the server's own buffer, which would
 * else be held, 32 KB of it, for as long as the stream lasts. And while nothing is written, the server does not look whether
 * the client is still there; it would be found out only by writing to it, twice.
 */
final class Line {

    private static final int SCRAP = 64;

    private final HttpOutput output;
    private final EndPoint connection;

    private Line(HttpOutput output, EndPoint connection) {
        this.output = output;
        this.connection = connection;
    }

    /** @param patience after which it ends when nothing gets through that is being written */
    static Line to(Context ctx, Duration patience) throws IOException {
        EndPoint connection = ServletContextRequest.getServletContextRequest(ctx.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
        connection.setIdleTimeout(patience.toMillis());
        return new Line((HttpOutput) ctx.res().getOutputStream(), connection);
    }

    /** Returns when the system has taken all. */
    void write(byte[] bytes) throws IOException {
        output.write(ByteBuffer.wrap(bytes));
    }

    /** Has {@code gone} run as soon as the client has closed its end, by a thread that must not be held up. */
    void watch(Runnable gone) {
        connection.tryFillInterested(new Callback() {
            @Override
            public void succeeded() {
                if (isClosed()) {
                    gone.run();
                } else {
                    watch(gone);
                }
            }

            @Override
            public void failed(Throwable cause) {
                if (!connection.isOpen()) {
                    gone.run();
                }
            }

            @Override
            public InvocationType getInvocationType() {
                return InvocationType.NON_BLOCKING;
            }
        });
    }

    /** What a client sends now is not for us to hear: the connection ends with the stream. */
    private boolean isClosed() {
        try {
            return connection.fill(BufferUtil.allocate(SCRAP)) < 0;
        } catch (IOException broken) {
            return true;
        }
    }

    /** Watches no more, so that the server itself can go on with the connection. */
    void unwatch() {
        if (connection instanceof AbstractEndPoint watched) {
            watched.getFillInterest().onFail(new EofException("the stream is over"));
        }
    }

    /** Ends it, and with it whatever is being written. */
    void cut() {
        connection.close();
    }
}
