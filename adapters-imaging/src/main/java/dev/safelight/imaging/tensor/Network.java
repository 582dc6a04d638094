package dev.safelight.imaging.tensor;

import dev.safelight.imaging.codec.Unreadable;
import dev.safelight.imaging.tensor.Graph.Value;
import dev.safelight.imaging.tensor.Planner.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A convolutional network that was read from a TensorFlow Lite file. Takes one picture and returns lists of numbers. Always
 * the same numbers for the same picture. May be used by many threads at once: each needs memory of its own, which is kept
 * for the next.
 */
public final class Network {

    private final Value input;
    private final Plan plan;
    private final Queue<float[][]> memories = new ConcurrentLinkedQueue<>();

    private Network(Value input, Plan plan) {
        this.input = input;
        this.plan = plan;
    }

    /** @throws Unreadable if it is no such file, or one with more in it than we run */
    public static Network of(byte[] file) throws Unreadable {
        return of(GraphReader.read(file));
    }

    static Network of(Graph graph) throws Unreadable {
        Plan plan = new Planner(graph).plan();
        return new Network(graph.values().get(graph.inputs()[0]), plan);
    }

    public int width() {
        return input.width();
    }

    public int height() {
        return input.height();
    }

    /** How many planes {@link #run} wants. */
    public int channels() {
        return input.channels();
    }

    /** Bytes that a run takes, without the weights. */
    public long memory() {
        long numbers = 0;
        for (int size : plan.memory()) {
            numbers += size;
        }
        return numbers * Float.BYTES;
    }

    /**
     * @param picture a plane for each channel, row by row, of {@link #width()} × {@link #height()}
     * @return the outputs in the order that the file gives them
     */
    public List<float[]> run(float[][] picture) {
        float[][] taken = memories.poll();
        float[][] memory = taken != null ? taken : newMemory();
        for (int c = 0; c < plan.inputs().length; c++) {
            System.arraycopy(picture[c], 0, memory[plan.inputs()[c]], 0, input.area());
        }
        for (Step step : plan.steps()) {
            step.run(memory);
        }
        List<float[]> outputs = new ArrayList<>();
        for (int plane : plan.outputs()) {
            outputs.add(memory[plane].clone());
        }
        memories.add(memory);
        return outputs;
    }

    private float[][] newMemory() {
        float[][] memory = new float[plan.memory().length][];
        for (int i = 0; i < memory.length; i++) {
            memory[i] = new float[plan.memory()[i]];
        }
        return memory;
    }
}
