package dev.safelight.web.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.web.TestServer;
import dev.safelight.web.event.Listener.Message;
import dev.safelight.web.event.Listener.Person;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients whose line is cut again and again while events are written. */
@Timeout(600)
class ForcedCutTest {

    private static final boolean LONG = Boolean.getBoolean("safelight.long");
    private static final int CLIENTS = LONG ? 250 : 12;
    private static final int CUTS = 100;
    private static final int LONGEST_BURST = 200;

    private final TestServer server = TestServer.start();
    private final CountDownLatch cutting = new CountDownLatch(CLIENTS);

    /** What one client has come to know. */
    private static final class Told {
        private final List<String> subjects = new ArrayList<>();
        private String last = "";

        void hear(Message message) {
            assertThat(message.lines()).as("the server ended the stream").isNotEmpty();
            String id = message.field("id");
            if (id != null) {
                assertThat(last.isEmpty() || Long.parseLong(id) >= Long.parseLong(last))
                        .as("%s after %s", id, last)
                        .isTrue();
                last = id;
            }
            if (message.isEvent()) {
                assertThat(message.field("event")).isEqualTo("set.ready");
                subjects.add(Listener.subject(message));
            }
        }

        Listener connect(TestServer server, Person person) throws IOException {
            return last.isEmpty()
                    ? person.listen(server, "/v1/events?lastEventId=0")
                    : person.listen(server, "/v1/events", "Last-Event-ID: " + last);
        }
    }

    @Test
    void who_is_cut_at_any_moment_misses_nothing_and_is_told_nothing_twice() throws Exception {
        try (server;
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> clients = new ArrayList<>();
            List<Future<Integer>> writers = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Person person = Person.newAt(server);
                Random random = new Random(i);
                writers.add(threads.submit(() -> write(person, new Random(random.nextLong()))));
                clients.add(threads.submit(() -> listen(person, random)));
            }
            List<Integer> heard = new ArrayList<>();
            for (Future<Integer> client : clients) {
                heard.add(client.get());
            }
            for (int i = 0; i < CLIENTS; i++) {
                assertThat(heard.get(i)).isEqualTo(writers.get(i).get());
            }
        }
    }

    /** Bursts, so that there are moments of silence and of more than a mailbox holds. Returns how many. */
    private int write(Person person, Random random) {
        int written = 0;
        while (cutting.getCount() > 0) {
            int burst = random.nextInt(20) == 0 ? random.nextInt(LONGEST_BURST) : 1 + random.nextInt(3);
            for (int i = 0; i < burst; i++) {
                server.tell(person.owner(), Integer.toString(written++));
            }
            LockSupport.parkNanos(random.nextInt(40_000_000));
        }
        server.tell(person.owner(), "end");
        return written;
    }

    /** Returns how many events there were before the end; each of them was told, once, in order. */
    private int listen(Person person, Random random) throws IOException {
        Told told = new Told();
        for (int cut = 0; cut < CUTS; cut++) {
            try (Listener listener = told.connect(server, person)) {
                long after = random.nextInt(80_000_000);
                Thread.ofVirtual().start(() -> cut(listener, after));
                while (true) {
                    told.hear(listener.message());
                }
            } catch (IOException wasCut) {
                assertThat(wasCut).isNotInstanceOf(SocketTimeoutException.class);
            }
        }
        cutting.countDown();
        try (Listener listener = told.connect(server, person)) {
            while (told.subjects.isEmpty() || !told.subjects.getLast().equals("end")) {
                told.hear(listener.message());
            }
        }
        for (int i = 0; i < told.subjects.size() - 1; i++) {
            assertThat(told.subjects.get(i)).isEqualTo(Integer.toString(i));
        }
        return told.subjects.size() - 1;
    }

    private static void cut(Listener listener, long afterNanos) {
        LockSupport.parkNanos(afterNanos);
        try {
            listener.close();
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
