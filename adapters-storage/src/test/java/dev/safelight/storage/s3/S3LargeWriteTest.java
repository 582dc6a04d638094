package dev.safelight.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.safelight.application.Outage;
import dev.safelight.application.store.ObjectStore;
import dev.safelight.domain.image.Sha256;
import dev.safelight.domain.image.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How parts are sent, as a server sees it that answers each when the test wants. */
@Timeout(60)
class S3LargeWriteTest {

    private static final String KEY = "downloads/x/y.zip";
    private static final Pattern NUMBER = Pattern.compile("partNumber=(\\d+)");
    private static final Pattern COMPLETED = Pattern.compile("<PartNumber>(\\d+)</PartNumber>");

    /** What the server does with a part that it has read. */
    interface Answer {
        void to(int number, HttpExchange exchange) throws IOException, InterruptedException;
    }

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final S3Settings settings;
    private final S3Clients clients;
    private final Map<Integer, Integer> lengths = new ConcurrentSkipListMap<>();
    private final Map<Integer, Map<String, String>> checksums = new ConcurrentSkipListMap<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostUnderWay = new AtomicInteger();
    private final List<Integer> completed = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch aborted = new CountDownLatch(1);
    private volatile Answer answer = (number, exchange) -> taken(exchange);

    S3LargeWriteTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        settings = new S3Settings(endpoint, endpoint, "auto", "photos", "access", "secret", true);
        clients = new S3Clients(settings);
    }

    @BeforeEach
    void start() {
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    @AfterEach
    void stop() {
        clients.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        try (exchange) {
            switch (exchange.getRequestMethod()) {
                case "PUT" -> takePart(exchange, body.length);
                case "DELETE" -> {
                    aborted.countDown();
                    exchange.sendResponseHeaders(204, -1);
                }
                case "HEAD" -> {
                    exchange.getResponseHeaders().set("ETag", "\"whole\"");
                    exchange.getResponseHeaders().set("Last-Modified", "Fri, 27 Nov 2026 12:00:00 GMT");
                    exchange.sendResponseHeaders(200, -1);
                }
                default -> beginOrComplete(exchange, new String(body, UTF_8));
            }
        }
    }

    private void takePart(HttpExchange exchange, int length) throws IOException {
        Matcher number = NUMBER.matcher(exchange.getRequestURI().getQuery());
        assertThat(number.find()).isTrue();
        int part = Integer.parseInt(number.group(1));
        lengths.put(part, length);
        Map<String, String> sent = new TreeMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.contains("checksum") || lower.equals("content-md5")) {
                sent.put(lower, values.getFirst());
            }
        });
        checksums.put(part, sent);
        mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        try {
            answer.to(part, exchange);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void beginOrComplete(HttpExchange exchange, String body) throws IOException {
        COMPLETED.matcher(body).results().forEach(part -> completed.add(Integer.parseInt(part.group(1))));
        String what = exchange.getRequestURI().getQuery().startsWith("uploads")
                ? "<InitiateMultipartUploadResult><Bucket>photos</Bucket><Key>k</Key><UploadId>u</UploadId>"
                        + "</InitiateMultipartUploadResult>"
                : "<CompleteMultipartUploadResult><ETag>\"whole\"</ETag></CompleteMultipartUploadResult>";
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(200, what.length());
        exchange.getResponseBody().write(what.getBytes(UTF_8));
    }

    private void taken(HttpExchange exchange) throws IOException {
        underWay.decrementAndGet(); // before the answer, upon which the next may come
        exchange.getResponseHeaders().set("ETag", "\"e\"");
        exchange.sendResponseHeaders(200, -1);
    }

    private StoredObject write(byte[] bytes, PartChecksum checksum) throws IOException {
        InputStream stream = new ByteArrayInputStream(bytes);
        byte[] first = new byte[ObjectStore.PART];
        assertThat(S3LargeWrite.fill(first, stream)).isEqualTo(first.length);
        S3SignedRequests requests = new S3SignedRequests(settings, clients.http(), InstantSource.system());
        return new S3LargeWrite(clients, requests, settings.bucket(), KEY, checksum)
                .send("application/zip", first, stream);
    }

    private static byte[] parts(int whole, int more) {
        byte[] bytes = new byte[whole * ObjectStore.PART + more];
        for (int i = 0; i < bytes.length; i += 1_000) {
            bytes[i] = (byte) (i / 1_000);
        }
        return bytes;
    }

    @Test
    void four_parts_are_in_memory_and_no_more_and_those_that_arrive_late_are_completed_in_order() throws Exception {
        CountDownLatch four = new CountDownLatch(4);
        CountDownLatch othersAnswered = new CountDownLatch(2);
        answer = (number, exchange) -> {
            four.countDown();
            four.await();
            if (number == 1) {
                othersAnswered.await();
            }
            taken(exchange);
            othersAnswered.countDown();
        };
        byte[] bytes = parts(7, 5);
        StoredObject written = write(bytes, PartChecksum.CRC32C);

        assertThat(mostUnderWay).hasValue(S3LargeWrite.IN_FLIGHT + 1);
        assertThat(completed).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(written.size()).isEqualTo(bytes.length);
        assertThat(written.sha256()).contains(Sha256.of(bytes));
        assertThat(aborted.getCount()).isOne();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, ObjectStore.PART - 1})
    void all_parts_are_of_one_size_but_the_last(int more) throws IOException {
        write(parts(3, more), PartChecksum.CRC32C);
        List<Integer> sizes = new ArrayList<>(lengths.values());
        assertThat(sizes.subList(0, 3)).containsOnly(ObjectStore.PART);
        assertThat(sizes.subList(3, sizes.size())).isEqualTo(more == 0 ? List.of() : List.of(more));
    }

    @ParameterizedTest
    @EnumSource
    void each_part_goes_with_its_own_checksum(PartChecksum checksum) throws IOException {
        byte[] bytes = parts(1, 1_000);
        write(bytes, checksum);
        byte[] last = Arrays.copyOfRange(bytes, ObjectStore.PART, bytes.length);
        String header = checksum.header().toLowerCase(Locale.ROOT);
        assertThat(checksums)
                .containsEntry(1, Map.of(header, checksum.of(bytes, ObjectStore.PART)))
                .containsEntry(2, Map.of(header, checksum.of(last, last.length)));
    }

    @Test
    void the_first_part_that_fails_ends_all_others_and_the_upload() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        answer = (number, exchange) -> {
            if (number == 2) {
                exchange.sendResponseHeaders(503, -1);
            } else {
                never.await();
            }
        };
        assertThatThrownBy(() -> write(parts(6, 0), PartChecksum.CRC32C))
                .isInstanceOfSatisfying(
                        Outage.class, outage -> assertThat(outage.retryHelps()).isTrue());
        assertThat(aborted.await(0, TimeUnit.SECONDS)).isTrue();
        assertThat(completed).isEmpty();
        assertThat(lengths.keySet()).doesNotContain(5);
    }

    @Test
    void an_upload_that_somebody_ended_can_be_begun_again() {
        answer = (number, exchange) -> {
            byte[] error = "<Error><Code>NoSuchUpload</Code></Error>".getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/xml");
            exchange.sendResponseHeaders(404, error.length);
            exchange.getResponseBody().write(error);
        };
        assertThatThrownBy(() -> write(parts(1, 1), PartChecksum.CRC32C))
                .isInstanceOfSatisfying(
                        Outage.class, outage -> assertThat(outage.retryHelps()).isTrue());
    }

    @Test
    void an_interrupt_ends_the_wait_for_a_store_that_does_not_answer() throws Exception {
        CountDownLatch three = new CountDownLatch(3);
        answer = (number, exchange) -> {
            three.countDown();
            new CountDownLatch(1).await();
        };
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread writing = Thread.ofVirtual()
                .start(() -> thrown.set(catchThrowable(() -> write(parts(6, 0), PartChecksum.CRC32C))));
        three.await();
        writing.interrupt();
        writing.join();
        assertThat(thrown.get()).isInstanceOf(InterruptedIOException.class);
        assertThat(aborted.await(0, TimeUnit.SECONDS)).isTrue();
    }
}
