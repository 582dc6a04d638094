package dev.safelight.bootstrap.config;

import dev.safelight.application.download.ArchiveTerms;
import dev.safelight.application.download.Downloads;
import dev.safelight.application.image.BacklogLimits;
import dev.safelight.application.image.UploadTerms;
import dev.safelight.domain.image.Format;
import dev.safelight.domain.image.SetSize;
import dev.safelight.domain.rule.Code;
import dev.safelight.domain.rule.FaceLimits;
import dev.safelight.domain.rule.Limits;
import dev.safelight.domain.rule.Policy;
import dev.safelight.domain.rule.Severity;
import dev.safelight.web.caller.Authentication;
import dev.safelight.web.metric.Measuring;
import dev.safelight.web.webhook.AddressGuard;
import dev.safelight.web.webhook.Cidr;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All settings, read once, checked, typed. What is chosen here decides which adapters {@code App} makes. */
public record Config(
        Role role,
        Web web,
        Path data,
        Database database,
        Store store,
        Queue queue,
        Policy policy,
        UploadTerms uploads,
        ArchiveTerms archives,
        Work work,
        Webhooks webhooks,
        Metrics metrics,
        Log log,
        Traces traces,
        Errors errors) {

    /**
     * @param port 0 for any that is free
     * @param publicUrl what clients call us; empty means localhost and the port
     * @param proxies how many of ours stand before us
     * @param authentication how users are told apart
     * @param operatorKeys without any there is no operator
     * @param storageEventsToken without it the store tells us nothing
     * @param maxStreams how many clients may listen to events at once
     * @param drain how long it goes on answering when it is told to stop
     */
    public record Web(
            String host,
            int port,
            Optional<URI> publicUrl,
            List<String> corsOrigins,
            Optional<RateLimit> rateLimit,
            int proxies,
            Authentication authentication,
            List<OperatorKey> operatorKeys,
            Optional<Secret> storageEventsToken,
            int maxStreams,
            Duration drain) {}

    /** What this process does; the others meet it in the database, the queue and the store. */
    public enum Role {
        /** Everything. */
        ALL,
        /** Answers requests. */
        API,
        /** Looks at uploads, judges photos, keeps order. */
        WORKER;

        public boolean answers() {
            return this != WORKER;
        }

        public boolean works() {
            return this != API;
        }
    }

    /** Which database. */
    public sealed interface Database {

        /** How many connections this process holds at most. */
        int pool();

        /** One of our own, kept in the data folder. */
        record Embedded(int pool) implements Database {}

        /**
         * One that somebody else runs.
         *
         * @param patience how long it is waited for at the start
         */
        record External(String jdbcUrl, String user, Secret password, int pool, Duration patience)
                implements Database {}
    }

    /** Where the photos lie. */
    public sealed interface Store {

        /** In the data folder; we serve its signed addresses ourselves. */
        record Folder(Path path) implements Store {}

        /** In a bucket. */
        record S3(
                URI endpoint,
                URI publicEndpoint,
                String region,
                String bucket,
                String accessKey,
                Secret secretKey,
                boolean pathStyle)
                implements Store {}
    }

    /** By what workers hear of work. What there is to do is in the database in any case. */
    public sealed interface Queue {

        /** The database itself. */
        record Postgres() implements Queue {}

        /** A Redis server, or one that speaks like it. It may carry user and password. */
        record Redis(Secret url, String prefix) implements Queue {}

        /**
         * Amazon's, or one that speaks like it.
         *
         * @param endpoint empty for Amazon's in that region
         * @param queue what the queues' names begin with, or a URL that ends with it; FIFO queues when it ends in .fifo
         * @param createMissing whether queues that are not there are made
         * @param credentials empty for those that the machine itself has
         */
        record Sqs(
                Optional<URI> endpoint,
                String region,
                String queue,
                boolean createMissing,
                Optional<Credentials> credentials)
                implements Queue {}

        record Credentials(String accessKey, Secret secretKey) {}
    }

    /**
     * @param judges how many photos at once
     * @param builders how many archives at once
     * @param decodeMemory for all of them, in bytes; empty for what suits the heap
     * @param decodeTime of the processor, for one
     * @param normalizedSide of the normalized picture at most, in px
     * @param lease how long a dead worker's photo waits
     * @param eventsKept how long events are told to those who were away
     * @param node what this machine is called before operators
     */
    public record Work(
            int judges,
            int builders,
            Optional<Long> decodeMemory,
            Duration decodeTime,
            int normalizedSide,
            Duration lease,
            Duration eventsKept,
            String node) {

        /** What this process is called before operators. */
        public String process() {
            return node + "/" + ProcessHandle.current().pid();
        }
    }

    /** @param allowed addresses that webhooks may have although they are not on the public internet */
    public record Webhooks(List<Cidr> allowed) {}

    /**
     * @param access who may read the figures
     * @param token of one who may read them and nothing else
     */
    public record Metrics(Measuring.Access access, Optional<Secret> token) {}

    /**
     * @param format empty means: whatever suits where it goes
     * @param page where what was written about an image is looked at, with {@code {imageId}} in it
     */
    public record Log(Optional<LogFormat> format, LogLevel level, Optional<String> page) {}

    /**
     * Who is told of errors.
     *
     * @param dsn of the server's project of Sentry; empty for nobody
     * @param pageDsn of our pages' project; empty for nobody
     * @param test whether an error may be asked for
     */
    public record Errors(Optional<URI> dsn, Optional<URI> pageDsn, String environment, boolean test) {

        /** A key may be a secret. */
        @Override
        public String toString() {
            return "Errors[environment=" + environment + ", test=" + test + "]";
        }
    }

    /**
     * What is recorded of traces.
     *
     * @param endpoint empty for nothing
     * @param page where people look at one, with {@code {traceId}} in it
     */
    public record Traces(
            Optional<URI> endpoint, Optional<Secret> headers, double ratio, String service, Optional<String> page) {

        /** The headers, {@code name=value} with commas between; what has no name is left out. */
        public Map<String, String> headerMap() {
            return headers.stream()
                    .flatMap(secret -> Stream.of(secret.value().split(",")))
                    .map(header -> header.strip().split("=", 2))
                    .filter(parts -> parts.length == 2 && !parts[0].isBlank())
                    .collect(Collectors.toMap(
                            parts -> parts[0].strip(),
                            parts -> URLDecoder.decode(parts[1].strip(), StandardCharsets.UTF_8),
                            (one, other) -> other));
        }
    }

    /** Reads the settings out of environment variables. */
    public static Config from(Map<String, String> environment) throws BadSettings {
        SettingsReader from = new SettingsReader(environment);
        from.refuseUnknown(Settings.all());
        Settings.all().forEach(from::find); // also those that the others make meaningless
        Path data = from.get(Settings.DATA).toAbsolutePath().normalize();
        Web web = web(from);
        Optional<Database> database = database(from);
        Optional<Store> store = store(from, data);
        Role role = role(from);
        Optional<Queue> queue = queue(from);
        Policy policy = policy(from);
        Optional<UploadTerms> uploads = uploads(from);
        ArchiveTerms archives = archives(from);
        Work work = new Work(
                from.find(Settings.WORKERS).orElse(Runtime.getRuntime().availableProcessors()),
                from.get(Settings.BUILDERS),
                from.find(Settings.DECODE_MEMORY),
                from.get(Settings.DECODE_TIME),
                from.get(Settings.NORMALIZED_SIDE),
                from.get(Settings.LEASE),
                from.get(Settings.EVENTS_KEPT),
                from.find(Settings.NODE_NAME).orElseGet(() -> HostName.of(environment)));
        List<Cidr> webhookAllow = from.get(Settings.WEBHOOK_ALLOW).stream()
                .flatMap(Config::ranges)
                .toList();
        from.check(
                from.get(Settings.METRICS) == Measuring.Access.KEY || !from.isSet(Settings.METRICS_TOKEN),
                Settings.METRICS_TOKEN,
                "means nothing unless SAFELIGHT_METRICS=key");
        Log log = new Log(from.find(Settings.LOG), from.get(Settings.LOG_LEVEL), from.find(Settings.LOG_URL));
        Traces traces = new Traces(
                from.find(Settings.OTLP_ENDPOINT),
                from.find(Settings.OTLP_HEADERS),
                from.get(Settings.TRACE_RATIO),
                from.get(Settings.SERVICE_NAME),
                from.find(Settings.TRACE_URL));
        from.finish();
        return new Config(
                role,
                web,
                data,
                database.orElseThrow(),
                store.orElseThrow(),
                queue.orElseThrow(),
                policy,
                uploads.orElseThrow(),
                archives,
                work,
                new Webhooks(webhookAllow),
                new Metrics(from.get(Settings.METRICS), from.find(Settings.METRICS_TOKEN)),
                log,
                traces,
                new Errors(
                        from.find(Settings.SENTRY_DSN),
                        from.find(Settings.SENTRY_PAGE_DSN),
                        from.get(Settings.SENTRY_ENVIRONMENT),
                        from.get(Settings.SENTRY_TEST)));
    }

    private static Stream<Cidr> ranges(String text) {
        return text.equals("private") ? AddressGuard.PRIVATE.stream() : Cidr.parse(text).stream();
    }

    private static Web web(SettingsReader from) {
        String host = from.get(Settings.HOST);
        Optional<InetAddress> address = address(host);
        from.check(
                address.isPresent(),
                Settings.HOST,
                "must be " + Settings.HOST.kind().allowed());
        Authentication authentication = authentication(from);
        from.check(
                !(authentication instanceof Authentication.Anonymous)
                        || from.get(Settings.ALLOW_PUBLIC_ANONYMOUS)
                        || address.map(InetAddress::isLoopbackAddress).orElse(true),
                Settings.HOST,
                "others can reach this address, and callers are not asked who they are;"
                        + " set SAFELIGHT_ALLOW_PUBLIC_ANONYMOUS=true if that is meant");
        return new Web(
                host,
                from.get(Settings.PORT),
                from.find(Settings.PUBLIC_URL),
                from.get(Settings.CORS_ORIGINS),
                rateLimit(from),
                from.get(Settings.PROXIES),
                authentication,
                from.find(Settings.OPERATOR_KEY).orElse(List.of()),
                from.find(Settings.STORAGE_EVENTS_TOKEN),
                from.get(Settings.MAX_STREAMS),
                from.get(Settings.DRAIN));
    }

    private static Authentication authentication(SettingsReader from) {
        Settings.Auth chosen = from.get(Settings.AUTH);
        if (chosen != Settings.Auth.JWT) {
            String rule = "means nothing without SAFELIGHT_AUTH=jwt";
            for (Setting<?> setting :
                    List.of(Settings.JWT_SECRET, Settings.JWT_JWKS_URL, Settings.JWT_ISSUER, Settings.JWT_AUDIENCE)) {
                from.check(!from.isSet(setting), setting, rule);
            }
        }
        return switch (chosen) {
            case ANONYMOUS -> new Authentication.Anonymous();
            case JWT -> jwt(from);
            case APIKEY -> new Authentication.ApiKeysOnly();
        };
    }

    /** Exactly one kind of key, so that nobody has to think about which a token may be signed with. */
    private static Authentication jwt(SettingsReader from) {
        boolean published = from.isSet(Settings.JWT_JWKS_URL);
        from.check(
                !published || !from.isSet(Settings.JWT_SECRET),
                Settings.JWT_JWKS_URL,
                "tokens are signed with SAFELIGHT_JWT_SECRET or with published keys, not with either");
        Optional<Authentication.Keys> keys = published
                ? from.find(Settings.JWT_JWKS_URL).map(Authentication.Keys.Published::new)
                : from.require(Settings.JWT_SECRET, "tokens need it, or SAFELIGHT_JWT_JWKS_URL")
                        .map(secret -> new Authentication.Keys.Shared(secret.value()));
        Optional<String> issuer = from.find(Settings.JWT_ISSUER);
        Optional<String> audience = from.find(Settings.JWT_AUDIENCE);
        return keys.<Authentication>map(known -> new Authentication.Jwt(known, issuer, audience))
                .orElseGet(Authentication.ApiKeysOnly::new); // never used: a mistake has been noted
    }

    private static Optional<InetAddress> address(String host) {
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException notAnAddress) {
            return Optional.empty();
        }
    }

    private static Optional<RateLimit> rateLimit(SettingsReader from) {
        boolean old = from.isSet(Settings.OLD_RATE_LIMIT) || from.isSet(Settings.OLD_RATE_WINDOW);
        if (old && !from.isSet(Settings.RATE_LIMIT)) {
            Duration per = Duration.ofMillis(from.get(Settings.OLD_RATE_WINDOW));
            return Optional.of(new RateLimit(from.get(Settings.OLD_RATE_LIMIT), per));
        }
        return from.get(Settings.RATE_LIMIT);
    }

    private static Optional<Database> database(SettingsReader from) {
        int pool = from.get(Settings.DATABASE_POOL);
        if (!from.isSet(Settings.DATABASE_URL)) {
            String rule = "means nothing without SAFELIGHT_DATABASE_URL";
            from.check(!from.isSet(Settings.DATABASE_USER), Settings.DATABASE_USER, rule);
            from.check(!from.isSet(Settings.DATABASE_PASSWORD), Settings.DATABASE_PASSWORD, rule);
            return Optional.of(new Database.Embedded(pool));
        }
        Optional<DatabaseAddress> address = from.find(Settings.DATABASE_URL);
        Optional<String> inAddress = address.flatMap(DatabaseAddress::user);
        Optional<String> user = inAddress.isPresent()
                ? from.find(Settings.DATABASE_USER).or(() -> inAddress)
                : from.require(Settings.DATABASE_USER, "the database wants to know who we are");
        Secret password = from.find(Settings.DATABASE_PASSWORD)
                .or(() -> address.flatMap(DatabaseAddress::password))
                .orElse(new Secret(""));
        return address.map(it ->
                new Database.External(it.jdbc(), user.orElse(""), password, pool, from.get(Settings.DATABASE_WAIT)));
    }

    /** Our own database belongs to one process. */
    private static Role role(SettingsReader from) {
        Role role = from.get(Settings.ROLE);
        from.check(
                role == Role.ALL || from.isSet(Settings.DATABASE_URL),
                Settings.ROLE,
                "processes that share the work need a database that they share: set SAFELIGHT_DATABASE_URL");
        return role;
    }

    private static Optional<Queue> queue(SettingsReader from) {
        return switch (from.get(Settings.QUEUE)) {
            case POSTGRES -> Optional.of(new Queue.Postgres());
            case REDIS ->
                from.require(Settings.REDIS_URL, "the Redis queue needs it")
                        .map(url -> new Queue.Redis(url, from.get(Settings.REDIS_PREFIX)));
            case SQS -> Optional.of(sqs(from));
        };
    }

    private static Queue sqs(SettingsReader from) {
        boolean keys = from.isSet(Settings.SQS_ACCESS_KEY) || from.isSet(Settings.SQS_SECRET_KEY);
        String because = "a key has an id and a secret";
        Optional<String> accessKey = keys ? from.require(Settings.SQS_ACCESS_KEY, because) : Optional.empty();
        Optional<Secret> secretKey = keys ? from.require(Settings.SQS_SECRET_KEY, because) : Optional.empty();
        return new Queue.Sqs(
                from.find(Settings.SQS_ENDPOINT),
                from.get(Settings.SQS_REGION),
                from.get(Settings.SQS_QUEUE),
                from.get(Settings.SQS_CREATE),
                accessKey.flatMap(id -> secretKey.map(secret -> new Queue.Credentials(id, secret))));
    }

    private static Optional<Store> store(SettingsReader from, Path data) {
        var standard = from.isSet(Settings.S3_BUCKET) ? Settings.Stores.S3 : Settings.Stores.FOLDER;
        return switch (from.find(Settings.STORE).orElse(standard)) {
            case FOLDER -> Optional.of(new Store.Folder(data.resolve("objects")));
            case S3 -> s3(from);
        };
    }

    private static Optional<Store> s3(SettingsReader from) {
        String because = "the S3 store needs it";
        String region = from.get(Settings.S3_REGION);
        URI endpoint = from.find(Settings.S3_ENDPOINT)
                .orElseGet(() -> URI.create("https://s3." + region.replaceAll("[^a-z0-9-]", "") + ".amazonaws.com"));
        URI publicEndpoint = from.find(Settings.S3_PUBLIC_ENDPOINT).orElse(endpoint);
        Optional<String> bucket = from.require(Settings.S3_BUCKET, because);
        Optional<String> accessKey = from.require(Settings.S3_ACCESS_KEY, because);
        Optional<Secret> secretKey = from.require(Settings.S3_SECRET_KEY, because);
        if (bucket.isEmpty() || accessKey.isEmpty() || secretKey.isEmpty()) {
            return Optional.empty();
        }
        boolean pathStyle = from.find(Settings.S3_PATH_STYLE).orElse(from.isSet(Settings.S3_ENDPOINT));
        return Optional.of(new Store.S3(
                endpoint, publicEndpoint, region, bucket.get(), accessKey.get(), secretKey.get(), pathStyle));
    }

    private static Policy policy(SettingsReader from) {
        Policy policy = new Policy(limits(from), severities(from));
        return from.get(Settings.FACES) == Settings.Switch.OFF ? policy.withoutFaces() : policy;
    }

    private static Limits limits(SettingsReader from) {
        Limits limits = new Limits(
                formats(from),
                from.get(Settings.LIMIT_MIN_BYTES),
                from.get(Settings.LIMIT_MAX_BYTES),
                from.get(Settings.LIMIT_MIN_SHORTER_SIDE),
                from.get(Settings.LIMIT_MAX_MEGAPIXELS),
                from.get(Settings.LIMIT_MIN_SHARPNESS),
                from.get(Settings.LIMIT_MIN_BRIGHTNESS),
                from.get(Settings.LIMIT_MAX_BRIGHTNESS),
                faces(from),
                from.get(Settings.LIMIT_MAX_SIMILARITY));
        from.check(!limits.formats().isEmpty(), Settings.FORMATS, "at least one kind of file must be welcome");
        from.check(
                limits.minBytes() <= limits.maxBytes(),
                Settings.LIMIT_MIN_BYTES,
                "must not be more than SAFELIGHT_LIMIT_MAX_BYTES");
        return limits;
    }

    private static Set<Format> formats(SettingsReader from) {
        Set<Format> formats = EnumSet.noneOf(Format.class);
        formats.addAll(from.get(Settings.FORMATS));
        if (from.get(Settings.HEIC) == Settings.Switch.OFF) {
            formats.remove(Format.HEIC);
        }
        return formats;
    }

    private static FaceLimits faces(SettingsReader from) {
        return new FaceLimits(
                from.get(Settings.LIMIT_MIN_FACE_CONFIDENCE),
                from.get(Settings.LIMIT_MIN_FACE_SIZE),
                from.get(Settings.LIMIT_MIN_OTHER_FACES),
                from.get(Settings.LIMIT_MIN_FACE_INSIDE),
                from.get(Settings.LIMIT_MAX_FACE_TURN),
                from.get(Settings.LIMIT_MIN_EYES_VISIBLE),
                from.get(Settings.LIMIT_MIN_FACE_BRIGHTNESS),
                from.get(Settings.LIMIT_MAX_FACE_BRIGHTNESS));
    }

    private static Map<Code, Severity> severities(SettingsReader from) {
        Map<Code, Severity> changed = new EnumMap<>(Code.class);
        Settings.RULES.forEach((code, setting) -> {
            Severity severity = from.get(setting);
            if (severity != Policy.defaultSeverity(code)) {
                changed.put(code, severity);
            }
        });
        return changed;
    }

    private static Optional<UploadTerms> uploads(SettingsReader from) {
        int minimum = from.get(Settings.SET_MINIMUM);
        int maximum = from.get(Settings.SET_MAXIMUM);
        var backlog = new BacklogLimits(from.get(Settings.MAX_BACKLOG), from.get(Settings.MAX_BACKLOG_PER_OWNER));
        from.check(minimum <= maximum, Settings.SET_MINIMUM, "must not be more than SAFELIGHT_SET_MAXIMUM");
        if (minimum > maximum) {
            return Optional.empty();
        }
        SetSize size = new SetSize(minimum, maximum);
        return Optional.of(
                new UploadTerms(from.get(Settings.URL_VALID_FOR), from.get(Settings.UPLOAD_DEADLINE), size, backlog));
    }

    private static ArchiveTerms archives(SettingsReader from) {
        return new ArchiveTerms(
                from.get(Settings.ARCHIVE_KEPT),
                from.get(Settings.DOWNLOADS_KEPT),
                ArchiveTerms.defaults().urlValidFor(),
                new Downloads.Limits(from.get(Settings.MAX_DOWNLOADS_PER_OWNER), from.get(Settings.MAX_DOWNLOADS)));
    }
}
