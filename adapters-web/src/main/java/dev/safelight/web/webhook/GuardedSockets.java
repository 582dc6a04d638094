package dev.safelight.web.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.function.Function;
import javax.net.SocketFactory;

/**
 * Sockets that look at the address they are really about to dial, whatever stood in the URL, whatever the resolver said
 * the last time, and whether it was asked at all: the one place that nothing gets past.
 */
final class GuardedSockets extends SocketFactory {

    private final Function<InetAddress, Optional<String>> objection;

    /** @param objection what speaks against an address; empty when nothing does */
    GuardedSockets(Function<InetAddress, Optional<String>> objection) {
        this.objection = objection;
    }

    @Override
    public Socket createSocket() {
        return new Guarded(objection);
    }

    private static final class Guarded extends Socket {

        private final Function<InetAddress, Optional<String>> objection;

        Guarded(Function<InetAddress, Optional<String>> objection) {
            super(Proxy.NO_PROXY); // else a SOCKS proxy among the system's properties would dial for us
            this.objection = objection;
        }

        @Override
        public void connect(SocketAddress endpoint) throws IOException {
            connect(endpoint, 0);
        }

        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            if (!(endpoint instanceof InetSocketAddress internet) || internet.isUnresolved()) {
                throw new ForbiddenAddress("no address of the internet");
            }
            Optional<String> why = objection.apply(internet.getAddress());
            if (why.isPresent()) {
                throw new ForbiddenAddress(why.get());
            }
            super.connect(endpoint, timeout);
        }
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return connected(new InetSocketAddress(address, port));
    }

    private Socket connected(InetSocketAddress address) throws IOException {
        Socket socket = createSocket();
        socket.connect(address);
        return socket;
    }
}
