package dev.safelight.imaging.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.imaging.codec.Unreadable;
import dev.safelight.imaging.tensor.Graph.Kind;
import dev.safelight.imaging.tensor.Graph.Operator;
import dev.safelight.imaging.tensor.Graph.Options;
import dev.safelight.imaging.tensor.Graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every operator against a plain transcription of what it is to compute, in double precision. */
class NetworkTest {

    private final Random random = new Random(4);

    @ParameterizedTest
    @CsvSource({
        // in: side, channels; filter: side, outputs; stride, same
        "7, 5, 1, 6, 1, false",
        "8, 4, 1, 1, 1, true",
        "16, 3, 3, 8, 2, true",
        "15, 3, 5, 24, 2, true",
        "9, 2, 3, 3, 1, true",
        "9, 2, 3, 3, 2, false",
        "30, 42, 1, 7, 1, true"
    })
    void a_convolution_is_right(int side, int channels, int filter, int outputs, int stride, boolean same)
            throws Unreadable {
        Options options = new Options(same, stride, stride, true, false);
        int small = same ? (side + stride - 1) / stride : (side - filter) / stride + 1;
        Sample in = Sample.of(random, 1, side, side + stride, channels);
        Sample weights = Sample.of(random, outputs, filter, filter, channels);
        Sample bias = Sample.of(random, outputs);
        Sample out = Sample.of(random, 1, small, small + 1, outputs);

        double[] expected = Reference.convolve(in, weights, bias, out, options);
        assertClose(run(Kind.CONV_2D, options, in, out, weights, bias), expected);
    }

    @ParameterizedTest
    @CsvSource({"8, 3, 1, true", "8, 5, 2, true", "7, 4, 2, true", "9, 2, 2, false", "6, 1, 1, false", "2, 3, 1, true"})
    void a_filter_for_each_channel_is_right(int side, int channels, int stride, boolean same) throws Unreadable {
        Options options = new Options(same, stride, stride, false, false);
        int small = same ? (side + stride - 1) / stride : (side - 3) / stride + 1;
        Sample in = Sample.of(random, 1, side + stride, side, channels);
        Sample weights = Sample.of(random, 1, 3, 3, channels);
        Sample bias = Sample.of(random, channels);
        Sample out = Sample.of(random, 1, small + 1, small, channels);

        double[] expected = Reference.filter(in, weights, bias, out, options);
        assertClose(run(Kind.DEPTHWISE_CONV_2D, options, in, out, weights, bias), expected);
    }

    @Test
    void enlarging_is_bilinear_with_centres_of_pixels_aligned() throws Unreadable {
        Sample in = Sample.of(random, 1, 6, 5, 3);
        Sample out = Sample.of(random, 1, 12, 10, 3);

        Options options = new Options(false, 1, 1, false, true);
        assertClose(run(Kind.RESIZE_BILINEAR, options, in, out), Reference.resize(in, out));
    }

    @Test
    void a_pool_takes_the_largest_of_four() throws Unreadable {
        Sample in = Sample.of(random, 1, 6, 4, 2);
        Sample out = Sample.of(random, 1, 3, 2, 2);
        double[] expected = new double[out.size()];
        for (int i = 0; i < expected.length; i++) {
            int c = i % 2;
            int x = i / 2 % 2 * 2;
            int y = i / 4 * 2;
            expected[i] = Math.max(
                    Math.max(in.at(0, y, x, c), in.at(0, y, x + 1, c)),
                    Math.max(in.at(0, y + 1, x, c), in.at(0, y + 1, x + 1, c)));
        }

        Options options = new Options(true, 2, 2, false, false);
        assertClose(run(Kind.MAX_POOL_2D, options, in, out), expected);
    }

    /** As in a network: what was padded is added to, what is negative cut off, and both kinds of list are joined. */
    @Test
    void padding_adding_cutting_off_and_joining_fit_together() throws Unreadable {
        Sample in = Sample.of(random, 1, 4, 4, 3);
        Sample weights = Sample.of(random, 5, 1, 1, 3);
        Sample bias = Sample.of(random, 5);
        Sample wide = Sample.of(random, 1, 4, 4, 5);
        Value margins = new Value(new int[] {4, 2}, java.util.Optional.of(new float[] {0, 0, 0, 0, 0, 0, 0, 2}));
        Sample list = Sample.of(random, 1, 80, 1);
        Sample both = Sample.of(random, 1, 160, 1);
        List<Value> values = List.of(
                in.variable(),
                weights.constant(),
                bias.constant(),
                wide.variable(),
                margins,
                wide.variable(),
                wide.variable(),
                wide.variable(),
                list.variable(),
                list.variable(),
                both.variable());
        List<Operator> operators = List.of(
                operator(Kind.CONV_2D, 3, 0, 1, 2),
                operator(Kind.PAD, 5, 0, 4),
                operator(Kind.ADD, 6, 5, 3),
                operator(Kind.RELU, 7, 6),
                operator(Kind.RESHAPE, 8, 3),
                operator(Kind.RESHAPE, 9, 7),
                operator(Kind.CONCATENATION, 10, 8, 9));
        float[] seen = Network.of(new Graph(values, operators, new int[] {0}, new int[] {10}))
                .run(in.planes())
                .getFirst();

        double[] mixed = Reference.convolve(in, weights, bias, wide, Options.NONE);
        double[] expected = new double[160];
        for (int i = 0; i < 80; i++) {
            expected[i] = mixed[i];
            expected[80 + i] = Math.max(0, mixed[i] + (i % 5 < 3 ? in.at(i / 5 * 3 + i % 5) : 0));
        }
        assertClose(seen, expected);
    }

    @Test
    void what_it_cannot_run_is_refused_before_it_runs() {
        Sample in = Sample.of(random, 1, 6, 4, 2);
        assertThatThrownBy(() -> run(Kind.MAX_POOL_2D, Options.NONE, in, in)).isInstanceOf(Unreadable.class);
        Sample other = Sample.of(random, 1, 6, 4, 3);
        assertThatThrownBy(() -> run(Kind.RELU, Options.NONE, in, other)).isInstanceOf(Unreadable.class);
        assertThatThrownBy(() -> run(Kind.CONV_2D, Options.NONE, in, in)).isInstanceOf(Unreadable.class);
    }

    /** The operator alone, then made a list, which is in the file's order. */
    private static float[] run(Kind kind, Options options, Sample in, Sample out, Sample... constants)
            throws Unreadable {
        List<Value> values = new ArrayList<>(List.of(in.variable(), out.variable()));
        values.add(new Value(new int[] {1, out.size(), 1}, java.util.Optional.empty()));
        int[] inputs = new int[1 + constants.length];
        for (int i = 0; i < constants.length; i++) {
            inputs[i + 1] = values.size();
            values.add(constants[i].constant());
        }
        List<Operator> operators =
                List.of(new Operator(kind, inputs, new int[] {1}, options), operator(Kind.RESHAPE, 2, 1));
        Network network = Network.of(new Graph(values, operators, new int[] {0}, new int[] {2}));
        return network.run(in.planes()).getFirst();
    }

    private static Operator operator(Kind kind, int output, int... inputs) {
        return new Operator(kind, inputs, new int[] {output}, Options.NONE);
    }

    private static void assertClose(float[] seen, double[] expected) {
        assertThat(seen).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) seen[i]).isCloseTo(expected[i], org.assertj.core.data.Offset.offset(1e-4));
        }
    }
}
