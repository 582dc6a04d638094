package dev.safelight.application.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.domain.event.Event;
import dev.safelight.domain.image.Image;
import dev.safelight.domain.image.ObjectKeys;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.SetId;
import dev.safelight.domain.image.Status;
import dev.safelight.domain.rule.Code;
import dev.safelight.domain.rule.Measurements;
import dev.safelight.domain.rule.Reason;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must hold at every moment, and what must have come about in the end. */
final class Invariants {

    /** Photos with the same seed have the same fingerprint, all others differ in about half of the bits. */
    private static final int APART = 41;

    private final Simulation world;

    Invariants(Simulation world) {
        this.world = world;
    }

    void hold() {
        for (OwnerId owner : world.owners) {
            List<Event> log = world.rows.log(owner);
            List<Image> images = images(owner);
            everyChapterEndsOnce(log);
            everyMoveBeginsWhereTheLastEnded(log);
            noTwoAcceptedPhotosAreAlike(images);
            theSetTakesNoMoreThanItSays(images);
            nobodyIsBlamedForOurFaults(images);
        }
    }

    private List<Image> images(OwnerId owner) {
        return world.rows.page(owner, Optional.empty(), Optional.of(SetId.DEFAULT), Long.MAX_VALUE, 200);
    }

    private static void everyChapterEndsOnce(List<Event> log) {
        Set<String> ended = new HashSet<>();
        for (Event event : log) {
            event.move()
                    .filter(move -> move.to().isFinal())
                    .ifPresent(move -> assertThat(ended.add(event.subject() + "#" + move.chapter()))
                            .as("%s ends chapter %s a second time", event.subject(), move.chapter())
                            .isTrue());
        }
    }

    private static void everyMoveBeginsWhereTheLastEnded(List<Event> log) {
        Map<String, Status> at = new HashMap<>();
        for (Event event : log) {
            event.move().ifPresent(move -> {
                assertThat(move.from())
                        .as("where %s moves from", event.subject())
                        .isEqualTo(at.getOrDefault(event.subject(), Status.AWAITING_UPLOAD));
                at.put(event.subject(), move.to());
            });
        }
    }

    private static void noTwoAcceptedPhotosAreAlike(List<Image> images) {
        List<Measurements.Pixels> accepted = images.stream()
                .filter(Image.Accepted.class::isInstance)
                .flatMap(image -> ((Image.Accepted) image).judgement().measurements().pixels().stream())
                .toList();
        for (int i = 0; i < accepted.size(); i++) {
            for (int j = i + 1; j < accepted.size(); j++) {
                assertThat(accepted.get(i)
                                .fingerprint()
                                .distance(accepted.get(j).fingerprint()))
                        .as("two accepted photos of one owner")
                        .isGreaterThanOrEqualTo(APART);
            }
        }
    }

    private void theSetTakesNoMoreThanItSays(List<Image> images) {
        assertThat(images.stream().filter(image -> image.status().holdsPlace()))
                .as("photos that hold a place")
                .hasSizeLessThanOrEqualTo(world.terms.set().maximum());
    }

    /** Every file here arrives whole and is an image; only blur and likeness are the user's doing. */
    private void nobodyIsBlamedForOurFaults(List<Image> images) {
        for (Image image : images) {
            if (image instanceof Image.UploadFailed) {
                assertThat(world.complete)
                        .as("an upload that came and was completed cannot have failed: %s", image)
                        .doesNotContain(image.id());
            }
            if (image instanceof Image.Rejected rejected) {
                assertThat(rejected.judgement().verdict().reasons().stream().map(Reason::code))
                        .isSubsetOf(Code.TOO_BLURRY, Code.TOO_SIMILAR, Code.DUPLICATE);
            }
        }
    }

    void holdAtTheEnd() {
        for (OwnerId owner : world.owners) {
            for (Image image : images(owner)) {
                if (world.complete.contains(image.id())) {
                    assertThat(image.status().isFinal())
                            .as("when all is well again %s must come to an end", image)
                            .isTrue();
                }
                if (image instanceof Image.Judged judged) {
                    judged.derivatives()
                            .ifPresent(made -> assertThat(List.of(made.normalized(), made.thumbnail()))
                                    .as("what %s names is there", image.id())
                                    .allMatch(key -> world.objects.look(key).isPresent()));
                }
            }
        }
    }

    void nothingIsLeftBehind() {
        assertThat(world.objects.list("images/", "", 1000))
                .as("objects of images that are gone")
                .allMatch(object -> world.rows
                        .find(ObjectKeys.owner(object.key()).orElseThrow())
                        .isPresent());
        assertThat(world.deleted).allMatch(id -> world.rows.find(id).isEmpty());
    }
}
