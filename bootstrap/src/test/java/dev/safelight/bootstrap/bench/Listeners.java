package dev.safelight.bootstrap.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A {@link Crowd} before one of the servers. */
final class Listeners implements AutoCloseable {

    private final Process process;
    private final Writer orders;
    private final BufferedReader answers;

    private Listeners(int port, int ofEach) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Crowd.class.getName(),
                        Integer.toString(port),
                        Integer.toString(ofEach))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        orders = process.outputWriter(UTF_8);
        answers = process.inputReader(UTF_8);
    }

    /** All connected. */
    static Listeners of(Side side, List<Side.Listener> listeners, int ofEach) throws IOException {
        Listeners crowd = new Listeners(side.port(), ofEach);
        for (Side.Listener listener : listeners) {
            crowd.orders.write(listener.header() + "\n");
        }
        crowd.say("");
        crowd.expect("connected");
        return crowd;
    }

    /** From now on they listen for one event. */
    void listen() throws IOException {
        say("listen");
        expect("listening");
    }

    /** When half of them, 99 of 100 and all have heard it. */
    long[] heard() throws IOException {
        return Arrays.stream(answer().split(" ", -1)).mapToLong(Long::parseLong).toArray();
    }

    private void say(String order) throws IOException {
        orders.write(order + "\n");
        orders.flush();
    }

    private void expect(String answer) throws IOException {
        String said = answer();
        if (!said.equals(answer)) {
            throw new IOException("expected " + answer + ", was told " + said);
        }
    }

    private String answer() throws IOException {
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the crowd is gone; it says why above");
        }
        return answer;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
