package dev.safelight.queue.sqs;

import dev.safelight.application.job.DeadLettersContract;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

class SqsDeadLettersTest extends DeadLettersContract<SqsJobQueue> {

    private static ElasticMqServer server;
    private Optional<SqsJobQueue> queue = Optional.empty();

    @BeforeAll
    static void open() {
        server = ElasticMqServer.start();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @AfterEach
    void closeQueue() {
        queue.ifPresent(SqsJobQueue::close);
    }

    /** Of the type that is tried. */
    SqsSettings newQueues(ElasticMqServer server) {
        return server.newQueues();
    }

    @Override
    protected SqsJobQueue fresh() {
        var made = new SqsJobQueue(newQueues(server), clock);
        queue = Optional.of(made);
        return made;
    }

    @Override
    protected void pass(Duration time) {
        clock.advance(time);
        server.pass(time);
    }
}
