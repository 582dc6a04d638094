package dev.safelight.imaging.heif;

import static dev.safelight.imaging.heif.Bytes.box;
import static dev.safelight.imaging.heif.Bytes.full;
import static dev.safelight.imaging.heif.Bytes.joined;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Builds HEIF files by hand, right and wrong ones. Items are numbered from 1; the first is the primary one. */
final class HeifBuilder {

    private record Entry(int id, String type, byte[] data, boolean inside, List<Integer> properties) {}

    private final List<Entry> items = new ArrayList<>();
    private final List<byte[]> properties = new ArrayList<>();
    private final List<byte[]> references = new ArrayList<>();
    private String brand = "heic";
    private int primary = 1;

    /** A coded picture, said to be of this size. */
    HeifBuilder coded(Sample sample, int width, int height, byte[]... more) {
        return item("hvc1", sample.data(), joinedFirst(essential(sample.setup()), size(width, height), more));
    }

    HeifBuilder coded(Sample sample, byte[]... more) {
        return coded(sample, sample.width(), sample.height(), more);
    }

    HeifBuilder grid(int rows, int columns, int width, int height, byte[]... more) {
        byte[] recipe = Bytes.of()
                .u8(0)
                .u8(0)
                .u8(rows - 1)
                .u8(columns - 1)
                .u16(width)
                .u16(height)
                .toArray();
        return inside("grid", recipe, joinedFirst(size(width, height), more));
    }

    /** @param offsets x and y of each layer */
    HeifBuilder overlay(int[] ground, int width, int height, int... offsets) {
        Bytes recipe = Bytes.of().u16(0);
        for (int value : ground) {
            recipe.u16(value);
        }
        recipe.u16(width).u16(height);
        for (int offset : offsets) {
            recipe.u16(offset);
        }
        return inside("iovl", recipe.toArray(), size(width, height));
    }

    HeifBuilder item(String type, byte[] data, byte[]... given) {
        return add(type, data, false, given);
    }

    /** An item whose bytes are in the box idat. */
    HeifBuilder inside(String type, byte[] data, byte[]... given) {
        return add(type, data, true, given);
    }

    private HeifBuilder add(String type, byte[] data, boolean inside, byte[]... given) {
        List<Integer> numbers = new ArrayList<>();
        for (byte[] property : given) {
            properties.add(property);
            numbers.add(properties.size());
        }
        items.add(new Entry(items.size() + 1, type, data, inside, numbers));
        return this;
    }

    HeifBuilder refer(String type, int from, int... to) {
        Bytes reference = Bytes.of().u16(from).u16(to.length);
        for (int id : to) {
            reference.u16(id);
        }
        references.add(box(type, reference.toArray()));
        return this;
    }

    HeifBuilder primary(int id) {
        primary = id;
        return this;
    }

    HeifBuilder brand(String other) {
        brand = other;
        return this;
    }

    byte[] build() {
        byte[] type = box(
                "ftyp", Bytes.of().text(brand).u32(0).text("mif1").text(brand).toArray());
        int start = type.length + meta(0).length + 8;
        return joined(type, meta(start), box("mdat", data(false)));
    }

    private byte[] meta(int start) {
        byte[] handler =
                Bytes.of().u32(0).text("pict").u32(0).u32(0).u32(0).u8(0).toArray();
        return full(
                "meta",
                0,
                0,
                full("hdlr", 0, 0, handler),
                full("pitm", 0, 0, Bytes.of().u16(primary).toArray()),
                entries(),
                full("iref", 0, 0, joined(references.toArray(byte[][]::new))),
                box("iprp", box("ipco", joined(boxes())), associations()),
                places(start),
                box("idat", data(true)));
    }

    private byte[] data(boolean inside) {
        return joined(items.stream()
                .filter(item -> item.inside == inside)
                .map(Entry::data)
                .toArray(byte[][]::new));
    }

    private byte[] entries() {
        Bytes entries = Bytes.of().u16(items.size());
        for (Entry item : items) {
            byte[] entry = Bytes.of().u16(item.id).u16(0).text(item.type).u8(0).toArray();
            entries.raw(full("infe", 2, 0, entry));
        }
        return full("iinf", 0, 0, entries.toArray());
    }

    /** A property that is essential has a byte before it that says so. */
    private byte[][] boxes() {
        return properties.stream()
                .map(property -> property[0] == ESSENTIAL ? Arrays.copyOfRange(property, 1, property.length) : property)
                .toArray(byte[][]::new);
    }

    private byte[] associations() {
        Bytes all = Bytes.of().u32(items.size());
        for (Entry item : items) {
            all.u16(item.id).u8(item.properties.size());
            for (int number : item.properties) {
                boolean essential = properties.get(number - 1)[0] == ESSENTIAL;
                all.u16((essential ? 0x8000 : 0) | number);
            }
        }
        return full("ipma", 0, 1, all.toArray());
    }

    private byte[] places(int start) {
        Bytes all = Bytes.of().u8(0x44).u8(0).u16(items.size());
        int outside = start;
        int inside = 0;
        for (Entry item : items) {
            all.u16(item.id).u16(item.inside ? 1 : 0).u16(0).u16(1);
            all.u32(item.inside ? inside : outside).u32(item.data.length);
            inside += item.inside ? item.data.length : 0;
            outside += item.inside ? 0 : item.data.length;
        }
        return full("iloc", 1, 0, all.toArray());
    }

    private static final byte ESSENTIAL = (byte) 0xFF;

    static byte[] essential(byte[] property) {
        return joined(new byte[] {ESSENTIAL}, property);
    }

    static byte[] size(int width, int height) {
        return full("ispe", 0, 0, Bytes.of().u32(width).u32(height).toArray());
    }

    static byte[] rotation(int quarters) {
        return essential(box("irot", new byte[] {(byte) quarters}));
    }

    /** @param mode 0 exchanges top and bottom, 1 left and right */
    static byte[] mirror(int mode) {
        return essential(box("imir", new byte[] {(byte) mode}));
    }

    /** @param offsetX twice how far the middle of the part lies right of the picture's */
    static byte[] crop(int width, int height, int offsetX, int offsetY) {
        Bytes body = Bytes.of().u32(width).u32(1).u32(height).u32(1);
        return essential(
                box("clap", body.u32(offsetX).u32(2).u32(offsetY).u32(2).toArray()));
    }

    static byte[] auxiliary(String purpose) {
        return full("auxC", 0, 0, Bytes.of().text(purpose).u8(0).toArray());
    }

    static byte[] colour(int primaries, int transfer, int matrix, boolean fullRange) {
        Bytes body = Bytes.of().text("nclx").u16(primaries).u16(transfer).u16(matrix);
        return box("colr", body.u8(fullRange ? 0x80 : 0).toArray());
    }

    private static byte[][] joinedFirst(byte[] first, byte[][] more) {
        List<byte[]> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(more));
        return all.toArray(byte[][]::new);
    }

    private static byte[][] joinedFirst(byte[] first, byte[] second, byte[][] more) {
        return joinedFirst(first, joinedFirst(second, more));
    }
}
