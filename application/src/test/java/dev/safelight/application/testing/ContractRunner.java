package dev.safelight.application.testing;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.List;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs a contract within a test, to see what it catches. */
public final class ContractRunner {

    private ContractRunner() {}

    /** The names of all tests of {@code suite} that fail. */
    public static List<String> failures(Class<?> suite) {
        return failures(selectClass(suite));
    }

    /** The name of {@code test} if that one test of {@code suite} fails. */
    public static List<String> failures(Class<?> suite, String test) {
        return failures(selectMethod(suite, test));
    }

    private static List<String> failures(DiscoverySelector tests) {
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request().selectors(tests).build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        if (listener.getSummary().getTestsFoundCount() == 0) {
            throw new IllegalArgumentException("no such test: " + tests);
        }
        return listener.getSummary().getFailures().stream()
                .map(failure -> failure.getTestIdentifier().getDisplayName().replace("()", ""))
                .toList();
    }
}
