package dev.safelight.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.application.store.ObjectStore;
import dev.safelight.application.testing.ChaosProxy;
import dev.safelight.application.testing.ChaosProxy.Direction;
import dev.safelight.application.testing.NetworkFault;
import dev.safelight.application.testing.Outcomes;
import dev.safelight.domain.image.ObjectKeys;
import dev.safelight.domain.image.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real store behind a network that fails. */
@Timeout(60)
class S3BadNetworkTest {

    private static final S3Timeouts SHORT = new S3Timeouts(
            Duration.ofSeconds(1),
            Duration.ofMillis(600),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5));
    private static final String KEY = "images/x/original";
    private static final byte[] PHOTO = new byte[3_000_000];

    @TempDir
    private static Path folder;

    private static S3ProxyServer server;

    private ChaosProxy proxy;
    private S3ObjectStore store;

    @BeforeAll
    static void start() throws Exception {
        server = S3ProxyServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        S3Settings near = server.newBucket();
        proxy = ChaosProxy.before("127.0.0.1", near.endpoint().getPort());
        store = new S3ObjectStore(behind(near, proxy.port()), SHORT, InstantSource.system(), new Random(1));
    }

    @AfterEach
    void close() {
        store.close();
        proxy.close();
    }

    private static S3Settings behind(S3Settings near, int port) {
        URI endpoint = URI.create("http://127.0.0.1:" + port);
        return new S3Settings(
                endpoint, endpoint, near.region(), near.bucket(), near.accessKey(), near.secretKey(), true);
    }

    private static void readAll(InputStream stream) throws IOException {
        try (stream) {
            assertThat(stream.readAllBytes()).hasSize(PHOTO.length);
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_call_ends_in_an_outage_that_passes_and_works_when_it_has_passed(NetworkFault fault) throws Exception {
        StoredObject pin = store.write(KEY, "image/jpeg", PHOTO);
        Map<String, Outcomes.Call> calls = new HashMap<>();
        calls.put("probe", store::probe);
        calls.put("look", () -> store.look(KEY));
        calls.put("read", () -> readAll(store.read(pin, 0, PHOTO.length)));
        calls.put("write", () -> store.write("images/x/small", "image/jpeg", new byte[10]));
        calls.put("write much", () -> store.write("images/x/large", "image/jpeg", PHOTO));
        calls.put("delete", () -> store.delete(List.of("images/x/gone")));
        calls.put("list", () -> store.list("", "", 10));
        calls.put("remove unfinished", () -> store.removeUnfinished(ObjectKeys.ROOT, Instant.EPOCH));
        calls.put("capabilities", store::capabilities);

        fault.strike(proxy);
        Outcomes.assertAllMeetAnOutage(calls);
        Outcomes.assertAllMeetAnOutage(calls);
        proxy.pass();
        for (Outcomes.Call call : calls.values()) {
            Outcomes.untilItWorks(call);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STALLED", "VANISHED", "REFUSED"})
    void a_body_that_nobody_sends_on_ends_for_its_reader(NetworkFault fault) throws Exception {
        StoredObject pin = store.write(KEY, "image/jpeg", PHOTO);
        proxy.delay(Duration.ofMillis(20)); // so that the end is not there yet
        try (InputStream stream = store.read(pin, 0, PHOTO.length)) {
            assertThat(stream.read()).isZero();
            fault.strike(proxy);
            assertThatThrownBy(stream::readAllBytes).isInstanceOf(IOException.class);
        }
        proxy.pass();
        readAll(store.read(pin, 0, PHOTO.length));
    }

    @Test
    void a_body_that_is_cut_in_the_middle_is_not_taken_for_the_whole() throws Exception {
        StoredObject pin = store.write(KEY, "image/jpeg", PHOTO);
        proxy.resetAfter(Direction.TO_CLIENT, 1_000_000);
        assertThatThrownBy(() -> readAll(store.read(pin, 0, PHOTO.length))).isInstanceOf(IOException.class);
        proxy.closeAfter(Direction.TO_CLIENT, 1_000_001);
        assertThatThrownBy(() -> readAll(store.read(pin, 0, PHOTO.length))).isInstanceOf(IOException.class);
        proxy.pass();
        readAll(store.read(pin, 0, PHOTO.length));
    }

    @Test
    void an_upload_of_ours_that_is_cut_in_the_middle_leaves_nothing_and_can_be_done_again() throws Exception {
        proxy.resetAfter(Direction.TO_SERVER, 1_000_000);
        Outcomes.assertAllMeetAnOutage(Map.of("write", () -> store.write(KEY, "image/jpeg", PHOTO)));
        proxy.pass();
        Outcomes.untilItWorks(() -> assertThat(store.look(KEY)).isEmpty());
        Outcomes.untilItWorks(() -> store.write(KEY, "image/jpeg", PHOTO));
        assertThat(store.look(KEY)).map(StoredObject::size).contains((long) PHOTO.length);
    }

    @Test
    void a_large_write_that_is_cut_in_the_middle_of_its_parts_leaves_what_is_swept_and_can_be_done_again()
            throws Exception {
        byte[] archive = new byte[3 * ObjectStore.PART];
        Outcomes.Call write = () -> store.write(KEY, "application/zip", new ByteArrayInputStream(archive));
        store.capabilities();
        proxy.resetAfter(Direction.TO_SERVER, 1_000_000); // on each connection
        Outcomes.assertAllMeetAnOutage(Map.of("write", write));
        proxy.pass();
        assertThat(store.look(KEY)).isEmpty();
        store.removeUnfinished(KEY, Instant.now().plusSeconds(60));
        Outcomes.untilItWorks(write);
        assertThat(store.look(KEY)).map(StoredObject::size).contains((long) archive.length);
    }

    @Test
    void a_write_whose_answer_was_lost_can_be_done_again() throws Exception {
        proxy.resetAfter(Direction.TO_CLIENT, 0);
        Outcomes.assertAllMeetAnOutage(Map.of("write", () -> store.write(KEY, "image/jpeg", PHOTO)));
        proxy.pass();
        Outcomes.untilItWorks(() -> store.write(KEY, "image/jpeg", PHOTO));
        assertThat(store.look(KEY)).map(StoredObject::size).contains((long) PHOTO.length);
    }

    /** With more of them at once than there may be requests, each of which would keep its place if it leaked. */
    @Test
    void many_calls_that_fail_take_nobodys_place() throws Exception {
        proxy.stall();
        Map<String, Outcomes.Call> calls = new HashMap<>();
        for (int i = 0; i < 150; i++) {
            calls.put("look " + i, () -> store.look(KEY));
        }
        Outcomes.assertAllMeetAnOutage(calls);
        proxy.pass();
        Outcomes.assertAllWork(calls);
    }

    @ParameterizedTest
    @EnumSource(names = {"STALLED", "VANISHED"})
    void it_can_be_closed_while_a_call_waits(NetworkFault fault) throws Exception {
        fault.strike(proxy);
        Thread asking = Thread.startVirtualThread(
                () -> assertThatThrownBy(() -> store.look(KEY)).isNotNull());
        while (proxy.connections() == 0) {
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
        store.close();
        asking.join();
    }
}
