package dev.safelight.imaging.hevc;

import dev.safelight.imaging.codec.Checkpoint;
import dev.safelight.imaging.codec.Unreadable;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** NAL units as files hold them, and what is said of pictures in tests. */
final class Streams {

    private Streams() {}

    /** Units of a byte stream (annex B). */
    static List<byte[]> units(byte[] stream) {
        List<byte[]> units = new ArrayList<>();
        int start = -1;
        for (int i = 0; i + 2 < stream.length; i++) {
            if (stream[i] == 0 && stream[i + 1] == 0 && stream[i + 2] == 1) {
                add(units, stream, start, i);
                start = i + 3;
            }
        }
        add(units, stream, start, stream.length);
        return units;
    }

    private static void add(List<byte[]> units, byte[] stream, int start, int end) {
        if (start < 0) {
            return;
        }
        int last = end;
        while (last > start && stream[last - 1] == 0) {
            last--;
        }
        byte[] unit = new byte[last - start];
        System.arraycopy(stream, start, unit, 0, unit.length);
        units.add(unit);
    }

    /** An hvcC box's content with the parameter sets among the units. */
    static byte[] configuration(List<byte[]> units) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] head = new byte[22];
        head[0] = 1;
        head[21] = 3;
        out.writeBytes(head);
        List<byte[]> sets = units.stream()
                .filter(unit -> type(unit) >= 32 && type(unit) <= 34)
                .toList();
        out.write(sets.size());
        for (byte[] set : sets) {
            out.write(type(set));
            out.write(0);
            out.write(1);
            out.write(set.length >> 8);
            out.write(set.length);
            out.writeBytes(set);
        }
        return out.toByteArray();
    }

    /** The other units, each behind its length in four bytes. */
    static byte[] samples(List<byte[]> units) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] unit : units) {
            if (type(unit) < 32) {
                out.writeBytes(ByteBuffer.allocate(4).putInt(unit.length).array());
                out.writeBytes(unit);
            }
        }
        return out.toByteArray();
    }

    private static int type(byte[] unit) {
        return unit[0] >> 1 & 63;
    }

    static HevcPicture decode(List<byte[]> units) throws Unreadable {
        return decode(configuration(units), samples(units));
    }

    static HevcPicture decode(byte[] configuration, byte[] samples) throws Unreadable {
        return HevcDecoder.of(configuration, 0, configuration.length, 1 << 24)
                .decode(samples, 0, samples.length, Checkpoint.NONE);
    }

    /** Of all samples, plane after plane, row by row; of two bytes each, the lower first, where there are more than 8 bits. */
    static String checksum(HevcPicture picture) {
        CRC32 crc = new CRC32();
        List<HevcPlane> planes = new ArrayList<>(picture.chroma());
        planes.addFirst(picture.luma());
        for (HevcPlane plane : planes) {
            for (int y = 0; y < plane.height(); y++) {
                for (int x = 0; x < plane.width(); x++) {
                    crc.update(plane.at(x, y));
                    if (plane.depth() > 8) {
                        crc.update(plane.at(x, y) >> 8);
                    }
                }
            }
        }
        return "%08x".formatted(crc.getValue());
    }

    static String checksum(List<byte[]> units) {
        CRC32 crc = new CRC32();
        units.forEach(crc::update);
        return "%08x".formatted(crc.getValue());
    }
}
