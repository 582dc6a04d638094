package dev.safelight.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hints between threads and processes, by NOTIFY. Who is in this process hears at once; the others hear in batches that
 * one thread sends, because NOTIFY makes commits queue up and so has no place in the statements that move images. Hints
 * may be lost (while the database is away, or when there are too many of them): ears are then told that they may have
 * missed something. Starting and stopping never throws, and stopping twice is harmless.
 *
 * <p><b>Bad networks.</b> The listening connection is asked whether it is still there whenever it was silent for 20 s
 * ({@link Timeouts#silence}). Without an answer within 5 s ({@link Timeouts#network}), or as soon as it breaks, it is made
 * anew, again and again with a second between; then ears are told that they may have missed something. Until that is
 * noticed {@link #isListening} still says yes, and who waits hears nothing: so nobody waits for a hint alone. What could
 * not be sent is dropped; a hint that may have been sent twice is heard twice.
 */
public final class Notifications implements AutoCloseable {

    /** What a hint is about. */
    public enum Topic {
        /** Something about the image or download of this id has changed, and is told in the log. */
        CHANGE,
        /** There may be jobs of this kind. */
        JOB
    }

    /** Who wants to hear of a topic. Called by any thread; returns at once. */
    public interface Ear {
        void hear(String what);

        /** Anything may have been said that did not get here. */
        void mayHaveMissed();
    }

    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
    private static final String CHANNEL = "safelight";
    private static final int MAX_PENDING = 10_000;

    /** A payload may have 7999 bytes; a hint has at most 50. */
    private static final int MAX_BATCH = 150;

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final Database database;
    private final String me = UUID.randomUUID().toString();
    private final Map<Topic, Ear> ears = new ConcurrentHashMap<>();
    private final LinkedBlockingQueue<String> pending = new LinkedBlockingQueue<>(MAX_PENDING);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicReference<@Nullable Connection> listening = new AtomicReference<>();
    private final Thread listener = daemon("safelight-listen", this::listen);
    private final Thread sender = daemon("safelight-notify", this::send);

    private Notifications(Database database) {
        this.database = database;
    }

    public static Notifications start(Database database) {
        Notifications notifications = new Notifications(database);
        notifications.listener.start();
        notifications.sender.start();
        return notifications;
    }

    private static Thread daemon(String name, Runnable work) {
        return Thread.ofPlatform().name(name).daemon().unstarted(work);
    }

    /** From now on {@code ear} hears of the topic; there is one for each. */
    public void subscribe(Topic topic, Ear ear) {
        ears.put(topic, ear);
    }

    /** Tells everybody, here and elsewhere, once they can see it. Returns at once. */
    public void publish(Topic topic, String what) {
        database.afterwards(() -> {
            hear(topic, what);
            // When it is full, the others are far behind: they will look for themselves in time.
            pending.offer(topic + " " + what);
        });
    }

    /** Whether hints of other processes get here at present. */
    public boolean isListening() {
        return listening.get() != null;
    }

    private void hear(Topic topic, String what) {
        Ear ear = ears.get(topic);
        if (ear != null) {
            ear.hear(what);
        }
    }

    private void send() {
        while (!isStopping()) {
            try {
                send(nextBatch());
            } catch (InterruptedException stopping) {
                return;
            } catch (RuntimeException failure) {
                LOG.debug("Hints to other processes were lost", failure);
                pause();
            }
        }
    }

    /** Waits for a first hint and takes what has come together meanwhile; what is said twice is sent once. */
    private List<String> nextBatch() throws InterruptedException {
        List<String> batch = new ArrayList<>();
        batch.add(pending.take());
        pending.drainTo(batch, MAX_BATCH - 1);
        return batch.stream().distinct().toList();
    }

    private void send(List<String> batch) {
        String payload = me + "\n" + String.join("\n", batch);
        // A hint need not survive a crash: without the flush to disk it costs next to nothing.
        database.run(
                "telling other processes",
                handle -> handle.createQuery("""
                        SELECT count(*)
                        FROM (SELECT set_config('synchronous_commit', 'off', true), pg_notify(:channel, :payload)) AS told
                        """)
                        .bind("channel", CHANNEL)
                        .bind("payload", payload)
                        .mapTo(Integer.class)
                        .one());
    }

    private void listen() {
        while (!isStopping()) {
            try (Connection connection = database.dedicated()) {
                listen(connection);
            } catch (SQLException failure) {
                LOG.debug("Not hearing from other processes", failure);
            } finally {
                listening.set(null);
            }
            pause();
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + CHANNEL);
        }
        ears.values().forEach(Ear::mayHaveMissed); // before it says that it listens: afterwards there are only rings
        listening.set(connection);
        PGConnection postgres = connection.unwrap(PGConnection.class);
        Timeouts timeouts = database.timeouts();
        int answer = (int) Math.max(1, timeouts.network().toSeconds());
        while (!isStopping()) {
            PGNotification[] heard =
                    postgres.getNotifications((int) timeouts.silence().toMillis());
            if (heard.length == 0 && !connection.isValid(answer)) {
                return;
            }
            for (PGNotification notification : heard) {
                receive(notification.getParameter());
            }
        }
    }

    private void receive(String payload) {
        List<String> lines = payload.lines().toList();
        if (lines.isEmpty() || lines.getFirst().equals(me)) {
            return;
        }
        for (String line : lines.subList(1, lines.size())) {
            String[] parts = line.split(" ", 2);
            for (Topic topic : Topic.values()) {
                // A process of another version may speak of things that we do not know.
                if (parts.length == 2 && topic.name().equals(parts[0])) {
                    hear(topic, parts[1]);
                }
            }
        }
    }

    private boolean isStopping() {
        return stopped.getCount() == 0;
    }

    /** Whether any of its threads is still there. */
    boolean isRunning() {
        return listener.isAlive() || sender.isAlive();
    }

    private void pause() {
        try {
            boolean stopping = stopped.await(PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
            LOG.trace("Paused; stopping: {}", stopping);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stopped.countDown();
        sender.interrupt();
        listener.interrupt();
        Connection connection = listening.getAndSet(null);
        if (connection != null) {
            abort(connection);
        }
    }

    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException alreadyGone) {
            LOG.trace("The listening connection was gone already", alreadyGone);
        }
    }
}
