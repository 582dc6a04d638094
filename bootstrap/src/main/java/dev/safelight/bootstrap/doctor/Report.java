package dev.safelight.bootstrap.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.safelight.application.doctor.Doctor;
import dev.safelight.application.doctor.Finding;
import dev.safelight.application.doctor.Severity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was found, as it is told. */
public record Report(String version, List<Finding> findings) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String INDENT = " ".repeat(11);

    public Severity worst() {
        return Doctor.worst(findings);
    }

    private record ReportJson(String version, String worst, List<FindingJson> findings) {}

    private record FindingJson(String check, String severity, String summary, String detail, String fix) {}

    /** For programs: {@code {version, worst, findings: [{check, severity, summary, detail, fix}]}}. */
    public String asJson() {
        List<FindingJson> all = findings.stream()
                .map(finding -> new FindingJson(
                        finding.check(),
                        finding.severity().toString(),
                        finding.summary(),
                        finding.detail(),
                        finding.fix()))
                .toList();
        try {
            return JSON.writeValueAsString(new ReportJson(version, worst().toString(), all));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts can be written", impossible);
        }
    }

    /** For people: by area, what is well in one line, and with everything else what was seen and what to do. */
    public String asText() {
        List<String> lines = new ArrayList<>(List.of("Safelight " + version + " looks at its world."));
        String area = "";
        for (Finding finding : findings) {
            if (!finding.area().equals(area)) {
                area = finding.area();
                lines.add("");
                lines.add(area.toUpperCase(Locale.ROOT));
            }
            lines.addAll(lines(finding));
        }
        lines.add("");
        lines.add(total());
        return String.join(System.lineSeparator(), lines);
    }

    private static List<String> lines(Finding finding) {
        boolean well = finding.severity() == Severity.OK;
        String seen = finding.detail().isEmpty() ? "" : " (" + finding.detail() + ")";
        List<String> lines = new ArrayList<>();
        lines.add("  %-9s%s: %s%s".formatted(finding.severity(), finding.check(), finding.summary(), well ? seen : ""));
        if (!well) {
            if (!finding.detail().isEmpty()) {
                lines.addAll(block("seen: ", finding.detail()));
            }
            lines.addAll(block("do:   ", finding.fix()));
        }
        return lines;
    }

    private static List<String> block(String title, String text) {
        List<String> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            lines.add(INDENT + (lines.isEmpty() ? title : " ".repeat(title.length())) + line);
        }
        return lines;
    }

    private String total() {
        Map<Severity, Long> counts = new EnumMap<>(Severity.class);
        findings.forEach(finding -> counts.merge(finding.severity(), 1L, Long::sum));
        return "%d errors, %d warnings, %d pieces of advice; %d ok."
                .formatted(
                        counts.getOrDefault(Severity.ERROR, 0L),
                        counts.getOrDefault(Severity.WARNING, 0L),
                        counts.getOrDefault(Severity.ADVICE, 0L),
                        counts.getOrDefault(Severity.OK, 0L));
    }
}
