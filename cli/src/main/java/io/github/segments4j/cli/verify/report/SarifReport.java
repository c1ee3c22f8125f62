package io.github.segments4j.cli.verify.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** For services that collect the findings of analyzers: SARIF 2.1.0. Each code of a finding is a rule. */
final class SarifReport {
    private static final JsonMapper JSON = new JsonMapper();

    private SarifReport() {}

    static void write(Report report, Writer out) throws IOException {
        ObjectNode root = JSON.createObjectNode()
                .put("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
                .put("version", "2.1.0");
        ObjectNode run = root.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver").put("name", "segments verify");
        ArrayNode rules = driver.putArray("rules");
        List<Finding> gone = report.gone().orElse(List.of());
        Stream.of(report.findings(), report.known(), gone)
                .flatMap(List::stream)
                .map(Finding::code)
                .distinct()
                .forEach(code -> rules.addObject().put("id", code));

        ObjectNode invocation = run.putArray("invocations").addObject();
        invocation.put("executionSuccessful", report.isComplete());
        ArrayNode notifications = invocation.putArray("toolExecutionNotifications");
        for (CheckResult result : report.results()) {
            result.obstacle()
                    .ifPresent(obstacle -> notifications
                            .addObject()
                            .put("level", obstacle.isSkipped() ? "note" : "error")
                            .putObject("message")
                            .put("text", "not checked: " + result.check() + ": " + obstacle.reason()));
        }

        ArrayNode results = run.putArray("results");
        boolean isCompared = report.gone().isPresent();
        report.findings().forEach(finding -> add(results, finding, isCompared ? Optional.of("new") : Optional.empty()));
        report.known().forEach(finding -> add(results, finding, Optional.of("unchanged")));
        gone.forEach(finding -> add(results, finding, Optional.of("absent")));
        out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
    }

    private static void add(ArrayNode results, Finding finding, Optional<String> baselineState) {
        ObjectNode result = results.addObject().put("ruleId", finding.code());
        result.put("level", level(finding.severity()));
        baselineState.ifPresent(state -> result.put("baselineState", state));
        result.putObject("message").put("text", TextReport.describe(finding));
        // There is no line of a file to show: the place is the request.
        result.putArray("locations")
                .addObject()
                .putArray("logicalLocations")
                .addObject()
                .put("fullyQualifiedName", finding.request());
        result.putObject("partialFingerprints").put("finding/v1", finding.severity() + " " + finding.title());
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case BREAKS -> "error";
            case NEW -> "warning";
            case INFORMATIONAL -> "note";
        };
    }
}
