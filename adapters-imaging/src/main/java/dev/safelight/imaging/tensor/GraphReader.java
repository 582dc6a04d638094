package dev.safelight.imaging.tensor;

import dev.safelight.imaging.codec.ByteView;
import dev.safelight.imaging.codec.Unreadable;
import dev.safelight.imaging.tensor.Graph.Kind;
import dev.safelight.imaging.tensor.Graph.Operator;
import dev.safelight.imaging.tensor.Graph.Options;
import dev.safelight.imaging.tensor.Graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a TensorFlow Lite file (schema version 3, one subgraph, numbers in 32 or 16 bits floating point). Numbers of
 * fields are those of its FlatBuffer schema.
 */
final class GraphReader {

    private static final int MAX_SIDE = 4096;
    private static final int MAX_SIZE = 1 << 24;

    private static final int FLOAT32 = 0;
    private static final int FLOAT16 = 1;
    private static final int INT32 = 2;

    private final List<Table> buffers;
    private final List<Table> codes;
    private final List<Value> values = new ArrayList<>();

    private GraphReader(Table model) throws Unreadable {
        codes = model.tables(1);
        buffers = model.tables(4);
    }

    static Graph read(byte[] file) throws Unreadable {
        ByteView view = ByteView.of(file);
        if (!view.has(4, "TFL3")) {
            throw Unreadable.corrupt("no TensorFlow Lite file");
        }
        Table model = Table.root(view);
        List<Table> subgraphs = model.tables(2);
        if (subgraphs.size() != 1) {
            throw Unreadable.rare(subgraphs.size() + " subgraphs");
        }
        return new GraphReader(model).graph(subgraphs.getFirst());
    }

    private Graph graph(Table subgraph) throws Unreadable {
        for (Table tensor : subgraph.tables(0)) {
            values.add(value(tensor));
        }
        List<Operator> operators = new ArrayList<>();
        for (Table table : subgraph.tables(3)) {
            Operator operator = operator(table);
            if (operator.kind() == Kind.DEQUANTIZE) {
                unpack(operator);
            } else {
                operators.add(operator);
            }
        }
        return new Graph(values, operators, indices(subgraph, 1), indices(subgraph, 2));
    }

    private Value value(Table tensor) throws Unreadable {
        int[] shape = tensor.numbers(0);
        long size = 1;
        for (int side : shape) {
            size *= side;
            if (side < 1 || side > MAX_SIDE || size > MAX_SIZE) {
                throw Unreadable.tooComplex("a value of " + size);
            }
        }
        ByteView bytes = at(buffers, tensor.number(2, 0)).bytes(0);
        if (bytes.length() == 0) {
            return new Value(shape, Optional.empty());
        }
        float[] numbers = numbers(bytes, tensor.octet(1, FLOAT32));
        if (numbers.length != size) {
            throw Unreadable.corrupt(numbers.length + " numbers for a value of " + size);
        }
        return new Value(shape, Optional.of(numbers));
    }

    /** As floats, also the few whole numbers (sizes and paddings) that networks contain: they are small. */
    private static float[] numbers(ByteView bytes, int type) throws Unreadable {
        float[] numbers = new float[bytes.length() / (type == FLOAT16 ? 2 : 4)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = switch (type) {
                case FLOAT32 -> Float.intBitsToFloat((int) bytes.u32Little(4 * i));
                case FLOAT16 -> Float.float16ToFloat((short) bytes.u16Little(2 * i));
                case INT32 -> (int) bytes.u32Little(4 * i);
                default -> throw Unreadable.rare("numbers of type " + type);
            };
        }
        return numbers;
    }

    private Operator operator(Table table) throws Unreadable {
        Table code = at(codes, table.number(0, 0));
        // Codes above 127 came later, in a field of their own; the old field is then 127.
        int number = Math.max(code.octet(0, 0), code.number(3, 0));
        Kind kind = Kind.of(number).orElseThrow(() -> Unreadable.rare("operator " + number));
        Optional<Table> options = table.table(4);
        int[] outputs = indices(table, 2);
        if (outputs.length != 1) {
            throw Unreadable.rare(outputs.length + " outputs of one operator");
        }
        return new Operator(
                kind, indices(table, 1), outputs, options.isPresent() ? options(kind, options.get()) : Options.NONE);
    }

    private static Options options(Kind kind, Table table) throws Unreadable {
        return switch (kind) {
            case CONV_2D -> filter(table, activates(table, 3));
            case DEPTHWISE_CONV_2D -> filter(table, activates(table, 4));
            case MAX_POOL_2D -> filter(table, activates(table, 5));
            case ADD -> new Options(false, 1, 1, activates(table, 0), false);
            case RESIZE_BILINEAR -> new Options(false, 1, 1, false, table.octet(3, 0) != 0);
            default -> Options.NONE;
        };
    }

    private static Options filter(Table table, boolean relu) throws Unreadable {
        int strideX = table.number(1, 1);
        int strideY = table.number(2, 1);
        if (strideX < 1 || strideX > 8 || strideY < 1 || strideY > 8) {
            throw Unreadable.rare("a stride of " + strideX + "×" + strideY);
        }
        return new Options(table.octet(0, 0) == 0, strideX, strideY, relu, false);
    }

    private static boolean activates(Table table, int field) throws Unreadable {
        int activation = table.octet(field, 0);
        if (activation > 1) {
            throw Unreadable.rare("activation " + activation);
        }
        return activation == 1;
    }

    /** Weights stored in 16 bits were widened when they were read. */
    private void unpack(Operator operator) throws Unreadable {
        Value packed = operator.inputs().length == 1 ? values.get(operator.inputs()[0]) : values.getFirst();
        Value unpacked = values.get(operator.outputs()[0]);
        if (packed.constant().isEmpty() || packed.size() != unpacked.size()) {
            throw Unreadable.rare("unpacking what is no constant");
        }
        values.set(operator.outputs()[0], new Value(unpacked.shape(), packed.constant()));
    }

    private int[] indices(Table table, int field) throws Unreadable {
        int[] indices = table.numbers(field);
        for (int index : indices) {
            at(values, index);
        }
        return indices;
    }

    private static <T> T at(List<T> list, int index) throws Unreadable {
        if (index < 0 || index >= list.size()) {
            throw Unreadable.corrupt("entry " + index + " of " + list.size());
        }
        return list.get(index);
    }
}
