package dev.safelight.imaging.heif;

import java.util.List;
import java.util.Optional;

/**
 * Something in the file with a number: a coded picture, a recipe for one, or what is no picture at all.
 *
 * @param type four characters: hvc1, grid, Exif …
 * @param properties in the order in which they were given to it, which is the order of crops and turns
 */
record Item(int id, String type, List<Given> properties) {

    /** @param essential whoever does not know the property must not show the item */
    record Given(Property property, boolean essential) {}

    <P extends Property> Optional<P> first(Class<P> kind) {
        return properties.stream()
                .map(Given::property)
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }
}
