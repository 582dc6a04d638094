package dev.safelight.application.operation;

import dev.safelight.application.job.Job;
import dev.safelight.application.operation.Troubles.Trouble;
import dev.safelight.domain.image.ImageId;
import dev.safelight.domain.image.OwnerId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Our errors, those that are the same put together: a thousand photos that one broken store holds up are one. */
public final class GroupErrors {

    private static final int MOST_GROUPS = 100;
    private static final int MOST_EXAMPLES = 5;

    private final Troubles troubles;

    public GroupErrors(Troubles troubles) {
        this.troubles = troubles;
    }

    /**
     * One image or download that failed so.
     *
     * @param attempts how many have failed; 0 once it has stopped
     */
    public record Example(UUID subject, OwnerId owner, boolean stopped, int attempts, Instant at, String why) {}

    /**
     * @param message of the newest
     * @param retrying how many of them are tried again
     * @param stopped how many of them have stopped for good
     * @param first when the earliest of them failed last
     * @param last when the newest of them failed
     * @param trace that the newest failed in, if it is still known
     * @param examples the newest
     */
    public record Group(
            String fingerprint,
            Job.Kind kind,
            ErrorCode code,
            String message,
            int retrying,
            int stopped,
            Instant first,
            Instant last,
            Optional<String> trace,
            List<Example> examples) {

        public int count() {
            return retrying + stopped;
        }
    }

    /**
     * @param groups the largest first, 100 at most
     * @param whole whether there was nothing beyond what was read, and no group beyond those
     */
    public record Groups(List<Group> groups, boolean whole) {}

    /**
     * @param images that stopped in the same way, the newest first
     * @param whole whether there was nothing beyond what was read
     */
    public record Stopped(List<ImageId> images, boolean whole) {}

    /**
     * Which errors are meant; empty means any.
     *
     * @param words that stand in the message, in whatever case
     */
    public record Filter(Optional<Job.Kind> kind, Optional<ErrorCode> code, Optional<String> words) {

        public static final Filter ALL = new Filter(Optional.empty(), Optional.empty(), Optional.empty());

        private boolean fits(Failed failed) {
            return kind.map(failed.trouble().kind()::equals).orElse(true)
                    && code.map(failed.code()::equals).orElse(true)
                    && words.map(failed::says).orElse(true);
        }
    }

    private record Failed(Trouble trouble, NotedFailure failure, ErrorCode code, String fingerprint) {

        boolean says(String words) {
            return failure.why().toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT));
        }

        boolean isStopped() {
            return trouble.incident().isPresent();
        }

        boolean isStoppedImage() {
            return isStopped() && trouble.kind() != Job.Kind.BUILD;
        }

        Example example() {
            return new Example(
                    trouble.subject(), trouble.owner(), isStopped(), trouble.attempts(), failure.at(), failure.why());
        }
    }

    /** What failed since then and is not mended. */
    public Groups since(Instant since, Filter filter) {
        List<Trouble> read = troubles.since(since, Troubles.WINDOW);
        Collection<List<Failed>> alike = failed(read, since)
                .filter(filter::fits)
                .collect(Collectors.groupingBy(Failed::fingerprint, LinkedHashMap::new, Collectors.toList()))
                .values();
        List<List<Failed>> largest = alike.stream()
                .sorted(Comparator.<List<Failed>>comparingInt(List::size).reversed())
                .limit(MOST_GROUPS)
                .toList();
        Map<UUID, String> traces = troubles.traces(
                largest.stream().map(group -> group.getFirst().trouble()).toList());
        return new Groups(
                largest.stream().map(group -> group(group, traces)).toList(),
                read.size() < Troubles.WINDOW && largest.size() == alike.size());
    }

    /** The images of a group that wait for an operator; archives are asked for anew by who wants them. */
    public Stopped stopped(String fingerprint, Instant since) {
        List<Trouble> read = troubles.since(since, Troubles.WINDOW);
        List<ImageId> images = failed(read, since)
                .filter(failed ->
                        failed.isStoppedImage() && failed.fingerprint().equals(fingerprint))
                .map(failed -> new ImageId(failed.trouble().subject()))
                .toList();
        return new Stopped(images, read.size() < Troubles.WINDOW);
    }

    /** The newest first. */
    private static Stream<Failed> failed(List<Trouble> read, Instant since) {
        Map<String, String> known = new HashMap<>(); // thousands of failures have few messages
        return read.stream()
                .map(trouble -> failed(trouble, known))
                .filter(failed -> !failed.failure().at().isBefore(since))
                .sorted(Comparator.comparing((Failed failed) -> failed.failure().at())
                        .reversed());
    }

    private static Failed failed(Trouble trouble, Map<String, String> known) {
        NotedFailure failure = NotedFailure.of(trouble);
        ErrorCode code = ErrorCode.of(failure.why());
        String fingerprint = known.computeIfAbsent(
                trouble.kind() + failure.why(), it -> ErrorShape.fingerprint(trouble.kind(), code, failure.why()));
        return new Failed(trouble, failure, code, fingerprint);
    }

    /** @param failed newest first, at least one */
    private static Group group(List<Failed> failed, Map<UUID, String> traces) {
        Failed newest = failed.getFirst();
        int stopped = (int) failed.stream().filter(Failed::isStopped).count();
        return new Group(
                newest.fingerprint(),
                newest.trouble().kind(),
                newest.code(),
                newest.failure().why(),
                failed.size() - stopped,
                stopped,
                failed.getLast().failure().at(),
                newest.failure().at(),
                Optional.ofNullable(traces.get(newest.trouble().subject())),
                failed.stream().limit(MOST_EXAMPLES).map(Failed::example).toList());
    }
}
