package dev.safelight.bootstrap.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;

/** What this machine is called. */
final class HostName {

    private static final int LONGEST = 60;
    private static final String UNKNOWN = "unknown";

    private HostName() {}

    /** As the shell, the container or Windows says; else as the machine itself knows. Of the letters of a name only. */
    static String of(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("HOSTNAME"))
                .or(() -> Optional.ofNullable(environment.get("COMPUTERNAME")))
                .map(HostName::clean)
                .filter(name -> !name.isEmpty())
                .orElseGet(HostName::known);
    }

    private static String known() {
        try {
            String name = clean(InetAddress.getLocalHost().getHostName());
            return name.isEmpty() ? UNKNOWN : name;
        } catch (UnknownHostException nameless) {
            return UNKNOWN;
        }
    }

    private static String clean(String name) {
        String word = name.strip().replaceAll("[^A-Za-z0-9._-]", "-");
        return word.substring(0, Math.min(word.length(), LONGEST));
    }
}
