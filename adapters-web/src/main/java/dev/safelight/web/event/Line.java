package dev.safelight.web.event;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.ee10.servlet.HttpOutput;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * The line to a client, past what servlets show of it. The answer says {@code Connection: close} and no length, so its body
 * is whatever comes until the end, and nothing need be framed: after the head all is written to the connection itself, by a
 * thread that is not held up where the system takes it at once. Through the servlet each write would cost half as much
 * again, and 32 KB be held for as long as the stream lasts. And while nothing is written, the server does not look whether
 * the client is still there; it would be found out only by writing to it, twice.
 */
final class Line {

    private static final int SCRAP = 64;

    /** Each piece has its own time; a client who takes less than so much in that is not worth waiting for. */
    private static final int PIECE = 16 * 1024;

    private final HttpOutput output;
    private final EndPoint connection;
    private final Duration patience;

    private Line(HttpOutput output, EndPoint connection, Duration patience) {
        this.output = output;
        this.connection = connection;
        this.patience = patience;
    }

    /** @param patience how long a client may take nothing of what is being written */
    static Line to(Context ctx, Duration patience) throws IOException {
        EndPoint connection = ServletContextRequest.getServletContextRequest(ctx.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
        return new Line((HttpOutput) ctx.res().getOutputStream(), connection, patience);
    }

    /** Writes the head of the answer and these first bytes. */
    void begin(byte[] bytes) throws IOException {
        output.write(ByteBuffer.wrap(bytes));
    }

    /** Writes as much as the system takes at once; whether that is all. Only after {@link #begin}. */
    boolean offer(ByteBuffer bytes) throws IOException {
        return connection.flush(bytes);
    }

    /** Returns when the system has taken all. */
    void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            ByteBuffer piece = bytes.slice(bytes.position(), Math.min(PIECE, bytes.remaining()));
            bytes.position(bytes.position() + piece.remaining());
            CompletableFuture<Void> written = new CompletableFuture<>();
            connection.write(Callback.from(() -> written.complete(null), written::completeExceptionally), piece);
            await(written);
        }
    }

    private void await(CompletableFuture<Void> written) throws IOException {
        try {
            written.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | InterruptedException stuck) {
            cut();
            throw new IOException("the client takes nothing", stuck);
        } catch (ExecutionException broken) {
            throw new IOException("the line broke", broken);
        }
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
