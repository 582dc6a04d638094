package dev.safelight.bootstrap;

import dev.safelight.bootstrap.config.BadSettings;
import dev.safelight.bootstrap.config.Config;
import dev.safelight.bootstrap.config.LogFormat;
import dev.safelight.bootstrap.config.LogLevel;
import dev.safelight.bootstrap.demo.Demo;
import dev.safelight.bootstrap.demo.SampleFolder;
import dev.safelight.bootstrap.demo.UploadClient;
import dev.safelight.bootstrap.file.Trees;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Shows a running Safelight at work; starts one for the duration when there is none. */
@Command(
        name = "demo",
        description = "Uploads sample photos through the public API and prints each verdict with its reasons.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    @Option(
            names = "--save",
            paramLabel = "DIR",
            description =
                    "Uploads nothing, but saves the samples as files, in folders called after what becomes of them.")
    private @Nullable Path folder;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "0",
            description = "With --save: so many more that are accepted, 0 to " + SampleFolder.MOST_VIEWS + ".")
    private int count;

    @Override
    public Integer call() throws BadSettings, CannotStart, IOException, InterruptedException {
        if (count < 0 || count > SampleFolder.MOST_VIEWS || (count > 0 && folder == null)) {
            throw new ParameterException(
                    new CommandLine(this),
                    "--count goes with --save, and is a number from 0 to " + SampleFolder.MOST_VIEWS);
        }
        Path chosen = folder;
        return chosen == null ? show() : save(chosen);
    }

    private int save(Path folder) throws IOException {
        int files = SampleFolder.write(folder, count);
        System.out.println(
                files + " sample photos are in " + folder + ". Where a face is asked for, none of them is accepted.");
        return 0;
    }

    private static int show() throws BadSettings, CannotStart, IOException, InterruptedException {
        Logging.configure(new Config.Log(Optional.of(LogFormat.TEXT), LogLevel.WARN, Optional.empty()));
        Config.Web web = Config.from(System.getenv()).web();
        URI url = web.publicUrl().orElseGet(() -> URI.create("http://localhost:" + web.port()));
        try (UploadClient running = new UploadClient(url, DemoCommand::tell)) {
            if (running.isReady()) {
                System.out.println("Uploading to the Safelight at " + url + ".\n");
                return show(running);
            }
        }
        System.out.println(
                "No Safelight answers at " + url + "; starting one for the demo, with a data folder of its own.\n"
                        + "It runs with SAFELIGHT_FACES=off, because the samples are landscapes.\n");
        return showOneOfOurOwn();
    }

    private static void tell(String notice) {
        System.out.println(notice);
    }

    private static int show(UploadClient client) throws IOException, InterruptedException {
        return new Demo(client, System.out).run() ? 0 : 1;
    }

    /** One that asks for no face: the samples are drawn landscapes, and there would be little else to see. */
    private static int showOneOfOurOwn() throws BadSettings, CannotStart, IOException, InterruptedException {
        Path data = Files.createTempDirectory("safelight-demo");
        Config config =
                Config.from(Map.of("SAFELIGHT_DATA", data.toString(), "SAFELIGHT_PORT", "0", "SAFELIGHT_FACES", "off"));
        Closer closer = new Closer();
        closer.add(() -> Trees.delete(data));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(closer::close));
        try (closer) {
            App app = App.start(config, closer);
            try (UploadClient client = new UploadClient(app.url(), DemoCommand::tell)) {
                return show(client);
            }
        }
    }
}
