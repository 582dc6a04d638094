package dev.safelight.imaging.tensor;

import dev.safelight.imaging.codec.ByteView;
import dev.safelight.imaging.codec.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table of a FlatBuffer: it begins with the signed distance back to its vtable, which says for each field how far from
 * the table's start it lies, or 0 where it is left out. Whatever lies outside of the file is {@link Unreadable}.
 */
record Table(ByteView file, int at) {

    /** More entries than any list in a network that we would run. */
    private static final int MAX_ENTRIES = 10_000;

    /** The table that the file's first four bytes point to. */
    static Table root(ByteView file) throws Unreadable {
        return new Table(file, target(file, 0));
    }

    int number(int field, int fallback) throws Unreadable {
        int place = place(field);
        return place == 0 ? fallback : (int) file.u32Little(place);
    }

    int octet(int field, int fallback) throws Unreadable {
        int place = place(field);
        return place == 0 ? fallback : file.u8(place);
    }

    Optional<Table> table(int field) throws Unreadable {
        int place = place(field);
        return place == 0 ? Optional.empty() : Optional.of(new Table(file, target(file, place)));
    }

    /** A list of tables; empty where it is left out. */
    List<Table> tables(int field) throws Unreadable {
        List<Table> tables = new ArrayList<>();
        int place = place(field);
        if (place != 0) {
            int list = target(file, place);
            for (int i = 0, count = entries(list, 4); i < count; i++) {
                tables.add(new Table(file, target(file, list + 4 + 4 * i)));
            }
        }
        return tables;
    }

    /** A list of 32-bit numbers; empty where it is left out. */
    int[] numbers(int field) throws Unreadable {
        int place = place(field);
        if (place == 0) {
            return new int[0];
        }
        int list = target(file, place);
        int[] numbers = new int[entries(list, 4)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (int) file.u32Little(list + 4 + 4 * i);
        }
        return numbers;
    }

    /** A list of bytes; empty where it is left out. */
    ByteView bytes(int field) throws Unreadable {
        int place = place(field);
        if (place == 0) {
            return file.part(0, 0);
        }
        int list = target(file, place);
        long length = file.u32Little(list);
        if (length > file.length() - list - 4) {
            throw Unreadable.truncated();
        }
        return file.part(list + 4, list + 4 + (int) length);
    }

    /** Where a field lies, or 0 where it is left out: nothing else lies at 0. */
    private int place(int field) throws Unreadable {
        long vtable = at - (long) (int) file.u32Little(at);
        if (vtable < 0 || vtable > file.length()) {
            throw Unreadable.corrupt("a table without its fields");
        }
        int entry = 4 + 2 * field;
        int distance = entry < file.u16Little((int) vtable) ? file.u16Little((int) vtable + entry) : 0;
        return distance == 0 ? 0 : Math.addExact(at, distance);
    }

    private int entries(int list, int size) throws Unreadable {
        long count = file.u32Little(list);
        if (count > MAX_ENTRIES || count * size > file.length() - list - 4) {
            throw Unreadable.corrupt("a list of " + count);
        }
        return (int) count;
    }

    private static int target(ByteView file, int place) throws Unreadable {
        long target = place + file.u32Little(place);
        if (target > file.length() - 4) {
            throw Unreadable.truncated();
        }
        return (int) target;
    }
}
