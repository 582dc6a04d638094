package dev.safelight.bootstrap;

import dev.safelight.application.job.Periodic;
import dev.safelight.application.job.Worker;
import java.util.List;
import java.util.stream.Stream;

/** All who work in the background. They start together and, because each may take its time, stop together. */
record Workforce(List<Worker> workers, List<Periodic> periodics) implements AutoCloseable {

    void start() {
        workers.forEach(Worker::start);
        periodics.forEach(Periodic::start);
    }

    /** Returns when all have handed back what they held; each of them bounds how long that takes. */
    @Override
    public void close() {
        new Together(Stream.concat(workers.stream(), periodics.stream()).toList()).close();
    }
}
