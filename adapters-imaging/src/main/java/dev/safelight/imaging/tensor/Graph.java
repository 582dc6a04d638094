package dev.safelight.imaging.tensor;

import java.util.List;
import java.util.Optional;

/**
 * A network as its file tells it: values, and operators in the order in which they run.
 *
 * @param inputs indices of the values that the caller gives
 * @param outputs indices of the values that the caller wants
 */
record Graph(List<Value> values, List<Operator> operators, int[] inputs, int[] outputs) {

    /**
     * A block of numbers.
     *
     * @param shape sizes, outermost first: batch (always 1), height, width, channels for pictures
     * @param constant its numbers where the file has them: weights
     */
    record Value(int[] shape, Optional<float[]> constant) {

        int size() {
            int size = 1;
            for (int side : shape) {
                size *= side;
            }
            return size;
        }

        /** Whether it is one picture: its shape has four sides and the first is 1. */
        boolean isPicture() {
            return shape.length == 4 && shape[0] == 1;
        }

        int height() {
            return shape[1];
        }

        int width() {
            return shape[2];
        }

        int channels() {
            return shape[3];
        }

        /** Pixels of a picture. */
        int area() {
            return height() * width();
        }
    }

    /** One step: what it is, and which values it reads and writes. */
    record Operator(Kind kind, int[] inputs, int[] outputs, Options options) {}

    /**
     * What an operator is told beside its inputs; of no meaning where its kind has no such option.
     *
     * @param same pads so that only the stride makes the output smaller ("SAME"); else not at all ("VALID")
     * @param relu negative results become 0
     * @param halfPixels whether centres of pixels are aligned in resizing
     */
    record Options(boolean same, int strideX, int strideY, boolean relu, boolean halfPixels) {

        static final Options NONE = new Options(false, 1, 1, false, false);
    }

    /** The operators that we run, with their code in the schema of TensorFlow Lite. */
    enum Kind {
        ADD(0),
        CONCATENATION(2),
        CONV_2D(3),
        DEPTHWISE_CONV_2D(4),
        DEQUANTIZE(6),
        MAX_POOL_2D(17),
        RELU(19),
        RESHAPE(22),
        RESIZE_BILINEAR(23),
        PAD(34);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        static Optional<Kind> of(int code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }
}
