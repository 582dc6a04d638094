package dev.safelight.bootstrap;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import dev.safelight.bootstrap.config.Config;
import dev.safelight.bootstrap.config.LogFormat;
import dev.safelight.bootstrap.config.LogLevel;
import dev.safelight.bootstrap.log.JsonLines;
import dev.safelight.bootstrap.log.RecentLines;
import dev.safelight.bootstrap.log.TextLines;
import java.io.Console;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Where all log goes: to standard error, so that what we print for people stays apart from it. */
final class Logging {

    /** What holds before the settings are read. */
    static final Config.Log UNTIL_TOLD = new Config.Log(Optional.empty(), LogLevel.INFO, Optional.empty());

    /** What these say at INFO is of interest to their authors. */
    private static final List<String> TALKATIVE =
            List.of("org.eclipse.jetty", "io.javalin", "com.zaxxer.hikari", "org.flywaydb", "org.jdbi");

    private Logging() {}

    static void configure(Config.Log config) {
        configure(config, Optional.empty());
    }

    /** @param process what ours is called among others */
    static void configure(Config.Log config, Optional<String> process) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        Encoder<ILoggingEvent> encoder = switch (config.format().orElseGet(Logging::suitable)) {
            case TEXT -> new TextLines();
            case JSON -> new JsonLines(process);
        };
        encoder.setContext(context);
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(encoder);
        console.start();
        var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.valueOf(config.level().name()));
        root.addAppender(console);
        if (root.getLevel() == Level.INFO) {
            TALKATIVE.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
        }
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    /** Has what is written from now on about images remembered. The next {@link #configure} ends it. */
    static RecentLines remember(String process) {
        RecentLines lines = new RecentLines(process);
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        lines.setContext(context);
        lines.start();
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(lines);
        return lines;
    }

    private static LogFormat suitable() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
                ? LogFormat.TEXT
                : LogFormat.JSON;
    }
}
