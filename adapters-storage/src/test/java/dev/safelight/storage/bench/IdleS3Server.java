package dev.safelight.storage.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.safelight.application.store.ObjectStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * As much of S3 as the benchmark needs, and as little work as possible: it checks no signature, sends files by the system's own
 * means, writes each part where it belongs, and of all hashes makes only a CRC-32C. A store far away costs the client's machine nothing; one beside
 * it, as S3Proxy, takes half of it, and what is then measured is mostly that.
 */
final class IdleS3Server implements AutoCloseable {

    private static final Pattern PART = Pattern.compile("partNumber=(\\d+)");
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
    private static final Pattern KEY = Pattern.compile("<Key>([^<]+)</Key>");
    private static final StandardOpenOption[] WRITING = {StandardOpenOption.CREATE, StandardOpenOption.WRITE};

    private final Path folder;
    private final ServerSocketChannel socket;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    IdleS3Server(Path folder) throws IOException {
        this.folder = folder;
        this.socket =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
        threads.execute(this::accept);
    }

    URI endpoint() throws IOException {
        return URI.create("http://127.0.0.1:" + ((InetSocketAddress) socket.getLocalAddress()).getPort());
    }

    private void accept() {
        while (socket.isOpen()) {
            try {
                SocketChannel client = socket.accept();
                threads.execute(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(SocketChannel client) {
        try (client) {
            Connection connection = new Connection(client);
            while (connection.nextRequest()) {
                connection.answer();
            }
        } catch (IOException goneAway) {
            // As clients do.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }

    private final class Connection {

        private final SocketChannel client;
        private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 18).flip();
        private final Map<String, String> headers = new HashMap<>();
        private String method = "";
        private String path = "";
        private String query = "";

        Connection(SocketChannel client) {
            this.client = client;
        }

        boolean nextRequest() throws IOException {
            String line = line();
            if (line.isEmpty()) {
                return false;
            }
            String[] words = line.split("[ ?]", -1);
            method = words[0];
            path = URLDecoder.decode(words[1], UTF_8);
            query = words.length > 3 ? words[2] : "";
            headers.clear();
            for (line = line(); !line.isEmpty(); line = line()) {
                int colon = line.indexOf(':');
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
            if (headers.containsKey("expect")) {
                send("HTTP/1.1 100 Continue\r\n\r\n");
            }
            return true;
        }

        /** Empty at the end. */
        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            while (in.hasRemaining() || receive()) {
                char c = (char) in.get();
                if (c == '\n') {
                    return line.toString();
                }
                if (c != '\r') {
                    line.append(c);
                }
            }
            return "";
        }

        private boolean receive() throws IOException {
            in.clear();
            int got = client.read(in);
            in.flip();
            return got > 0;
        }

        private long contentLength() {
            return Long.parseLong(headers.getOrDefault("content-length", "0"));
        }

        void answer() throws IOException {
            switch (method) {
                case "PUT" -> take();
                case "GET" -> give();
                case "HEAD" -> head();
                case "POST" -> post();
                default -> reply(204, "", "");
            }
        }

        private Path file() {
            return folder.resolve(path.substring(1).replace('/', '_'));
        }

        private void take() throws IOException {
            Matcher part = PART.matcher(query);
            boolean isPart = part.find();
            Path file = isPart ? folder.resolve(file().getFileName() + ".parts") : file();
            long position = isPart ? (Long.parseLong(part.group(1)) - 1) * ObjectStore.PART : 0;
            CRC32C crc = new CRC32C();
            try (FileChannel out = FileChannel.open(file, WRITING)) {
                long left = contentLength();
                while (left > 0 && (in.hasRemaining() || receive())) {
                    int limit = in.limit();
                    in.limit((int) Math.min(limit, in.position() + left));
                    crc.update(in.duplicate());
                    int written = out.write(in, position);
                    in.limit(limit);
                    position += written;
                    left -= written;
                }
            }
            ByteBuffer sum = ByteBuffer.allocate(Integer.BYTES)
                    .putInt((int) crc.getValue())
                    .flip();
            String came = UTF_8.decode(Base64.getEncoder().encode(sum)).toString();
            if (came.equals(headers.getOrDefault("x-amz-checksum-crc32c", came))) {
                reply(200, "ETag: \"taken\"\r\n", "");
            } else {
                reply(400, "", "<Error><Code>BadDigest</Code><Message>other bytes</Message></Error>");
            }
        }

        private void give() throws IOException {
            if (query.contains("uploads")) {
                reply(200, "", "<ListMultipartUploadsResult></ListMultipartUploadsResult>");
                return;
            }
            try (FileChannel file = FileChannel.open(file(), StandardOpenOption.READ)) {
                Matcher range = RANGE.matcher(headers.getOrDefault("range", "bytes=0-"));
                long size = file.size();
                long from = range.matches() ? Long.parseLong(range.group(1)) : 0;
                String last = range.matches() ? range.group(2) : "";
                long to = last.isEmpty() ? size : Math.min(size, Long.parseLong(last) + 1);
                send("HTTP/1.1 "
                        + (headers.containsKey("range")
                                ? "206 Part\r\nContent-Range: bytes " + from + "-" + (to - 1) + "/" + size
                                : "200 OK")
                        + described(to - from) + "\r\n\r\n");
                while (from < to) {
                    from += file.transferTo(from, to - from, client);
                }
            } catch (NoSuchFileException absent) {
                reply(404, "", "<Error><Code>NoSuchKey</Code><Message>none</Message></Error>");
            }
        }

        private String described(long length) {
            return "\r\nETag: \"taken\"\r\nContent-Type: image/jpeg\r\nLast-Modified: Fri, 27 Nov 2026 12:00:00 GMT"
                    + "\r\nContent-Length: " + length;
        }

        private void head() throws IOException {
            boolean bucket = path.indexOf('/', 1) < 0;
            if (!bucket && !Files.exists(file())) {
                send("HTTP/1.1 404 None\r\nContent-Length: 0\r\n\r\n");
            } else {
                send("HTTP/1.1 200 OK" + described(bucket ? 0 : Files.size(file())) + "\r\n\r\n");
            }
        }

        private void post() throws IOException {
            StringBuilder body = new StringBuilder();
            for (long left = contentLength(); left > 0 && (in.hasRemaining() || receive()); left--) {
                body.append((char) in.get());
            }
            if (query.startsWith("delete")) {
                Matcher key = KEY.matcher(body);
                while (key.find()) {
                    Files.deleteIfExists(folder.resolve(path.substring(1).replaceAll("/$", "") + "_"
                            + key.group(1).replace('/', '_')));
                }
                reply(200, "", "<DeleteResult></DeleteResult>");
            } else if (query.startsWith("uploads")) {
                reply(
                        200,
                        "",
                        "<InitiateMultipartUploadResult><Bucket>b</Bucket><Key>k</Key><UploadId>1</UploadId>"
                                + "</InitiateMultipartUploadResult>");
            } else {
                Files.move(
                        folder.resolve(file().getFileName() + ".parts"), file(), StandardCopyOption.REPLACE_EXISTING);
                reply(
                        200,
                        "",
                        "<CompleteMultipartUploadResult><Location>l</Location><Bucket>b</Bucket><Key>k</Key>"
                                + "<ETag>\"taken\"</ETag></CompleteMultipartUploadResult>");
            }
        }

        private void reply(int status, String more, String xml) throws IOException {
            send("HTTP/1.1 " + status + " As asked\r\n" + more + "Content-Type: application/xml\r\nContent-Length: "
                    + xml.length() + "\r\n\r\n" + xml);
        }

        private void send(String text) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(ISO_8859_1));
            while (bytes.hasRemaining()) {
                client.write(bytes);
            }
        }
    }
}
