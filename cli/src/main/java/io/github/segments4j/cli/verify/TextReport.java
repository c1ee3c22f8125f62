package io.github.segments4j.cli.verify;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The findings, the worst first, what could not be checked and why, and how many there are. */
final class TextReport {
    private TextReport() {}

    static void write(Report report, Writer out) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(report.server() + ", against the contract of version " + report.version());
        report.findings().stream()
                .sorted(Comparator.comparing(Finding::severity))
                .flatMap(TextReport::lines)
                .forEach(lines::add);
        notChecked(report)
                .forEach((why, checks) -> lines.add("not checked: " + String.join(", ", checks) + ": " + why));
        lines.add(summary(report));
        out.write(String.join("\n", lines) + "\n");
        out.flush();
    }

    private static Map<String, List<String>> notChecked(Report report) {
        Map<String, List<String>> checks = new LinkedHashMap<>();
        for (Report.Result result : report.results()) {
            result.obstacle()
                    .ifPresent(obstacle -> checks.computeIfAbsent(obstacle.why(), why -> new ArrayList<>())
                            .add(result.check()));
        }
        return checks;
    }

    static Stream<String> lines(Finding finding) {
        return Stream.of(
                finding.severity() + ": " + finding.title(),
                "  request:  " + finding.request(),
                "  contract: " + finding.contract(),
                "  came:     " + finding.came());
    }

    private static String summary(Report report) {
        String findings = report.findings().isEmpty()
                ? "no finding"
                : report.count(Severity.BREAKS) + " breaking, " + report.count(Severity.NEW) + " new, "
                        + report.count(Severity.INFORMATIONAL) + " informational";
        long checked = report.results().stream()
                .filter(each -> each.obstacle().isEmpty())
                .count();
        return findings + " in " + checked + " of " + report.results().size() + " checks, " + report.requests()
                + " requests, pages asked for: " + report.pages();
    }
}
