package dev.safelight.storage.s3;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import javax.net.SocketFactory;

/**
 * Sockets that ask the system for 64 KiB at a time, where the HTTP client asks for 8, and that end a silence themselves,
 * where the client sets an alarm for each of its 8 KiB and wakes a thread to watch it. Together that is a fifth of all
 * work when photos come by the thousand. What is written is sent when it is flushed, as the client does at the end of each
 * request.
 */
final class WideSockets extends SocketFactory {

    private static final int WIDTH = 64 << 10;

    private final Duration silence;

    /** @param silence after which a read fails, for a client that has no read timeout of its own */
    WideSockets(Duration silence) {
        this.silence = silence;
    }

    @Override
    public Socket createSocket() throws SocketException {
        WideSocket socket = new WideSocket((int) silence.toMillis());
        socket.setSoTimeout(0);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw notAsked();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw notAsked();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw notAsked();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw notAsked();
    }

    private static UnsupportedOperationException notAsked() {
        return new UnsupportedOperationException("the HTTP client connects its sockets itself");
    }

    private static final class WideSocket extends Socket {

        private final int silence;

        WideSocket(int silence) {
            this.silence = silence;
        }

        /** Zero is what the client says that has no timeout. */
        @Override
        public void setSoTimeout(int timeout) throws SocketException {
            super.setSoTimeout(timeout == 0 ? silence : timeout);
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new BufferedInputStream(super.getInputStream(), WIDTH);
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new BufferedOutputStream(super.getOutputStream(), WIDTH);
        }
    }
}
