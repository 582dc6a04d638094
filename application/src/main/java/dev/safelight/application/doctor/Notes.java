package dev.safelight.application.doctor;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What one check has found so far. Safe for any number of threads. */
public final class Notes {

    private final String check;
    private final List<Finding> findings = new CopyOnWriteArrayList<>();

    public Notes(String check) {
        this.check = check;
    }

    public void ok(String summary) {
        ok(summary, "");
    }

    /** @param seen may be empty */
    public void ok(String summary, String seen) {
        findings.add(new Finding(check, Severity.OK, summary, seen, ""));
    }

    /** As the methods named like the severities. */
    public void add(Severity severity, String summary, String seen, String fix) {
        findings.add(new Finding(check, severity, summary, seen, fix));
    }

    public void advice(String summary, String seen, String fix) {
        add(Severity.ADVICE, summary, seen, fix);
    }

    public void warning(String summary, String seen, String fix) {
        add(Severity.WARNING, summary, seen, fix);
    }

    public void error(String summary, String seen, String fix) {
        add(Severity.ERROR, summary, seen, fix);
    }

    /** In the order found. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }
}
