package dev.safelight.bootstrap;

import dev.safelight.application.doctor.Checkup;
import dev.safelight.bootstrap.config.Config;
import dev.safelight.bootstrap.postgres.EmbeddedCheckup;
import dev.safelight.persistence.DatabaseCheckup;
import dev.safelight.persistence.DatabaseConfig;
import dev.safelight.persistence.QueueTableCheckup;
import dev.safelight.queue.redis.RedisCheckup;
import dev.safelight.queue.sqs.SqsCheckup;
import dev.safelight.storage.folder.FolderCheckup;
import dev.safelight.storage.s3.S3Checkup;
import dev.safelight.web.WebCheckup;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The checkups of what was chosen in the settings: database, store, queue, web, in this order. Opens nothing yet. */
final class Checkups {

    private final Config config;
    private final InstantSource clock;
    private final RandomGenerator random;

    private Checkups(Config config, InstantSource clock, RandomGenerator random) {
        this.config = config;
        this.clock = clock;
        this.random = random;
    }

    static List<Checkup> of(Config config, InstantSource clock, RandomGenerator random) {
        Checkups checkups = new Checkups(config, clock, random);
        List<Checkup> all = new ArrayList<>();
        Optional<DatabaseConfig> database = checkups.database(all);
        database.ifPresent(reachable -> all.add(new DatabaseCheckup(reachable, clock)));
        all.add(checkups.store());
        database.ifPresent(reachable -> all.add(new QueueTableCheckup(reachable)));
        all.addAll(checkups.queue());
        all.add(checkups.web());
        return all;
    }

    /** The database that can be asked; one of our own only while it runs, because the doctor starts nothing. */
    private Optional<DatabaseConfig> database(List<Checkup> all) {
        return switch (config.database()) {
            case Config.Database.Embedded(int pool) -> {
                EmbeddedCheckup embedded = new EmbeddedCheckup(config.data());
                all.add(embedded);
                yield embedded.running()
                        .map(running -> DatabaseConfig.of(running.jdbcUrl(), running.user(), running.password(), pool));
            }
            case Config.Database.External external ->
                Optional.of(DatabaseConfig.of(
                        external.jdbcUrl(), external.user(), external.password().value(), external.pool()));
        };
    }

    private Checkup store() {
        return switch (config.store()) {
            case Config.Store.Folder(var path) -> new FolderCheckup(path);
            case Config.Store.S3 s3 -> new S3Checkup(Storage.settings(s3), origins(), clock, random);
        };
    }

    private Checkup web() {
        Config.Web web = config.web();
        return new WebCheckup(new WebCheckup.Setup(
                web.host(),
                web.port(),
                web.publicUrl(),
                web.proxies(),
                web.rateLimit().isPresent(),
                web.authentication(),
                !web.operatorKeys().isEmpty(),
                config.store() instanceof Config.Store.S3
                        && web.storageEventsToken().isEmpty()));
    }

    /** Those of the pages that upload from browsers: our own, and those of the sites that were named. */
    private List<String> origins() {
        URI own = config.web()
                .publicUrl()
                .orElseGet(() -> URI.create("http://localhost:" + config.web().port()));
        String ownOrigin = own.getScheme() + "://" + own.getRawAuthority();
        return Stream.concat(Stream.of(ownOrigin), config.web().corsOrigins().stream())
                .distinct()
                .toList();
    }

    private List<Checkup> queue() {
        return switch (config.queue()) {
            case Config.Queue.Postgres postgres -> List.of();
            case Config.Queue.Redis redis -> List.of(new RedisCheckup(Queue.settings(redis), clock, random));
            case Config.Queue.Sqs sqs -> List.of(new SqsCheckup(Queue.settings(sqs)));
        };
    }
}
