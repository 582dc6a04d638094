package dev.safelight.domain.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the typed moves and the documented diagram against the one table. */
class LifecycleTest {

    private record Edge(Status from, Status to) implements Comparable<Edge> {
        @Override
        public int compareTo(Edge other) {
            return toString().compareTo(other.toString());
        }
    }

    @Test
    void the_typed_states_offer_every_move_of_the_table_and_no_other() {
        Set<Edge> offered = everyMoveThatIsOffered()
                .filter(Change::isMove)
                .map(change -> new Edge(change.before().status(), change.after().status()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(offered).isEqualTo(table());
    }

    /** A move added to a state without a sample here would go untested, so every method that returns one is counted. */
    @Test
    void every_move_in_the_code_is_tried_here() {
        long methods = Arrays.stream(Image.class.getPermittedSubclasses())
                .flatMap(
                        state -> state.isInterface() ? Arrays.stream(state.getPermittedSubclasses()) : Stream.of(state))
                .flatMap(state -> Arrays.stream(state.getDeclaredMethods()))
                .filter(method -> method.getReturnType() == Change.class)
                .map(Method::toString)
                .distinct()
                .count();

        assertThat(samplesByMethod()).hasSize(Math.toIntExact(methods));
    }

    @Test
    void the_diagram_in_the_docs_is_the_table() throws IOException {
        String docs = Files.readString(Path.of("../docs/lifecycle.md"));
        Set<Edge> drawn = Pattern.compile("^ +([A-Z_]+) --> ([A-Z_]+) :", Pattern.MULTILINE)
                .matcher(docs)
                .results()
                .map(arrow -> new Edge(Status.valueOf(arrow.group(1)), Status.valueOf(arrow.group(2))))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(drawn).isEqualTo(table());
    }

    @Test
    void an_image_is_due_exactly_while_it_is_not_final() {
        assertThat(oneOfEach())
                .allSatisfy(image -> assertThat(image.dueAt().isEmpty())
                        .as("%s is final", image.status())
                        .isEqualTo(image.status().isFinal()));
    }

    @Test
    void every_status_has_a_state_of_its_own() {
        assertThat(oneOfEach().stream().map(Image::status)).containsExactlyInAnyOrder(Status.values());
    }

    @Test
    void a_retry_goes_back_to_where_it_stopped() {
        Instant later = Images.NOW.plusSeconds(60);

        assertThat(Images.errored().retried(later).after().status()).isEqualTo(Status.PROCESSING);
        assertThat(Images.erroredBeforeItWasVerified().retried(later).after().status())
                .isEqualTo(Status.VERIFYING);
    }

    private static Set<Edge> table() {
        return Arrays.stream(Status.values())
                .flatMap(from -> from.next().stream().map(to -> new Edge(from, to)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Image> oneOfEach() {
        return List.of(
                Images.awaiting(),
                Images.verifying(),
                Images.processing(),
                Images.accepted(),
                Images.rejected(),
                Images.uploadFailed(),
                Images.errored());
    }

    private static Stream<Change> everyMoveThatIsOffered() {
        return samplesByMethod().stream().flatMap(List::stream);
    }

    /** One entry a method, with a sample for each way that it can go. */
    private static List<List<Change>> samplesByMethod() {
        Instant now = Images.NOW;
        Image.Processing taken =
                (Image.Processing) Images.processing().leased(Images.LEASE, now).after();
        return List.of(
                List.of(Images.awaiting().arrived("said so", now)),
                List.of(Images.awaiting().neverCame(now)),
                List.of(Images.verifying().lookAgain(now.plusSeconds(5), now)),
                List.of(Images.verifying().postponed("store down", now.plusSeconds(5), now)),
                List.of(Images.verifying().verified(Images.object(), now)),
                List.of(Images.verifying().failed(UploadFault.SIZE_MISMATCH, "1 byte", now)),
                List.of(Images.verifying().gaveUp(Images.INCIDENT, now)),
                List.of(Images.processing().leased(Images.LEASE, now)),
                List.of(taken.postponed("store down", now.plusSeconds(5), now)),
                List.of(taken.handedBack(now)),
                List.of(
                        taken.judged(Images.good(), Optional.of(Images.DERIVATIVES), Images.EMPTY_GALLERY, now),
                        taken.judged(Images.bad(), Optional.empty(), Images.EMPTY_GALLERY, now)),
                List.of(taken.gaveUp(Images.INCIDENT, now)),
                List.of(Images.accepted().overridden(new Image.Overruling("olga", "it is not her"), now)),
                List.of(Images.rejected().overridden(new Image.Overruling("olga", "it is fine"), now)),
                List.of(
                        Images.errored().retried(now),
                        Images.erroredBeforeItWasVerified().retried(now)));
    }
}
