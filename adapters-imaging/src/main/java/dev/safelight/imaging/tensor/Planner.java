package dev.safelight.imaging.tensor;

import dev.safelight.imaging.codec.Unreadable;
import dev.safelight.imaging.tensor.Graph.Kind;
import dev.safelight.imaging.tensor.Graph.Operator;
import dev.safelight.imaging.tensor.Graph.Options;
import dev.safelight.imaging.tensor.Graph.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Turns a graph into steps: everything that is the same for every picture is decided here, once, and checked here, so that
 * steps need no checks. A picture becomes a plane for each channel.
 */
final class Planner {

    private final Graph graph;
    private final Slots slots = new Slots();
    private final List<Step> steps = new ArrayList<>();

    /** The planes of each value, null before it is made. */
    private final int[][] planes;

    /** How often each value is still to be read. */
    private final int[] reads;

    /** Operators done together with the one before. */
    private final boolean[] done;

    Planner(Graph graph) {
        this.graph = graph;
        planes = new int[graph.values().size()][];
        reads = new int[graph.values().size()];
        done = new boolean[graph.operators().size()];
    }

    /**
     * @param memory size of each plane
     * @param inputs planes to fill before the first step, one for each channel
     * @param outputs planes to read after the last, one for each output
     */
    record Plan(List<Step> steps, int[] memory, int[] inputs, int[] outputs) {}

