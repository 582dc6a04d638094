package dev.safelight.bootstrap.config;

import static dev.safelight.bootstrap.config.Setting.optional;
import static dev.safelight.bootstrap.config.Setting.setting;

import dev.safelight.application.download.ArchiveTerms;
import dev.safelight.application.image.SignUpload;
import dev.safelight.application.image.UploadTerms;
import dev.safelight.domain.image.Format;
import dev.safelight.domain.rule.Code;
import dev.safelight.domain.rule.Limits;
import dev.safelight.domain.rule.Policy;
import dev.safelight.domain.rule.Severity;
import dev.safelight.imaging.ImagingConfig;
import dev.safelight.web.WebConfig;
import dev.safelight.web.caller.Authentication;
import dev.safelight.web.metric.Measuring;
import dev.safelight.web.webhook.Cidr;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every setting there is, each declared once: {@link Config} reads them, {@code --help} and
 * {@code docs/configuration.md} are made from them. To add one: a constant, a place in {@link #groups()}, and a line in
 * {@link Config} that uses it.
 */
final class Settings {

    private static final Limits LIMITS = Limits.defaults();
    private static final UploadTerms TERMS = UploadTerms.defaults();
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final ArchiveTerms ARCHIVES = ArchiveTerms.defaults();

    // Web
    static final Setting<String> HOST =
            setting("HOST", Kinds.text("a host name or address of this machine"), "127.0.0.1", "Where to listen.");
    static final Setting<Integer> PORT = setting(
                    "PORT", Kinds.whole(0, 65_535), 8080, "Where to listen; 0 takes any port that is free.")
            .formerly("PORT");
    static final Setting<URI> PUBLIC_URL = optional(
            "PUBLIC_URL",
            Kinds.url(),
            "http://localhost:PORT",
            "What clients call us, scheme and host; signed upload addresses of the folder store begin with it.");
    static final Setting<List<String>> CORS_ORIGINS = setting(
                    "CORS_ORIGINS",
                    Kinds.list(origin(), "origins such as https://app.example.org with commas between, or *"),
                    List.of(),
                    "Origins of web pages that may call the API from a browser.")
            .formerly("CORS_ORIGINS");
    static final Setting<Optional<RateLimit>> RATE_LIMIT = setting(
            "RATE_LIMIT",
            RateLimit.kind(),
            Optional.of(new RateLimit(6_000, Duration.ofMinutes(1))),
            "How often one visitor may ask; one address, behind which many may be, ten times as often.");
    static final Setting<Integer> PROXIES = setting(
            "PROXIES",
            Kinds.whole(0, 10),
            0,
            "Proxies of yours before us that each add to X-Forwarded-For; nobody else's is believed.");
    static final Setting<Auth> AUTH = setting(
            "AUTH",
            Kinds.choice(List.of(Auth.values())),
            Auth.ANONYMOUS,
            "How users are told apart: anonymous visitors by a signed cookie, by tokens of somebody who knows them, or not at"
                    + " all, where only programs with an API key come. Those may come whichever is chosen.");
    static final Setting<Boolean> ALLOW_PUBLIC_ANONYMOUS = setting(
            "ALLOW_PUBLIC_ANONYMOUS",
            Kinds.flag(),
            false,
            "Must be true to serve anonymous visitors on an address that others can reach.");
    static final Setting<Secret> JWT_SECRET = optional(
                    "JWT_SECRET",
                    Kinds.secret(Authentication.Keys.Shared.SHORTEST),
                    "none",
                    "What tokens are signed with by HS256: the text itself, not decoded. This or JWT_JWKS_URL.")
            .secret();
    static final Setting<URI> JWT_JWKS_URL = optional(
            "JWT_JWKS_URL",
            jwksUrl(),
            "none",
            "Where the issuer publishes the keys of its tokens, for RS256, PS256, ES256 and EdDSA.");
    static final Setting<String> JWT_ISSUER =
            optional("JWT_ISSUER", Kinds.text("a text"), "any", "Whom tokens must name as their issuer, iss.");
    static final Setting<String> JWT_AUDIENCE =
            optional("JWT_AUDIENCE", Kinds.text("a text"), "any", "Whom tokens must be made for, aud.");
    static final Setting<List<OperatorKey>> OPERATOR_KEY = optional(
                    "OPERATOR_KEY",
                    Kinds.list(
                            OperatorKey.kind(),
                            "at least 16 characters; several keys have commas between, and each may have a name, as in"
                                    + " anna=KEY"),
                    "no operator",
                    "What an operator sends as a bearer token to override verdicts, try other limits and make API keys.")
            .secret();
    static final Setting<Secret> STORAGE_EVENTS_TOKEN = optional(
                    "STORAGE_EVENTS_TOKEN",
                    Kinds.secret(16),
                    "the store tells us nothing",
                    "What the store sends as a bearer token when it tells of uploads: POST /v1/storage/events.")
            .secret();

    // Data
    static final Setting<Path> DATA =
            setting("DATA", Kinds.folder(), Path.of("data"), "The folder of everything that is kept on this machine.");
    static final Setting<DatabaseAddress> DATABASE_URL = optional(
                    "DATABASE_URL",
                    databaseUrl(),
                    "a PostgreSQL that we start ourselves, in DATA",
                    "A PostgreSQL server of yours.")
            .secret();
    static final Setting<String> DATABASE_USER =
            optional("DATABASE_USER", Kinds.text("a name"), "as the address says", "Who we are in that database.");
    static final Setting<Secret> DATABASE_PASSWORD = optional(
                    "DATABASE_PASSWORD", Kinds.secret(1), "none", "The password that goes with it.")
            .secret();
    static final Setting<Integer> DATABASE_POOL =
            setting("DATABASE_POOL", Kinds.whole(4, 80), 10, "Connections of this process to the database.");

    static final Setting<Duration> DATABASE_WAIT = setting(
            "DATABASE_WAIT",
            Kinds.duration(Duration.ZERO, Duration.ofHours(1)),
            Duration.ofMinutes(1),
            "How long a database that is down is waited for at the start.");

    // Store
    static final Setting<Stores> STORE = optional(
            "STORE",
            Kinds.choice(List.of(Stores.values())),
            "s3 when S3_BUCKET is set, else folder",
            "Where photos lie: a folder in DATA, or a bucket of S3, R2, MinIO and the like.");
    static final Setting<URI> S3_ENDPOINT = optional(
                    "S3_ENDPOINT", Kinds.url(), "AWS in S3_REGION", "The address of the S3 service.")
            .formerly("S3_ENDPOINT");
    static final Setting<URI> S3_PUBLIC_ENDPOINT = optional(
            "S3_PUBLIC_ENDPOINT",
            Kinds.url(),
            "S3_ENDPOINT",
            "The address by which clients reach it, when that is another one.");
    static final Setting<String> S3_REGION = setting(
                    "S3_REGION", Kinds.text("a region"), "us-east-1", "Its region; auto for R2.")
            .formerly("S3_REGION");
    static final Setting<String> S3_BUCKET = optional(
                    "S3_BUCKET", Kinds.text("the name of a bucket"), "none", "The bucket; it must exist.")
            .formerly("S3_BUCKET", "S3_BUCKET_NAME");
    static final Setting<String> S3_ACCESS_KEY = optional(
                    "S3_ACCESS_KEY", Kinds.text("a key id"), "none", "The id of our key to it.")
            .formerly("S3_ACCESS_KEY", "S3_ACCESS_KEY_ID");
    static final Setting<Secret> S3_SECRET_KEY = optional(
                    "S3_SECRET_KEY", Kinds.secret(1), "none", "The secret that goes with it.")
            .formerly("S3_SECRET_KEY", "S3_SECRET_ACCESS_KEY")
            .secret();

    static final Setting<Boolean> S3_PATH_STYLE = optional(
                    "S3_PATH_STYLE",
                    Kinds.flag(),
                    "true when S3_ENDPOINT is set",
                    "Whether the bucket stands in the path of an address, or in its host name as AWS has it.")
            .formerly("S3_FORCE_PATH_STYLE");

    // Queue
    static final Setting<Queues> QUEUE = setting(
            "QUEUE",
            Kinds.choice(List.of(Queues.values())),
            Queues.POSTGRES,
            "By what workers hear of work: the database itself, a Redis, or Amazon's SQS.");
    static final Setting<Secret> REDIS_URL = optional(
                    "REDIS_URL", redisUrl(), "none", "Where the Redis is; it may carry user and password.")
            .formerly("REDIS_URL")
            .secret();
    static final Setting<String> REDIS_PREFIX = setting(
            "REDIS_PREFIX",
            Kinds.word("letters, digits, dots and hyphens"),
            "safelight",
            "What our keys there begin with: installations that share a Redis need different ones.");
    static final Setting<URI> SQS_ENDPOINT =
            optional("SQS_ENDPOINT", Kinds.url(), "Amazon's in SQS_REGION", "The address of the SQS service.");
    static final Setting<String> SQS_REGION = setting("SQS_REGION", Kinds.word("a region"), "us-east-1", "Its region.");
    static final Setting<String> SQS_QUEUE = setting(
            "SQS_QUEUE",
            sqsQueue(),
            "safelight",
            "What the names of our queues begin with, or a URL that ends with it; they go on with -verify, -judge and"
                    + " -dead. With .fifo at its end they are FIFO queues.");
    static final Setting<Boolean> SQS_CREATE =
            setting("SQS_CREATE", Kinds.flag(), false, "Whether queues that are not there are created.");
    static final Setting<String> SQS_ACCESS_KEY =
            optional("SQS_ACCESS_KEY", Kinds.text("a key id"), "what the machine has", "The id of our key to it.");
    static final Setting<Secret> SQS_SECRET_KEY = optional(
                    "SQS_SECRET_KEY", Kinds.secret(1), "what the machine has", "The secret that goes with it.")
            .secret();

    // Uploads and sets
    static final Setting<Duration> URL_VALID_FOR = setting(
            "URL_VALID_FOR",
            Kinds.duration(SECOND, Duration.ofDays(7)),
            TERMS.urlValidFor(),
            "How long a signed upload address is good.");
    static final Setting<Duration> UPLOAD_DEADLINE = setting(
            "UPLOAD_DEADLINE",
            Kinds.duration(SECOND, Duration.ofDays(7)),
            TERMS.deadline(),
            "How long after the first signature the bytes may still come.");
    static final Setting<Integer> SET_MINIMUM = setting(
            "SET_MINIMUM", Kinds.whole(1, 10_000), TERMS.set().minimum(), "Accepted photos that make a set ready.");
    static final Setting<Integer> SET_MAXIMUM = setting(
            "SET_MAXIMUM",
            Kinds.whole(1, 10_000),
            TERMS.set().maximum(),
            "Photos that a set takes; rejected ones do not count.");
    static final Setting<Integer> MAX_BACKLOG = setting(
            "MAX_BACKLOG",
            Kinds.whole(1, 1_000_000),
            TERMS.backlog().inAll(),
            "Photos of everybody that are being worked on or wait for it; beyond, clients are told when to come again.");
    static final Setting<Integer> MAX_BACKLOG_PER_OWNER = setting(
            "MAX_BACKLOG_PER_OWNER",
            Kinds.whole(1, 1_000_000),
            TERMS.backlog().perOwner(),
            "Photos of one owner that are on their way, from the signature to the verdict; the same.");

    // The policy
    static final Setting<List<Format>> FORMATS = setting(
            "FORMATS",
            Kinds.list(
                    Kinds.choice(List.of(Format.JPEG, Format.PNG, Format.WEBP, Format.HEIC)),
                    "any of jpeg, png, webp, heic with commas between"),
            LIMITS.formats().stream().sorted().toList(),
            "Kinds of file that are welcome.");
    static final Setting<Switch> HEIC = setting(
            "HEIC",
            Kinds.choice(List.of(Switch.values())),
            Switch.ON,
            "Whether HEIC is read at all. Its coding, HEVC, is patented in some countries, whoever decodes it: off takes it"
                    + " out of FORMATS and no byte of it is decoded.");
    static final Setting<Long> LIMIT_MIN_BYTES =
            setting("LIMIT_MIN_BYTES", Kinds.size(0, SignUpload.MAX_BYTES), LIMITS.minBytes(), "The smallest file.");
    static final Setting<Long> LIMIT_MAX_BYTES =
            setting("LIMIT_MAX_BYTES", Kinds.size(1, SignUpload.MAX_BYTES), LIMITS.maxBytes(), "The largest file.");
    static final Setting<Integer> LIMIT_MIN_SHORTER_SIDE = setting(
            "LIMIT_MIN_SHORTER_SIDE",
            Kinds.whole(1, 65_535),
            LIMITS.minShorterSide(),
            "The smallest shorter side, in pixels.");
    static final Setting<Double> LIMIT_MAX_MEGAPIXELS = setting(
            "LIMIT_MAX_MEGAPIXELS", Kinds.decimal(0.01, 200), LIMITS.maxMegapixels(), "The most pixels, in millions.");
    static final Setting<Double> LIMIT_MIN_SHARPNESS = setting(
            "LIMIT_MIN_SHARPNESS", Kinds.decimal(0, 100), LIMITS.minSharpness(), "The least sharpness, of 100.");
    static final Setting<Double> LIMIT_MIN_BRIGHTNESS = setting(
            "LIMIT_MIN_BRIGHTNESS",
            Kinds.decimal(0, 100),
            LIMITS.minBrightness(),
            "How light the lightest parts must be, in percent.");
    static final Setting<Double> LIMIT_MAX_BRIGHTNESS = setting(
            "LIMIT_MAX_BRIGHTNESS",
            Kinds.decimal(0, 100),
            LIMITS.maxBrightness(),
            "How light the darkest parts may be, in percent.");
    static final Setting<Double> LIMIT_MIN_FACE_CONFIDENCE = setting(
            "LIMIT_MIN_FACE_CONFIDENCE",
            Kinds.decimal(0, 100),
            LIMITS.faces().minConfidence(),
            "How sure it must be that a face is one, in percent; what is less sure is none.");
    static final Setting<Double> LIMIT_MIN_FACE_SIZE = setting(
            "LIMIT_MIN_FACE_SIZE",
            Kinds.decimal(0, 100),
            LIMITS.faces().minSize(),
            "How large the face must be, in percent of the photo's shorter side.");
    static final Setting<Double> LIMIT_MIN_OTHER_FACES = setting(
            "LIMIT_MIN_OTHER_FACES",
            Kinds.decimal(0, 100),
            LIMITS.faces().minOthers(),
            "From which size on other faces count, in percent of the largest one's; smaller ones are background.");
    static final Setting<Double> LIMIT_MIN_FACE_INSIDE = setting(
            "LIMIT_MIN_FACE_INSIDE",
            Kinds.decimal(0, 100),
            LIMITS.faces().minInside(),
            "How much of the face must lie within the frame, in percent.");
    static final Setting<Double> LIMIT_MAX_FACE_TURN = setting(
            "LIMIT_MAX_FACE_TURN",
            Kinds.decimal(0, 180),
            LIMITS.faces().maxTurn(),
            "How far the face may be turned to a side, in degrees.");
    static final Setting<Double> LIMIT_MIN_EYES_VISIBLE = setting(
            "LIMIT_MIN_EYES_VISIBLE",
            Kinds.decimal(0, 100),
            LIMITS.faces().minEyesVisible(),
            "How well the eyes must be seen, in percent.");
    static final Setting<Double> LIMIT_MIN_FACE_BRIGHTNESS = setting(
            "LIMIT_MIN_FACE_BRIGHTNESS",
            Kinds.decimal(0, 100),
            LIMITS.faces().minBrightness(),
            "As MIN_BRIGHTNESS, of the face, where there is one: skin may be dark in good light.");
    static final Setting<Double> LIMIT_MAX_FACE_BRIGHTNESS = setting(
            "LIMIT_MAX_FACE_BRIGHTNESS",
            Kinds.decimal(0, 100),
            LIMITS.faces().maxBrightness(),
            "As MAX_BRIGHTNESS, of the face, where there is one.");
    static final Setting<Double> LIMIT_MAX_SIMILARITY = setting(
            "LIMIT_MAX_SIMILARITY",
            Kinds.decimal(0, 100),
            LIMITS.maxSimilarity(),
            "How alike two photos of one owner may be, in percent.");
    static final Setting<Switch> FACES = setting(
            "FACES",
            Kinds.choice(List.of(Switch.values())),
            Switch.ON,
            "Whether faces are looked for; off switches off every rule about them, for photos of things.");
    static final Map<Code, Setting<Severity>> RULES = rules();

    // Downloads
    static final Setting<Duration> ARCHIVE_KEPT = setting(
            "ARCHIVE_KEPT",
            Kinds.duration(Duration.ofMinutes(1), Duration.ofDays(7)),
            ARCHIVES.kept(),
            "How long an archive can be fetched, and is given to who asks for the same again.");
    static final Setting<Duration> DOWNLOADS_KEPT = setting(
            "DOWNLOADS_KEPT",
            Kinds.duration(Duration.ofHours(1), Duration.ofDays(365)),
            ARCHIVES.remembered(),
            "How long one can see what became of a download that has ended.");
    static final Setting<Integer> MAX_DOWNLOADS = setting(
            "MAX_DOWNLOADS",
            Kinds.whole(1, 1_000_000),
            ARCHIVES.limits().inAll(),
            "Downloads of everybody that are at work or wait for it; beyond, clients are told to come again.");
    static final Setting<Integer> MAX_DOWNLOADS_PER_OWNER = setting(
            "MAX_DOWNLOADS_PER_OWNER",
            Kinds.whole(1, 1_000_000),
            ARCHIVES.limits().perOwner(),
            "Downloads of one owner; the same.");
    // Events
    static final Setting<Duration> EVENTS_KEPT = setting(
            "EVENTS_KEPT",
            Kinds.duration(Duration.ofHours(1), Duration.ofDays(365)),
            Duration.ofDays(7),
            "How long events are told to those who were away; who was away longer is told to look for himself.");
    static final Setting<Integer> MAX_STREAMS = setting(
            "MAX_STREAMS",
            Kinds.whole(1, 19_000),
            WebConfig.MOST_STREAMS,
            "Clients that may listen to events at once, in this process; one owner has at most 100.");

    // Work
    static final Setting<Config.Role> ROLE = setting(
            "ROLE",
            Kinds.choice(List.of(Config.Role.values())),
            Config.Role.ALL,
            "What this process does: api answers requests, worker judges photos, all does both.");
    static final Setting<Duration> DRAIN = setting(
            "DRAIN",
            Kinds.duration(Duration.ZERO, Duration.ofSeconds(10)),
            SECOND,
            "How long it goes on answering, unready, when it is told to stop: until whoever sends requests has noticed."
                    + " Connections that were used within five times as long, at most 5s, are waited for.");
    static final Setting<Integer> WORKERS =
            optional("WORKERS", Kinds.whole(1, 256), "one a processor", "Photos that this process judges at once.");
    static final Setting<Integer> BUILDERS = setting(
            "BUILDERS",
            Kinds.whole(1, 64),
            2,
            "Archives that this process makes at once; each takes up to 48 MiB of the heap.");
    static final Setting<Long> DECODE_MEMORY = optional(
            "DECODE_MEMORY",
            Kinds.size(64L << 20, 1L << 40),
            "half of the heap",
            "What all photos that are being decoded may take together; others wait.");
    static final Setting<Duration> DECODE_TIME = setting(
            "DECODE_TIME",
            Kinds.duration(SECOND, Duration.ofHours(1)),
            ImagingConfig.defaults().cpuTime(),
            "Processor time that a photo may take; one that wants more is UNREADABLE.");
    static final Setting<Integer> NORMALIZED_SIDE = setting(
            "NORMALIZED_SIDE",
            Kinds.whole(ImagingConfig.MIN_NORMALIZED_SIDE, ImagingConfig.MAX_NORMALIZED_SIDE),
            ImagingConfig.defaults().normalizedSide(),
            "The longer side of the normalized picture at most, in pixels; smaller ones cost less time and space.");
    static final Setting<Duration> LEASE = setting(
            "LEASE",
            Kinds.duration(Duration.ofSeconds(3), Duration.ofMinutes(10)),
            Duration.ofSeconds(20),
            "How long the photo of a worker that died waits for another.");
    static final Setting<List<String>> WEBHOOK_ALLOW = setting(
            "WEBHOOK_ALLOW",
            Kinds.list(
                    range(), "private, or ranges of addresses such as 10.20.0.0/16 or fd00::/8, with commas between"),
            List.of(),
            "Addresses that webhooks may have although they are not on the public internet; only they may be called by plain"
                    + " http. private is this machine and private networks.");
    static final Setting<Measuring.Access> METRICS = setting(
            "METRICS",
            Kinds.choice(List.of(Measuring.Access.values())),
            Measuring.Access.KEY,
            "Who may read the figures for Prometheus at /metrics: key is whoever sends an operator's key or METRICS_TOKEN as a"
                    + " bearer token, open is everybody who can reach the server.");
    static final Setting<Secret> METRICS_TOKEN = optional(
                    "METRICS_TOKEN",
                    Kinds.secret(16),
                    "an operator's key is needed",
                    "What Prometheus sends as a bearer token: good for reading /metrics and nothing else.")
            .secret();
    static final Setting<String> NODE_NAME = optional(
            "NODE_NAME",
            Kinds.word("up to 60 letters, digits, dots, hyphens and underscores"),
            "the name of this machine",
            "What this process is called where operators see who works, with the number of the process behind it.");
    static final Setting<LogFormat> LOG = optional(
            "LOG",
            Kinds.choice(List.of(LogFormat.values())),
            "text on a terminal, else json",
            "How the log is written, to standard error.");
    static final Setting<LogLevel> LOG_LEVEL =
            setting("LOG_LEVEL", Kinds.choice(List.of(LogLevel.values())), LogLevel.INFO, "How much is logged.");
    static final Setting<String> LOG_URL = optional(
            "LOG_URL",
            Kinds.addressOfEach("imageId", "https://logs.example.org/search?q={imageId}"),
            "the last lines of the process that is asked",
            "Where an operator looks at what all processes wrote about an image.");

    static final Setting<URI> OTLP_ENDPOINT = optional(
                    "OTLP_ENDPOINT",
                    Kinds.address(),
                    "traces are not recorded",
                    "Where spans are sent, by OTLP over HTTP; /v1/traces is added.")
            .formerly("OTEL_EXPORTER_OTLP_ENDPOINT");
    static final Setting<Secret> OTLP_HEADERS = optional(
                    "OTLP_HEADERS",
                    Kinds.secret(3),
                    "none",
                    "What is sent along, such as api-key=secret, with commas between.")
            .formerly("OTEL_EXPORTER_OTLP_HEADERS")
            .secret();
    static final Setting<Double> TRACE_RATIO = setting(
                    "TRACE_RATIO",
                    Kinds.decimal(0, 1),
                    1.0,
                    "How much of all traces is recorded; see observability.md.")
            .formerly("OTEL_TRACES_SAMPLER_ARG");
    static final Setting<String> SERVICE_NAME = setting(
                    "SERVICE_NAME",
                    Kinds.word("letters, digits, dots, hyphens and underscores"),
                    "safelight",
                    "What this program is called in traces.")
            .formerly("OTEL_SERVICE_NAME");
    static final Setting<String> TRACE_URL = optional(
            "TRACE_URL",
            Kinds.addressOfEach("traceId", "http://localhost:16686/trace/{traceId}"),
            "traces are shown by their id",
            "Where an operator looks at a trace: the address of one in Jaeger or the like.");

    static final Setting<URI> SENTRY_DSN = optional(
                    "SENTRY_DSN",
                    Kinds.dsn(),
                    "nobody is told of errors",
                    "The project of Sentry that is told of errors of the server.")
            .formerly("SENTRY_DSN")
            .secret();
    static final Setting<URI> SENTRY_PAGE_DSN = optional(
                    "SENTRY_PAGE_DSN",
                    Kinds.dsn(),
                    "nobody is told",
                    "The project of Sentry that is told of errors of our pages, by the browsers of those who visit them: all of them can"
                            + " read it.")
            .formerly("SENTRY_PAGE_DSN");
    static final Setting<String> SENTRY_ENVIRONMENT = setting(
                    "SENTRY_ENVIRONMENT",
                    Kinds.word("letters, digits, dots, hyphens and underscores"),
                    "production",
                    "Which installation this is, for Sentry.")
            .formerly("SENTRY_ENVIRONMENT");
    static final Setting<Boolean> SENTRY_TEST = setting(
                    "SENTRY_TEST",
                    Kinds.flag(),
                    false,
                    "Whether POST /v1/download/check?sentry_test=true fails on purpose, to see that Sentry is told.")
            .formerly("SENTRY_TEST_ENABLED");

    // Names that the service before this one used and that mean a part of a setting
    static final Setting<Integer> OLD_RATE_LIMIT = older(
            "RATE_LIMIT_MAX_REQUESTS",
            Kinds.whole(1, 10_000_000),
            100,
            "As RATE_LIMIT, when that is not set: how many.");
    static final Setting<Integer> OLD_RATE_WINDOW =
            older("RATE_LIMIT_WINDOW_MS", Kinds.whole(1000, 86_400_000), 60_000, "The same: in how many milliseconds.");

    /** What is there or not. */
    enum Switch {
        ON,
        OFF
    }

    /** How users are told apart. */
    enum Auth {
        ANONYMOUS,
        JWT,
        APIKEY
    }

    /** Where photos lie. */
    enum Stores {
        FOLDER,
        S3
    }

    /** By what workers hear of work. */
    enum Queues {
        POSTGRES,
        REDIS,
        SQS
    }

    /** Settings that belong together. */
    record Group(String title, List<? extends Setting<?>> settings) {}

    private Settings() {}

    /** All of them, in the order in which people read about them. */
    static List<Group> groups() {
        return List.of(
                new Group(
                        "Web",
                        List.of(
                                HOST,
                                PORT,
                                PUBLIC_URL,
                                CORS_ORIGINS,
                                RATE_LIMIT,
                                PROXIES,
                                AUTH,
                                ALLOW_PUBLIC_ANONYMOUS,
                                JWT_SECRET,
                                JWT_JWKS_URL,
                                JWT_ISSUER,
                                JWT_AUDIENCE,
                                OPERATOR_KEY)),
                new Group(
                        "Data",
                        List.of(DATA, DATABASE_URL, DATABASE_USER, DATABASE_PASSWORD, DATABASE_POOL, DATABASE_WAIT)),
                new Group(
                        "Store",
                        List.of(
                                STORE,
                                S3_ENDPOINT,
                                S3_PUBLIC_ENDPOINT,
                                S3_REGION,
                                S3_BUCKET,
                                S3_ACCESS_KEY,
                                S3_SECRET_KEY,
                                S3_PATH_STYLE,
                                STORAGE_EVENTS_TOKEN)),
                new Group(
                        "Queue",
                        List.of(
                                QUEUE,
                                REDIS_URL,
                                REDIS_PREFIX,
                                SQS_ENDPOINT,
                                SQS_REGION,
                                SQS_QUEUE,
                                SQS_CREATE,
                                SQS_ACCESS_KEY,
                                SQS_SECRET_KEY)),
                new Group(
                        "Uploads and sets",
                        List.of(
                                URL_VALID_FOR,
                                UPLOAD_DEADLINE,
                                SET_MINIMUM,
                                SET_MAXIMUM,
                                MAX_BACKLOG,
                                MAX_BACKLOG_PER_OWNER)),
                new Group("Downloads", List.of(ARCHIVE_KEPT, DOWNLOADS_KEPT, MAX_DOWNLOADS, MAX_DOWNLOADS_PER_OWNER)),
                new Group(
                        "Limits",
                        List.of(
                                FORMATS,
                                HEIC,
                                LIMIT_MIN_BYTES,
                                LIMIT_MAX_BYTES,
                                LIMIT_MIN_SHORTER_SIDE,
                                LIMIT_MAX_MEGAPIXELS,
                                LIMIT_MIN_SHARPNESS,
                                LIMIT_MIN_BRIGHTNESS,
                                LIMIT_MAX_BRIGHTNESS,
                                LIMIT_MIN_FACE_CONFIDENCE,
                                LIMIT_MIN_FACE_SIZE,
                                LIMIT_MIN_OTHER_FACES,
                                LIMIT_MIN_FACE_INSIDE,
                                LIMIT_MAX_FACE_TURN,
                                LIMIT_MIN_EYES_VISIBLE,
                                LIMIT_MIN_FACE_BRIGHTNESS,
                                LIMIT_MAX_FACE_BRIGHTNESS,
                                LIMIT_MAX_SIMILARITY)),
                new Group(
                        "Rules",
                        Stream.concat(Stream.of(FACES), RULES.values().stream()).toList()),
                new Group("Events", List.of(EVENTS_KEPT, MAX_STREAMS)),
                new Group(
                        "Work and log",
                        List.of(
                                ROLE,
                                DRAIN,
                                WORKERS,
                                BUILDERS,
                                DECODE_MEMORY,
                                DECODE_TIME,
                                NORMALIZED_SIDE,
                                LEASE,
                                WEBHOOK_ALLOW,
                                METRICS,
                                METRICS_TOKEN,
                                NODE_NAME,
                                LOG,
                                LOG_LEVEL,
                                LOG_URL)),
                new Group("Traces", List.of(OTLP_ENDPOINT, OTLP_HEADERS, TRACE_RATIO, SERVICE_NAME, TRACE_URL)),
                new Group("Errors", List.of(SENTRY_DSN, SENTRY_PAGE_DSN, SENTRY_ENVIRONMENT, SENTRY_TEST)),
                new Group("Of the service before", List.of(OLD_RATE_LIMIT, OLD_RATE_WINDOW)));
    }

    static List<? extends Setting<?>> all() {
        return groups().stream().flatMap(group -> group.settings().stream()).toList();
    }

    private static Map<Code, Setting<Severity>> rules() {
        Map<Code, Setting<Severity>> rules = new EnumMap<>(Code.class);
        for (Code code : Code.values()) {
            String words = code.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            rules.put(
                    code,
                    setting(
                            "RULE_" + code,
                            Kinds.choice(List.of(Severity.values())),
                            Policy.defaultSeverity(code),
                            "What it means when a photo is: " + words + "."));
        }
        return Collections.unmodifiableMap(rules);
    }

    private static <T> Setting<T> older(String name, Kind<T> kind, T standard, String description) {
        return new Setting<>(
                name, kind, description, Optional.of(standard), kind.show().apply(standard), List.of(), false);
    }

    private static Kind<String> range() {
        return new Kind<>(
                "a range of addresses",
                text -> {
                    if (!text.equals("private") && Cidr.parse(text).isEmpty()) {
                        throw new IllegalArgumentException(text);
                    }
                    return text;
                },
                text -> text);
    }

    private static Kind<String> origin() {
        return new Kind<>(
                "an origin",
                text -> {
                    if (!text.equals("*") && !text.matches("https?://[^/\\s]+")) {
                        throw new IllegalArgumentException(text);
                    }
                    return text;
                },
                text -> text);
    }

    private static Kind<URI> jwksUrl() {
        return new Kind<>(
                "an https address such as https://id.example.org/jwks.json, or one of this machine",
                text -> new Authentication.Keys.Published(URI.create(text)).url(),
                URI::toString);
    }

    private static Kind<String> sqsQueue() {
        String pattern = "(https?://[^?#]+/)?[A-Za-z0-9_-]{1,60}(\\.fifo)?";
        return new Kind<>(
                "a name of letters, digits, hyphens and underscores, such as photos or photos.fifo, or a URL",
                text -> {
                    if (!text.matches(pattern)) {
                        throw new IllegalArgumentException("no name of a queue");
                    }
                    return text;
                },
                text -> text);
    }

    private static Kind<Secret> redisUrl() {
        return new Kind<>(
                "an address such as redis://host:6379 or rediss://user:password@host:6380/0",
                text -> {
                    URI url = URI.create(text);
                    if (url.getHost() == null
                            || !String.valueOf(url.getScheme()).matches("rediss?")) {
                        throw new IllegalArgumentException("no address of a Redis");
                    }
                    return new Secret(text);
                },
                Secret::toString);
    }

    /** A JDBC address, or one of the form that hosting companies hand out, which may carry user and password. */
    private static Kind<DatabaseAddress> databaseUrl() {
        return new Kind<>(
                "an address such as jdbc:postgresql://host:5432/name, or postgresql://user:password@host/name",
                DatabaseAddress::of,
                DatabaseAddress::jdbc);
    }
}
