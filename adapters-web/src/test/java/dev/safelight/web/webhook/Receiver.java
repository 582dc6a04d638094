package dev.safelight.web.webhook;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A receiver of webhooks on a free port of this machine, as well or badly behaved as it is told to be. */
public final class Receiver implements AutoCloseable {

    /** @param headers by their names in small letters */
    public record Request(String line, Map<String, String> headers, String body) {

        /** The header's value; the empty text when it is not there. */
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** What it does once it has read a request. The connection ends when this returns. */
    @FunctionalInterface
    public interface Behaviour {
        void on(Request request, OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket socket;
    private final Behaviour behaviour;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    public Receiver(ServerSocket socket, Behaviour behaviour) {
        this.socket = socket;
        this.behaviour = behaviour;
        threads.execute(this::accept);
    }

    /** On 127.0.0.1. */
    public static Receiver that(Behaviour behaviour) {
        return at("127.0.0.1", behaviour);
    }

    public static Receiver at(String address, Behaviour behaviour) {
        try {
            return new Receiver(new ServerSocket(0, 50, InetAddress.ofLiteral(address)), behaviour);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public static Receiver thatAnswers(int status, String... headers) {
        return that(answering(status, "said so", headers));
    }

    public static Behaviour answering(int status, String body, String... headers) {
        return (request, out) -> {
            StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Said\r\nConnection: close\r\n");
            for (String header : headers) {
                head.append(header).append("\r\n");
            }
            out.write((head + "\r\n" + body).getBytes(StandardCharsets.UTF_8));
        };
    }

    public int port() {
        return socket.getLocalPort();
    }

    public String url() {
        return "http://" + socket.getInetAddress().getHostAddress() + ":" + port() + "/hooks?of=ours";
    }

    public List<Request> requests() {
        return requests;
    }

    /** How many have connected, whatever they said then. */
    public int connections() {
        return connections.get();
    }

    /** Does nothing until it is closed. */
    public void stall() throws InterruptedException {
        closing.await();
    }

    /** Waits, but not longer than it is open. */
    public boolean pause(long millis) throws InterruptedException {
        return !closing.await(millis, TimeUnit.MILLISECONDS);
    }

    private void accept() {
        while (true) {
            try {
                Socket connection = socket.accept();
                connections.incrementAndGet();
                threads.execute(() -> serve(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            Request request = read(new BufferedInputStream(connection.getInputStream()));
            requests.add(request);
            behaviour.on(request, connection.getOutputStream());
        } catch (IOException hungUp) {
            // as callers do whom we treat badly
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private static Request read(InputStream in) throws IOException {
        String line = line(in);
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String[] parts = header.split(":", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Request(line, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new IOException("broke off");
            }
            bytes.write(read);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1).strip();
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        threads.shutdownNow();
    }
}
