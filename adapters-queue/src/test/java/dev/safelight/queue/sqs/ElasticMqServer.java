package dev.safelight.queue.sqs;

import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.elasticmq.StrictSQSLimits$;
import org.elasticmq.actor.QueueManagerActor;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.elasticmq.util.NowProvider;
import scala.Option;
import scala.concurrent.Await;

/**
 * A server in this process, on a free port, that speaks the protocol of SQS, with its limits. It checks no signatures
 * and no rights. Time can be made to pass for its visibilities and delays, though not for what it counts.
 */
public final class ElasticMqServer implements AutoCloseable {

    private static final scala.concurrent.duration.Duration STOPPING =
            scala.concurrent.duration.Duration.create("30 s");
    private static final AtomicInteger QUEUES = new AtomicInteger();

    private final ActorSystem actors;
    private final SQSRestServer server;
    private final int port;
    private final MovedClock clock;

    /** Each look at it is later than the one before, so that what was sent in the same millisecond is there already. */
    private static final class MovedClock extends NowProvider {

        private final AtomicLong ahead = new AtomicLong();
        private final AtomicLong last = new AtomicLong();

        @Override
        public long nowMillis() {
            long now = System.currentTimeMillis() + ahead.get();
            return last.updateAndGet(before -> Math.max(before + 1, now));
        }

        private void reset() {
            ahead.set(0);
            last.set(0);
        }

        @Override
        public OffsetDateTime now() {
            return Instant.ofEpochMilli(nowMillis()).atOffset(ZoneOffset.UTC);
        }
    }

    private ElasticMqServer() {
        clock = new MovedClock();
        actors = ActorSystem.create(
                "sqs",
                ConfigFactory.parseString(
                                "pekko.loglevel = WARNING, pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off")
                        .withFallback(ConfigFactory.load()));
        var queues = actors.actorOf(Props.create(
                QueueManagerActor.class, () -> new QueueManagerActor(clock, StrictSQSLimits$.MODULE$, Option.empty())));
        server = SQSRestServerBuilder.withActorSystem(actors)
                .withQueueManagerActor(queues)
                .withInterface("127.0.0.1")
                .withDynamicPort()
                .start();
        port = server.waitUntilStarted().localAddress().getPort();
    }

    public static ElasticMqServer start() {
        return new ElasticMqServer();
    }

    public int port() {
        return port;
    }

    public URI endpoint() {
        return at(port);
    }

    /** Where a port of this machine is reached. */
    static URI at(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Settings for fresh, empty standard queues, which are made when they are needed. Time is now again. */
    public SqsSettings newQueues() {
        clock.reset();
        return settings("photos-" + QUEUES.incrementAndGet(), endpoint(), SqsSettings.Timeouts.USUAL);
    }

    /** Settings for fresh, empty FIFO queues, which are made when they are needed. Time is now again. */
    public SqsSettings newFifoQueues() {
        clock.reset();
        return settings("photos-" + QUEUES.incrementAndGet() + ".fifo", endpoint(), SqsSettings.Timeouts.USUAL);
    }

    static SqsSettings settings(String queue, URI endpoint, SqsSettings.Timeouts timeouts) {
        return new SqsSettings(
                "elasticmq",
                Optional.of(endpoint),
                queue,
                Optional.of(new SqsSettings.Keys("access", "secret-of-the-test-server")),
                true,
                timeouts);
    }

    /**
     * Time passes: what is hidden or delayed until then can be received. What is sent after that is delayed from now,
     * which is earlier: the server looks at the clock on the wall there.
     */
    public void pass(Duration time) {
        clock.ahead.addAndGet(time.toMillis());
    }

    @Override
    public void close() {
        try {
            server.stopAndWait();
            Await.result(actors.terminate(), STOPPING);
        } catch (Exception failed) {
            throw new IllegalStateException("the SQS server does not stop", failed);
        }
    }
}
