package dev.safelight.imaging.heif;

import dev.safelight.imaging.codec.ByteView;
import dev.safelight.imaging.codec.Unreadable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The box meta: which items there are, where, what is said of them, and which one the file is about. */
final class Items {

    private final ByteView file;
    private final ByteView idat;
    private final int primary;
    private final Map<Integer, Item> items;
    private final Map<Integer, Location> locations;
    private final List<Reference> references;
    private final Map<Integer, List<Item>> auxiliaries;

    private Items(ByteView file, Map<String, Box> parts, HeifLimits limits) throws Unreadable {
        this.file = file;
        this.idat = parts.containsKey("idat") ? need(parts, "idat").body() : ByteView.of(new byte[0]);
        this.primary = primary(parts);
        List<Box> properties = Box.in(need(parts, "iprp").body(), 0, limits.maxItems());
        this.items = ItemTable.of(need(parts, "iinf"), properties, limits);
        this.locations = Location.of(need(parts, "iloc"), limits);
        this.references = parts.containsKey("iref") ? Reference.of(need(parts, "iref"), limits) : List.of();
        this.auxiliaries = auxiliaries();
    }

    static Items of(ByteView file, HeifLimits limits) throws Unreadable {
        Box meta = Box.first(file, "meta", limits.maxItems());
        Map<String, Box> parts = new HashMap<>();
        for (Box box : Box.in(meta.body(), 4, limits.maxItems())) {
            parts.putIfAbsent(box.type(), box);
        }
        if (!need(parts, "hdlr").body().has(8, "pict")) {
            throw Unreadable.rare("a file that is about no picture");
        }
        return new Items(file, parts, limits);
    }

    private static Box need(Map<String, Box> parts, String type) throws Unreadable {
        Box box = parts.get(type);
        if (box == null) {
            throw Unreadable.corrupt("no box " + type);
        }
        return box;
    }

    /** Sequences that have no still picture beside them lack it (ISO/IEC 23008-12, 7.2 against 6.2). */
    private static int primary(Map<String, Box> parts) throws Unreadable {
        Box pitm = parts.get("pitm");
        if (pitm == null) {
            throw Unreadable.rare("no still picture");
        }
        return new Fields(pitm.body(), 4).id(pitm.version() > 0);
    }

    /** What the file is about; where that is a thumbnail, the picture that it stands for, as other readers have it. */
    Item primary() throws Unreadable {
        for (Reference reference : references) {
            boolean isThumbnail = reference.type().equals("thmb") && reference.from() == primary;
            if (isThumbnail && !reference.to().isEmpty()) {
                return item(reference.to().getFirst());
            }
        }
        return item(primary);
    }

    Item item(int id) throws Unreadable {
        Item item = items.get(id);
        if (item == null) {
            throw Unreadable.corrupt("no item " + id);
        }
        return item;
    }

    ByteView bytes(Item item) throws Unreadable {
        Location location = locations.get(item.id());
        if (location == null) {
            throw Unreadable.corrupt("item " + item.id() + " is nowhere");
        }
        return location.bytes(file, idat);
    }

    /** What {@code item} is made from, in order. */
    List<Item> sources(Item item) throws Unreadable {
        List<Item> sources = new ArrayList<>();
        for (Reference reference : references) {
            if (reference.type().equals("dimg") && reference.from() == item.id()) {
                for (int id : reference.to()) {
                    sources.add(item(id));
                }
            }
        }
        return sources;
    }

    /** What is there beside {@code item}: its alpha, depth, gain map. */
    Stream<Item> auxiliaries(Item item) {
        return auxiliaries.getOrDefault(item.id(), List.of()).stream();
    }

    boolean isPremultiplied(Item item, Item alpha) {
        return references.stream()
                .anyMatch(reference -> reference.type().equals("prem")
                        && reference.from() == item.id()
                        && reference.to().contains(alpha.id()));
    }

    private Map<Integer, List<Item>> auxiliaries() {
        Map<Integer, List<Item>> found = new HashMap<>();
        for (Reference reference : references) {
            Item from = items.get(reference.from());
            if (reference.type().equals("auxl") && from != null) {
                for (int id : reference.to()) {
                    found.computeIfAbsent(id, _ -> new ArrayList<>()).add(from);
                }
            }
        }
        return found;
    }
}
