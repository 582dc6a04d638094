package dev.safelight.queue.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** BullMQ in a process of its own, which does nothing while it is not asked. */
final class BullmqSide implements BenchSide {

    private final Process process;
    private final Writer orders;
    private final BufferedReader answers;

    /** @param script {@code bench/queue/bullmq.js} */
    BullmqSide(Path script, int port) throws IOException {
        process = new ProcessBuilder("node", script.toString(), Integer.toString(port))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        orders = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    private double order(String what, int one, int other) throws IOException {
        orders.write(what + " " + one + " " + other + "\n");
        orders.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("BullMQ's process ended; it says why above");
        }
        return Double.parseDouble(answer);
    }

    @Override
    public double add(int concurrency, int jobs) throws IOException {
        return order("add", concurrency, jobs);
    }

    @Override
    public double bulk(int batch, int jobs) throws IOException {
        return order("bulk", batch, jobs);
    }

    @Override
    public double process(int concurrency, int jobs) throws IOException {
        return order("process", concurrency, jobs);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
