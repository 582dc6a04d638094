package dev.safelight.queue.sqs;

class SqsFifoDeadLettersTest extends SqsDeadLettersTest {

    @Override
    SqsSettings newQueues(ElasticMqServer server) {
        return server.newFifoQueues();
    }
}
