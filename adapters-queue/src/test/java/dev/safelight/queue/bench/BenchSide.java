package dev.safelight.queue.bench;

/** One of the two queues that are compared. Each call says how many seconds it took. */
interface BenchSide extends AutoCloseable {

    /** So many callers add one job after the other, each waiting for its answer. */
    double add(int concurrency, int jobs) throws Exception;

    /** One caller adds jobs by the batch. */
    double bulk(int batch, int jobs) throws Exception;

    /** Does what was added before the time is taken; the jobs have nothing to do. */
    double process(int concurrency, int jobs) throws Exception;

    @Override
    void close();
}
