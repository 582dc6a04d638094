package dev.safelight.domain.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.safelight.domain.image.Lease;
import dev.safelight.domain.image.OwnerId;
import dev.safelight.domain.image.StoredObject;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the typed moves and the documented diagram against the one table. */
class DownloadLifecycleTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Lease LEASE = new Lease(new UUID(1, 2), "worker-1", NOW.plusSeconds(20));
    private static final Download.Queued QUEUED = Download.Queued.of(new Order(
            DownloadId.at(NOW, new Random(1)),
            new OwnerId("anna"),
            List.of(new Wanted.FileNumber(10_000)),
            Picture.NORMALIZED,
            NOW));
    private static final Download.Processing PROCESSING =
            (Download.Processing) QUEUED.taken(LEASE, NOW).after();
    private static final Download.Completed COMPLETED = (Download.Completed) PROCESSING
            .completed(new StoredObject("a", 1, "e", Optional.empty()), List.of(), NOW, NOW)
            .after();

    private static List<DownloadChange> everyMove() {
        return List.of(
                QUEUED.taken(LEASE, NOW),
                QUEUED.cancelled(NOW),
                PROCESSING.taken(LEASE, NOW),
                PROCESSING.postponed("store down", NOW, NOW),
                PROCESSING.handedBack(NOW),
                PROCESSING.completed(COMPLETED.archive(), List.of(), NOW, NOW),
                PROCESSING.failed(new Failure(Failure.Code.ERROR, Optional.of("inc_1"), "it broke"), List.of(), NOW),
                PROCESSING.cancelled(NOW),
                COMPLETED.expired(NOW));
    }

    @Test
    void the_typed_states_offer_every_move_of_the_table_and_no_other() {
        Set<String> offered = everyMove().stream()
                .filter(DownloadChange::isMove)
                .map(change -> change.before().status() + " " + change.after().status())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(offered).isEqualTo(table());
    }

    /** A move added to a state without a sample here would go untested, so every method that returns one is counted. */
    @Test
    void every_move_in_the_code_is_tried_here() {
        long methods = Arrays.stream(Download.class.getPermittedSubclasses())
                .flatMap(state -> Arrays.stream(state.getDeclaredMethods()))
                .filter(method -> method.getReturnType() == DownloadChange.class)
                .map(Method::getName)
                .filter(name -> !name.equals("to"))
                .count();
        assertThat(everyMove()).hasSize(Math.toIntExact(methods));
    }

    @Test
    void the_diagram_in_the_docs_is_the_table() throws IOException {
        Set<String> drawn = Pattern.compile("^ +([A-Z_]+) --> ([A-Z_]+) :", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("../docs/downloads.md")))
                .results()
                .map(arrow -> arrow.group(1) + " " + arrow.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(drawn).isEqualTo(table());
    }

    @Test
    void a_change_that_is_no_move_cannot_be_made() {
        assertThatThrownBy(() -> new DownloadChange(COMPLETED, QUEUED)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DownloadChange(QUEUED, QUEUED)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void it_is_due_exactly_until_it_is_emptied() {
        everyMove()
                .forEach(change -> assertThat(change.after().dueAt().isEmpty())
                        .as("%s is emptied", change.after().status())
                        .isEqualTo(change.after().status().isEmptied()));
    }

    private static Set<String> table() {
        return Arrays.stream(DownloadStatus.values())
                .flatMap(from -> from.next().stream().map(to -> from + " " + to))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
