package dev.safelight.imaging.heif;

import dev.safelight.imaging.codec.Unreadable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts together what iinf and iprp say of the items (ISO/IEC 14496-12, 8.11.6 and 8.11.14). */
final class ItemTable {

    private final HeifLimits limits;
    private final Map<Integer, String> types = new HashMap<>();
    private final Map<Integer, List<Item.Given>> given = new HashMap<>();
    private List<Property> properties = List.of();

    private ItemTable(HeifLimits limits) {
        this.limits = limits;
    }

    static Map<Integer, Item> of(Box iinf, List<Box> iprp, HeifLimits limits) throws Unreadable {
        ItemTable table = new ItemTable(limits);
        table.readTypes(iinf);
        table.readProperties(iprp);
        Map<Integer, Item> items = new HashMap<>();
        table.types.forEach((id, type) -> items.put(id, new Item(id, type, table.given.getOrDefault(id, List.of()))));
        return items;
    }

    private void readTypes(Box iinf) throws Unreadable {
        int entries = iinf.version() == 0 ? 6 : 8;
        for (Box box : Box.in(iinf.body(), entries, limits.maxItems())) {
            if (box.type().equals("infe")) {
                readType(box);
            }
        }
    }

    /** Versions 0 and 1 are of files that are no pictures. */
    private void readType(Box infe) throws Unreadable {
        int version = infe.version();
        if (version == 2 || version == 3) {
            Fields fields = new Fields(infe.body(), 4);
            int id = fields.id(version == 3);
            fields.u16();
            types.putIfAbsent(id, fields.fourCharacters());
        }
    }

    private void readProperties(List<Box> iprp) throws Unreadable {
        for (Box box : iprp) {
            if (box.type().equals("ipco")) {
                List<Property> read = new ArrayList<>();
                for (Box property : Box.in(box.body(), 0, limits.maxProperties())) {
                    read.add(Property.of(property));
                }
                properties = read;
            }
        }
        Budget associations = new Budget(8L * limits.maxItems(), "properties of items");
        for (Box box : iprp) {
            if (box.type().equals("ipma")) {
                associate(box, associations);
            }
        }
    }

    private void associate(Box ipma, Budget budget) throws Unreadable {
        boolean wide = (ipma.flags() & 1) != 0;
        Fields fields = new Fields(ipma.body(), 4);
        long items = fields.u32();
        for (long i = 0; i < items; i++) {
            budget.take(1);
            int id = fields.id(ipma.version() > 0);
            int count = fields.u8();
            budget.take(count);
            List<Item.Given> list = given.computeIfAbsent(id, _ -> new ArrayList<>());
            for (int k = 0; k < count; k++) {
                int number = wide ? fields.u16() : spread(fields.u8());
                if ((number & 0x7FFF) > 0) {
                    list.add(new Item.Given(property((number & 0x7FFF) - 1), number > 0x7FFF));
                }
            }
        }
    }

    /** The bit that says "essential" stands highest, in one byte or in two. */
    private static int spread(int narrow) {
        return (narrow & 0x80) << 8 | (narrow & 0x7F);
    }

    private Property property(int index) throws Unreadable {
        if (index >= properties.size()) {
            throw Unreadable.corrupt("a property that is not there");
        }
        return properties.get(index);
    }
}
