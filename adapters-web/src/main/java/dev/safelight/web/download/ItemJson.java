package dev.safelight.web.download;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.safelight.domain.download.Item;
import dev.safelight.domain.download.Item.Outcome;
import dev.safelight.domain.download.Wanted;
import dev.safelight.domain.image.Sha256;
import java.util.List;
import java.util.Optional;

/**
 * One photo of a download, in its status and in the archive's manifest.
 *
 * @param fileId as it was asked for, or as it is known
 * @param name in the archive
 * @param sha256 of what lies in the archive
 */
@JsonInclude(Include.NON_ABSENT)
record ItemJson(
        Optional<Long> fileId,
        Optional<String> imageId,
        Outcome outcome,
        Optional<String> name,
        Optional<Long> bytes,
        Optional<String> sha256) {

    static List<ItemJson> all(List<Item> items) {
        return items.stream().map(ItemJson::of).toList();
    }

    private static ItemJson of(Item item) {
        Optional<Item.Content> delivered = item.content()
                .filter(content -> item.outcome() == Outcome.INCLUDED || item.outcome() == Outcome.WAITING);
        return new ItemJson(
                item.wanted() instanceof Wanted.FileNumber number
                        ? Optional.of(number.fileId())
                        : item.content().map(Item.Content::fileId),
                item.wanted() instanceof Wanted.Id id
                        ? Optional.of(id.image().toString())
                        : item.content().map(content -> content.image().toString()),
                item.outcome(),
                delivered.map(Item.Content::name),
                delivered.map(content -> content.object().size()),
                item.sha256().map(Sha256::hex));
    }
}
