package dev.safelight.bootstrap.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Thousands of clients on one thread, in a process of their own. It is told whom to be by a line with a header for each
 * owner, and an empty line; says so when all are connected; and then, for each line it gets, waits until every client
 * has heard one event and says when half of them, 99 of 100 and all had, by the clock of {@link System#nanoTime}.
 */
final class Crowd {

    private static final byte[] EVENT = "\ndata: ".getBytes(US_ASCII);
    private static final byte[] GREETING = ": connected".getBytes(US_ASCII);

    /** The server's queue for new connections is not what is measured. */
    private static final int CONNECTING = 200;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Selector selector;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(64 * 1024);
    private int left;

    private Crowd() throws IOException {
        this.selector = Selector.open();
    }

    /** What one client waits for, and when it came. */
    private static final class Client {
        private final SocketChannel channel;
        private final byte[] request;
        private byte[] awaited = GREETING;
        private int matched;
        private long heard;

        Client(SocketChannel channel, byte[] request) {
            this.channel = channel;
            this.request = request;
        }

        void await(byte[] what) {
            awaited = what;
            matched = 0;
            heard = 0;
        }

        /** No part of what is awaited repeats its beginning. */
        void take(ByteBuffer bytes, long now) {
            while (bytes.hasRemaining()) {
                byte next = bytes.get();
                matched = next == awaited[matched] ? matched + 1 : next == awaited[0] ? 1 : 0;
                if (matched == awaited.length) {
                    heard = heard == 0 ? now : heard;
                    matched = 0;
                }
            }
        }
    }

    /** @param arguments the port, and how many clients of each owner */
    public static void main(String... arguments) throws IOException {
        try (BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            List<String> headers = new ArrayList<>();
            for (String line = orders.readLine(); !line.isEmpty(); line = orders.readLine()) {
                headers.add(line);
            }
            Crowd crowd = new Crowd();
            List<Client> clients =
                    crowd.connect(Integer.parseInt(arguments[0]), headers, Integer.parseInt(arguments[1]));
            System.out.println("connected");
            while (orders.readLine() != null) {
                System.out.println("listening");
                System.out.println(crowd.round(clients));
            }
        }
    }

    private List<Client> connect(int port, List<String> headers, int ofEach) throws IOException {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < ofEach; i++) {
            for (String header : headers) {
                clients.add(connect(port, header));
                left++;
                while (left >= CONNECTING) {
                    select();
                }
            }
        }
        while (left > 0) {
            select();
        }
        return clients;
    }

    private Client connect(int port, String header) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        String request =
                "GET /v1/events HTTP/1.1\r\nHost: bench\r\nAccept: text/event-stream\r\n" + header + "\r\n\r\n";
        Client client = new Client(channel, request.getBytes(US_ASCII));
        channel.register(selector, SelectionKey.OP_CONNECT, client);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return client;
    }

    private String round(List<Client> clients) throws IOException {
        left = clients.size();
        while (left > 0) {
            select();
        }
        long[] heard =
                clients.stream().mapToLong(client -> client.heard).sorted().toArray();
        clients.forEach(client -> client.await(EVENT));
        return heard[heard.length / 2] + " " + heard[heard.length * 99 / 100] + " " + heard[heard.length - 1];
    }

    private void select() throws IOException {
        if (selector.select(PATIENCE.toMillis()) == 0) {
            throw new IOException(left + " clients wait in vain");
        }
        for (SelectionKey key : selector.selectedKeys()) {
            Client client = (Client) key.attachment();
            if (key.isConnectable() && client.channel.finishConnect()) {
                client.channel.write(ByteBuffer.wrap(client.request));
                key.interestOps(SelectionKey.OP_READ);
            } else if (key.isReadable()) {
                read(client);
            }
        }
        selector.selectedKeys().clear();
    }

    private void read(Client client) throws IOException {
        bytes.clear();
        if (client.channel.read(bytes) < 0) {
            throw new IOException("a stream ended");
        }
        long before = client.heard;
        client.take(bytes.flip(), System.nanoTime());
        if (before == 0 && client.heard != 0) {
            left--;
            if (Arrays.equals(client.awaited, GREETING)) {
                client.await(EVENT);
            }
        }
    }
}
