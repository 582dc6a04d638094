package dev.safelight.telemetry.error;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Something that was given up, and what it failed with if that is known here. */
final class GivenUp {

    private GivenUp() {}

    /**
     * @param code stable
     * @param tags of what was given up
     */
    static Report report(String code, String summary, Map<String, String> tags) {
        Optional<Attempt> attempt = Attempt.current();
        attempt.ifPresent(Attempt::reported);
        Map<String, String> all = new HashMap<>(tags);
        attempt.map(ReportedWork::tags).ifPresent(all::putAll);
        return new Report(
                code,
                attempt.map(it -> ReportedWork.where(it.job())).orElse("elsewhere"),
                summary,
                attempt.flatMap(Attempt::failure),
                all);
    }
}
