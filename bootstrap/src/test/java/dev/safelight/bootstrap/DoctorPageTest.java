package dev.safelight.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.safelight.application.doctor.Check;
import dev.safelight.application.doctor.Checkup;
import dev.safelight.bootstrap.config.Config;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/doctor.md} against the checks there are. */
class DoctorPageTest {

    private static final Path PAGE = Path.of("..", "docs", "doctor.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z]+\\.[a-z-]+)` \\|");

    private static final Map<String, String> DATABASE =
            Map.of("SAFELIGHT_DATABASE_URL", "postgresql://me:hush@127.0.0.1:1/photos");
    private static final Map<String, String> BUCKET = Map.of(
            "SAFELIGHT_S3_BUCKET", "photos", "SAFELIGHT_S3_ACCESS_KEY", "key", "SAFELIGHT_S3_SECRET_KEY", "secret");
    private static final Map<String, String> REDIS =
            Map.of("SAFELIGHT_QUEUE", "redis", "SAFELIGHT_REDIS_URL", "redis://127.0.0.1:1");
    private static final Map<String, String> SQS =
            Map.of("SAFELIGHT_QUEUE", "sqs", "SAFELIGHT_SQS_QUEUE", "photos.fifo");

    @Test
    void the_page_tells_of_every_check_and_of_no_other() throws Exception {
        Set<String> told = ROW.matcher(Files.readString(PAGE))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(told).isEqualTo(checks());
    }

    private static Set<String> checks() throws Exception {
        Set<String> names = new TreeSet<>();
        for (Map<String, String> some : List.of(Map.<String, String>of(), BUCKET, REDIS, SQS)) {
            Map<String, String> settings = new HashMap<>(some);
            settings.putAll(some.isEmpty() ? some : DATABASE);
            names.addAll(checks(Config.from(settings)));
        }
        return names;
    }

    private static List<String> checks(Config config) {
        List<String> names = new ArrayList<>();
        for (Checkup checkup : Checkups.of(config, InstantSource.system(), new Random())) {
            try (checkup) {
                checkup.checks().stream().map(Check::name).forEach(names::add);
            }
        }
        return names;
    }
}
