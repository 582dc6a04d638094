package dev.safelight.imaging.tensor;

import dev.safelight.imaging.codec.Unreadable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Decides, before anything runs, which planes share memory: one that nobody reads any more is the next of its size. */
final class Slots {

    /** More numbers than any network that we would run needs at once: 256 MiB. */
    private static final long MAX_NUMBERS = 1 << 26;

    private final List<Integer> sizes = new ArrayList<>();
    private final List<Integer> holders = new ArrayList<>();
    private final Map<Integer, Deque<Integer>> free = new HashMap<>();
    private final Map<Integer, Integer> zeros = new HashMap<>();
    private long numbers;

    /** So many planes of {@code size}, with whatever was left in them. */
    int[] take(int count, int size) throws Unreadable {
        int[] taken = new int[count];
        for (int i = 0; i < count; i++) {
            Deque<Integer> left = free.getOrDefault(size, new ArrayDeque<>());
            taken[i] = left.isEmpty() ? add(size) : left.pop();
            holders.set(taken[i], 1);
        }
        return taken;
    }

    /** Another value holds the same planes. */
    void share(int[] planes) {
        for (int plane : planes) {
            holders.set(plane, holders.get(plane) + 1);
        }
    }

    void giveBack(int[] planes) {
        for (int plane : planes) {
            int left = holders.get(plane) - 1;
            holders.set(plane, left);
            if (left == 0) {
                free.computeIfAbsent(sizes.get(plane), _ -> new ArrayDeque<>()).push(plane);
            }
        }
    }

    /** A plane of zeros that nobody writes to. */
    int zero(int size) throws Unreadable {
        Integer there = zeros.get(size);
        if (there != null) {
            return there;
        }
        int plane = add(size);
        holders.set(plane, 1);
        zeros.put(size, plane);
        return plane;
    }

    int[] sizes() {
        return sizes.stream().mapToInt(Integer::intValue).toArray();
    }

    private int add(int size) throws Unreadable {
        numbers += size;
        if (numbers > MAX_NUMBERS) {
            throw Unreadable.tooComplex("a network that needs more memory than " + MAX_NUMBERS + " numbers");
        }
        sizes.add(size);
        holders.add(0);
        return sizes.size() - 1;
    }
}
