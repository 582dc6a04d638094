package dev.safelight.storage.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A process that does as it is told, and what the system says that this took. Linux alone says it. */
final class ClientProcess implements AutoCloseable {

    /** The system counts processor time in hundredths of a second. */
    private static final double TICKS_PER_SECOND = 100;

    /**
     * What one order took.
     *
     * @param cpu seconds of user and system time of this process with all its threads
     * @param peak resident megabytes at most
     */
    record Figures(double seconds, double cpu, double peak) {}

    private final Process process;
    private final Writer orders;
    private final BufferedReader answers;

    ClientProcess(List<String> command) throws IOException {
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        orders = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** @throws IOException also when fewer bytes were written than there are in the photos */
    Figures order(String what, int count, String target, long bytes) throws IOException {
        Files.writeString(proc("clear_refs"), "5"); // forgets the peak of before
        double cpu = cpuSeconds();
        long start = System.nanoTime();
        orders.write(what + " " + count + " " + target + "\n");
        orders.flush();
        long written = Long.parseLong(answer());
        double seconds = (System.nanoTime() - start) / 1e9;
        if (written < bytes) {
            throw new IOException(written + " bytes instead of " + bytes + " and more");
        }
        return new Figures(seconds, cpuSeconds() - cpu, peakMegabytes());
    }

    String answer() throws IOException {
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the process ended; it says why above");
        }
        return answer;
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
    }

    private double cpuSeconds() throws IOException {
        String stat = Files.readString(proc("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    private double peakMegabytes() throws IOException {
        return Files.readAllLines(proc("status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D+", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() throws IOException {
        orders.close();
        process.destroy();
        process.onExit().join();
    }
}
