package dev.safelight.bootstrap;

import dev.safelight.application.doctor.Doctor;
import dev.safelight.application.doctor.Severity;
import dev.safelight.bootstrap.config.BadSettings;
import dev.safelight.bootstrap.config.Config;
import dev.safelight.bootstrap.config.LogFormat;
import dev.safelight.bootstrap.config.LogLevel;
import dev.safelight.bootstrap.doctor.Report;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks the world that the settings name, for real, and says what to do. */
@Command(
        name = "doctor",
        description = {
            "Checks what the settings name for real: database, store, queue and web. Says what was seen and what to do.",
            "It starts and changes nothing, but for small objects under doctor/ in the store, which it removes again."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is well, or there is only advice",
            "2:a mistake on the command line or in the settings; standard error lists all of them",
            "3:there are warnings, and nothing worse",
            "4:there are errors"
        })
final class DoctorCommand implements Callable<Integer> {

    private static final int WARNINGS = 3;
    private static final int ERRORS = 4;

    @Option(names = "--json", description = "Prints one JSON object: version, worst, findings.")
    private boolean json;

    @Override
    public Integer call() throws BadSettings, InterruptedException {
        Logging.configure(new Config.Log(Optional.of(LogFormat.TEXT), LogLevel.WARN, Optional.empty()));
        Config config = Config.from(System.getenv());
        var checkups = Checkups.of(config, InstantSource.system(), new SecureRandom());
        Report report = new Report(Build.VERSION, new Doctor(Doctor.PATIENCE).examine(checkups));
        System.out.println(json ? report.asJson() : report.asText());
        return exitCode(report.worst());
    }

    private static int exitCode(Severity worst) {
        return switch (worst) {
            case OK, ADVICE -> 0;
            case WARNING -> WARNINGS;
            case ERROR -> ERRORS;
        };
    }
}
