package dev.safelight.imaging.heif;

import dev.safelight.imaging.codec.Unreadable;
import java.util.ArrayList;
import java.util.List;

/**
 * That an item has to do with others (ISO/IEC 14496-12, 8.11.12): dimg, that it is made from them; auxl, that it is an
 * alpha plane, a depth map … of them; thmb, that it is a thumbnail of them.
 */
record Reference(String type, int from, List<Integer> to) {

    static List<Reference> of(Box iref, HeifLimits limits) throws Unreadable {
        boolean large = iref.version() > 0;
        List<Reference> references = new ArrayList<>();
        int total = 0;
        for (Box box : Box.in(iref.body(), 4, limits.maxItems())) {
            Fields fields = new Fields(box.body(), 0);
            int from = fields.id(large);
            int count = fields.u16();
            total += count;
            if (total > 4 * limits.maxItems()) {
                throw Unreadable.tooComplex("more than " + 4 * limits.maxItems() + " references");
            }
            List<Integer> to = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                to.add(fields.id(large));
            }
            references.add(new Reference(box.type(), from, List.copyOf(to)));
        }
        return references;
    }
}
