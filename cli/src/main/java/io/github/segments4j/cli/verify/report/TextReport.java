package io.github.segments4j.cli.verify.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** For people: the findings, the most severe first, then the checks that were not completed, and a summary. */
final class TextReport {
    private TextReport() {}

    static void write(Report report, Writer out) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(report.server() + ", compared with version " + report.version() + " of the contract");
        report.findings().stream()
                .sorted(Comparator.comparing(Finding::severity))
                .map(TextReport::describe)
                .forEach(lines::add);
        checksByObstacle(report).forEach((reason, checks) -> lines.add("not checked: " + checks + ": " + reason));
        report.gone().ifPresent(gone -> lines.addAll(changes(report.known(), gone)));
        lines.add(summary(report));
        out.write(String.join("\n", lines) + "\n");
    }

    private static List<String> changes(List<Finding> known, List<Finding> gone) {
        List<String> lines = new ArrayList<>();
        gone.forEach(finding -> lines.add("gone since the earlier report: " + finding.title()));
        if (!known.isEmpty()) {
            lines.add("not listed, since the earlier report has them: "
                    + known.stream().map(Finding::title).collect(Collectors.joining("; ")));
        }
        return lines;
    }

    static String describe(Finding finding) {
        return """
                %s: %s
                  request:  %s
                  contract: %s
                  answer:   %s""".formatted(
                        finding.severity(), finding.title(), finding.request(), finding.contract(), finding.actual());
    }

    private static Map<String, String> checksByObstacle(Report report) {
        return report.results().stream()
                .filter(result -> result.obstacle().isPresent())
                .collect(Collectors.groupingBy(
                        result -> result.obstacle().orElseThrow().reason(),
                        LinkedHashMap::new,
                        Collectors.mapping(CheckResult::check, Collectors.joining(", "))));
    }

    private static String summary(Report report) {
        String no =
                report.gone().isPresent() ? "no new findings, " + report.known().size() + " known," : "no findings";
        String findings = report.findings().isEmpty()
                ? no
                : report.count(Severity.BREAKS) + " breaking, " + report.count(Severity.NEW) + " new, "
                        + report.count(Severity.INFORMATIONAL) + " informational";
        long completed = report.results().stream()
                .filter(result -> result.obstacle().isEmpty())
                .count();
        return findings + " in " + completed + " of " + report.results().size() + " checks, " + report.requests()
                + " requests, pages requested: " + report.pages();
    }
}
