package dev.safelight.bootstrap.config;

import dev.safelight.bootstrap.config.Settings.Group;
import java.util.stream.Collectors;

/** The settings as people read about them. */
public final class SettingsText {

    private SettingsText() {}

    /** For {@code --help}. */
    public static String forTerminal() {
        return Settings.groups().stream().map(SettingsText::terminalGroup).collect(Collectors.joining("\n"));
    }

    /** For the documentation: a table for each group. */
    public static String asMarkdown() {
        return Settings.groups().stream().map(SettingsText::markdownGroup).collect(Collectors.joining("\n"));
    }

    private static String terminalGroup(Group group) {
        return "  " + group.title() + "\n"
                + group.settings().stream().map(SettingsText::terminalLines).collect(Collectors.joining());
    }

    private static String terminalLines(Setting<?> setting) {
        return "    " + setting.name() + "\n"
                + "        " + setting.description() + "\n"
                + "        " + setting.kind().allowed() + "; default: " + standard(setting) + "\n";
    }

    private static String markdownGroup(Group group) {
        return "## " + group.title() + "\n\n| Setting | Default | Allowed | What it does |\n|---|---|---|---|\n"
                + group.settings().stream().map(SettingsText::markdownRow).collect(Collectors.joining());
    }

    private static String markdownRow(Setting<?> setting) {
        String older = setting.older().stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
        return "| `" + setting.name() + "` | " + standard(setting) + " | "
                + setting.kind().allowed() + " | " + setting.description()
                + (older.isEmpty() ? "" : " Also: " + older + ".") + " |\n";
    }

    private static String standard(Setting<?> setting) {
        return setting.otherwise().isEmpty() ? "none" : setting.otherwise();
    }
}
