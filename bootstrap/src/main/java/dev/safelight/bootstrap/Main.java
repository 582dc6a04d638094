package dev.safelight.bootstrap;

import dev.safelight.bootstrap.config.BadSettings;
import dev.safelight.bootstrap.config.Config;
import dev.safelight.bootstrap.config.SettingsText;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The way in from the command line. */
@Command(
        name = "safelight",
        description = "Photo intake that people can trust. Without a command: serves until it is stopped.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {DemoCommand.class, DoctorCommand.class},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:as asked",
            "1:it cannot start, or the demo went wrong; standard error says why",
            "2:a mistake on the command line or in the settings; standard error lists all of them",
            "3:the doctor found warnings, and nothing worse",
            "4:the doctor found errors"
        },
        footerHeading = "%nSettings are environment variables:%n")
public final class Main implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final int MISTAKEN = 2;

    /** A process manager's patience ends at 30 s, often at 25. */
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(22);

    public static void main(String[] arguments) {
        Logging.configure(Logging.UNTIL_TOLD);
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine
                .getCommandSpec()
                .usageMessage()
                .footer(SettingsText.forTerminal().replace("%", "%%").split("\n"));
        commandLine.setUsageHelpWidth(120);
        commandLine.setExecutionExceptionHandler(Main::explain);
        return commandLine;
    }

    /** What {@code --version} says. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Safelight " + Build.VERSION};
        }
    }

    /** Serves. */
    @Override
    public Integer call() throws BadSettings, CannotStart, InterruptedException {
        Config config = Config.from(System.getenv());
        Logging.configure(config.log(), Optional.of(config.work().process()));
        serve(config);
        return 0;
    }

    /** Says what has to be changed; how we came to know is of no interest then. */
    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult asked) throws Exception {
        if (failure instanceof BadSettings) {
            System.err.println("The settings cannot be used:");
            System.err.println(failure.getMessage());
            System.err.println("safelight --help lists every setting.");
            return MISTAKEN;
        }
        if (failure instanceof CannotStart) {
            System.err.println("Safelight cannot start: " + failure.getMessage());
            return FAILED;
        }
        throw failure;
    }

    private static void serve(Config config) throws CannotStart, InterruptedException {
        Closer closer = new Closer();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> stop(closer)));
        try (closer) {
            App app = App.start(config, closer);
            System.out.println(app.banner());
            new CountDownLatch(1).await(); // until a signal comes: from then on the hook has it
        }
    }

    /** What is not closed in time is left: everything survives that, it only takes longer to come back. */
    private static void stop(Closer closer) {
        Thread closing = Thread.ofPlatform().daemon().name("close").start(closer::close);
        try {
            closing.join(TIME_TO_STOP);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