    Plan plan() throws Unreadable {
        countReads();
        int input = only(graph.inputs());
        Value picture = picture(input);
        planes[input] = slots.take(picture.channels(), picture.area());
        int[] inputs = planes[input].clone();
        for (int i = 0; i < done.length; i++) {
            if (!done[i]) {
                place(i);
            }
        }
        int[] outputs = new int[graph.outputs().length];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = only(made(graph.outputs()[i]));
        }
        return new Plan(List.copyOf(steps), slots.sizes(), inputs, outputs);
    }

    private void countReads() {
        for (Operator operator : graph.operators()) {
            for (int input : operator.inputs()) {
                reads[input]++;
            }
        }
        for (int output : graph.outputs()) {
            reads[output]++;
        }
    }

    private void place(int index) throws Unreadable {
        Operator operator = graph.operators().get(index);
        Optional<Integer> relu = reluAfter(index);
        int output = operator.outputs()[0];
        if (relu.isPresent()) {
            done[relu.get()] = true;
            output = graph.operators().get(relu.get()).outputs()[0];
        }
        if (planes[output] != null || value(output).constant().isPresent()) {
            throw Unreadable.corrupt("a value made twice");
        }
        boolean positive = operator.options().relu() || relu.isPresent();
        switch (operator.kind()) {
            case CONV_2D -> convolve(operator, output, positive);
            case DEPTHWISE_CONV_2D -> filter(operator, output, positive);
            case ADD -> add(operator, output, positive);
            case RELU -> relu(operator, output);
            case MAX_POOL_2D -> pool(operator, output);
            case RESIZE_BILINEAR -> resize(operator, output);
            case PAD -> pad(operator, output);
            case RESHAPE -> flatten(operator, output);
            case CONCATENATION -> join(operator, output);
            case DEQUANTIZE -> throw Unreadable.rare("unpacking at run time");
        }
        for (int input : operator.inputs()) {
            release(input);
        }
    }

    /** The operator that does nothing but cut off what is negative in the result of this one, if nobody else reads it. */
    private Optional<Integer> reluAfter(int index) {
        Operator operator = graph.operators().get(index);
        int output = operator.outputs()[0];
        boolean able = switch (operator.kind()) {
            case CONV_2D, DEPTHWISE_CONV_2D, ADD -> true;
            default -> false;
        };
        for (int i = index + 1; able && reads[output] == 1 && i < done.length; i++) {
            Operator later = graph.operators().get(i);
            if (later.kind() == Kind.RELU && later.inputs().length == 1 && later.inputs()[0] == output) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private void release(int value) {
        reads[value]--;
        if (reads[value] == 0 && planes[value] != null) {
            slots.giveBack(planes[value]);
        }
    }

    private void convolve(Operator operator, int output, boolean relu) throws Unreadable {
        Value in = input(operator, 0);
        Value weights = input(operator, 1);
        Value out = picture(output);
        need(weights.shape().length == 4 && weights.channels() == in.channels(), "weights of a convolution");
        need(weights.shape()[0] == out.channels(), "outputs of a convolution");
        Shift[] shifts = shifts(operator.options(), in, weights, out);
        int[] from = made(operator.inputs()[0]);
        int[] spread = new int[0];
        if (shifts.length > 1 || in.area() != out.area()) {
            spread = slots.take(from.length * shifts.length, out.area());
            steps.add(new Step.Spread(from, shifts, spread));
            from = spread;
        }
        planes[output] = slots.take(out.channels(), out.area());
        steps.add(new Step.Mix(
                filledUp(from, slots.zero(out.area())),
                planes[output],
                Weights.rows(constant(operator, 1), out.channels(), in.channels(), shifts.length),
                bias(operator, out),
                out.area(),
                relu));
        slots.giveBack(spread);
    }

    private void filter(Operator operator, int output, boolean relu) throws Unreadable {
        Value in = input(operator, 0);
        Value weights = input(operator, 1);
        Value out = picture(output);
        need(
                weights.isPicture() && weights.area() == 9 && weights.channels() == in.channels(),
                "weights of a filter that is not 3×3");
        need(in.channels() == out.channels(), "channels of a filter");
        planes[output] = slots.take(out.channels(), out.area());
        int[] scratch = slots.take(9, out.area());
        steps.add(new Step.Filter(
                made(operator.inputs()[0]),
                planes[output],
                shifts(operator.options(), in, weights, out),
                scratch,
                Weights.byChannel(constant(operator, 1), in.channels()),
                bias(operator, out),
                out.area(),
                relu));
        slots.giveBack(scratch);
    }

    /** One for each place in a filter, row by row; also checks that the output is as large as it must be. */
    private static Shift[] shifts(Options options, Value in, Value weights, Value out) throws Unreadable {
        int before = padding(options.same(), in.width(), weights.width(), options.strideX(), out.width());
        int above = padding(options.same(), in.height(), weights.height(), options.strideY(), out.height());
        Shift[] shifts = new Shift[weights.area()];
        for (int k = 0; k < shifts.length; k++) {
            shifts[k] = new Shift(
                    k % weights.width() - before,
                    k / weights.width() - above,
                    options.strideX(),
                    options.strideY(),
                    in.width(),
                    in.height(),
                    out.width(),
                    out.height());
        }
        return shifts;
    }

    /** How many zeros stand before the first pixel: the smaller half of what is lacking. */
    private static int padding(boolean same, int in, int filter, int stride, int out) throws Unreadable {
        need(out == (same ? (in + stride - 1) / stride : (in - filter) / stride + 1), "size of an output");
        return same ? Math.max(0, (out - 1) * stride + filter - in) / 2 : 0;
    }

    private void add(Operator operator, int output, boolean relu) throws Unreadable {
        Value out = picture(output);
        need(operator.inputs().length == 2, "terms of a sum");
        need(Arrays.equals(input(operator, 0).shape(), out.shape()), "a term of a sum");
        need(Arrays.equals(input(operator, 1).shape(), out.shape()), "a term of a sum");
        planes[output] = slots.take(out.channels(), out.area());
        steps.add(
                new Step.Sum(made(operator.inputs()[0]), made(operator.inputs()[1]), planes[output], out.area(), relu));
    }

    private void relu(Operator operator, int output) throws Unreadable {
        Value out = picture(output);
        need(Arrays.equals(input(operator, 0).shape(), out.shape()), "size of an output");
        planes[output] = slots.take(out.channels(), out.area());
        steps.add(new Step.Relu(made(operator.inputs()[0]), planes[output], out.area()));
    }

    private void pool(Operator operator, int output) throws Unreadable {
        Value in = input(operator, 0);
        Value out = picture(output);
        boolean halves = in.width() == 2 * out.width() && in.height() == 2 * out.height();
        need(operator.options().strideX() == 2 && operator.options().strideY() == 2 && halves, "pooling not by 2×2");
        need(in.channels() == out.channels(), "channels of a pool");
        planes[output] = slots.take(out.channels(), out.area());
        steps.add(new Step.Pool(made(operator.inputs()[0]), planes[output], out.width(), out.height()));
    }

    private void resize(Operator operator, int output) throws Unreadable {
        Value in = input(operator, 0);
        Value out = picture(output);
        need(in.channels() == out.channels(), "channels of a resize");
        boolean half = operator.options().halfPixels();
        planes[output] = slots.take(out.channels(), out.area());
        steps.add(new Step.Resize(
                made(operator.inputs()[0]),
                planes[output],
                Step.Axis.of(in.width(), out.width(), half),
                Step.Axis.of(in.height(), out.height(), half)));
    }

    /** Only more channels: they are all the same plane of zeros, and the others are shared. */
    private void pad(Operator operator, int output) throws Unreadable {
        Value in = input(operator, 0);
        Value out = picture(output);
        float[] margins = constant(operator, 1);
        need(in.width() == out.width() && in.height() == out.height(), "padding of other than channels");
        need(margins.length == 8 && margins[6] == 0, "padding of other than the last channels");
        need(in.channels() + (int) margins[7] == out.channels(), "channels of a padding");
        int[] from = made(operator.inputs()[0]);
        int[] padded = Arrays.copyOf(from, out.channels());
        Arrays.fill(padded, from.length, padded.length, slots.zero(out.area()));
        slots.share(padded);
        planes[output] = padded;
    }

    private void flatten(Operator operator, int output) throws Unreadable {
        Value in = input(operator, 0);
        need(value(output).shape().length < 4, "reshaping into other than a list");
        need(in.size() == value(output).size(), "size of an output");
        planes[output] = slots.take(1, in.size());
        steps.add(new Step.Flatten(made(operator.inputs()[0]), planes[output][0], in.area()));
    }

    private void join(Operator operator, int output) throws Unreadable {
        int[] from = new int[operator.inputs().length];
        int[] sizes = new int[from.length];
        for (int i = 0; i < from.length; i++) {
            Value in = value(operator.inputs()[i]);
            need(in.shape().length == 3 && in.shape()[0] == 1, "joining what is no list");
            from[i] = only(made(operator.inputs()[i]));
            sizes[i] = in.size();
        }
        need(Arrays.stream(sizes).sum() == value(output).size(), "size of an output");
        planes[output] = slots.take(1, value(output).size());
        steps.add(new Step.Join(from, sizes, planes[output][0]));
    }

    private float[] bias(Operator operator, Value out) throws Unreadable {
        float[] bias = constant(operator, 2);
        need(bias.length == out.channels(), "biases");
        return bias;
    }

    private float[] constant(Operator operator, int index) throws Unreadable {
        need(index < operator.inputs().length, "inputs of an operator");
        return value(operator.inputs()[index]).constant().orElseThrow(() -> Unreadable.rare("weights are computed"));
    }

    private Value input(Operator operator, int index) throws Unreadable {
        need(index < operator.inputs().length, "inputs of an operator");
        Value value = value(operator.inputs()[index]);
        need(value.shape().length == 4, "a value that is no picture");
        return value;
    }

    private Value picture(int index) throws Unreadable {
        need(value(index).isPicture(), "a value that is no picture");
        return value(index);
    }

    private int[] made(int index) throws Unreadable {
        need(planes[index] != null, "a value that is read before it is made");
        return planes[index];
    }

    private Value value(int index) {
        return graph.values().get(index);
    }

    private static int only(int[] one) throws Unreadable {
        need(one.length == 1, "more than one");
        return one[0];
    }

    /** Up to a multiple of four. */
    private static int[] filledUp(int[] planes, int filler) {
        int[] filled = Arrays.copyOf(planes, (planes.length + 3) / 4 * 4);
        Arrays.fill(filled, planes.length, filled.length, filler);
        return filled;
    }

    private static void need(boolean holds, String what) throws Unreadable {
        if (!holds) {
            throw Unreadable.rare(what);
        }
    }
}
