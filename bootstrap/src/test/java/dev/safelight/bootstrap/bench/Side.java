package dev.safelight.bootstrap.bench;

import dev.safelight.domain.image.OwnerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One of the two servers that are compared, in a process of its own. */
interface Side extends AutoCloseable {

    /** Somebody whose clients listen, and the header by which they say so. */
    record Listener(OwnerId owner, String header) {}

    String name();

    int port();

    Process process();

    List<Listener> listeners(int count) throws IOException, InterruptedException;

    /** What lives on the heap, in bytes, after everything else was collected. */
    long heap() throws IOException, InterruptedException;

    /** What the process has of the machine's memory, in bytes. */
    default long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process().pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .sum();
    }

    /** What it has used of the processors so far, in milliseconds. */
    default long cpu() {
        return process().info().totalCpuDuration().orElseThrow().toMillis();
    }

    @Override
    void close() throws IOException;
}
