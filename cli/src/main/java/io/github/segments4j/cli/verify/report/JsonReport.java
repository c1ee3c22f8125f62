package io.github.segments4j.cli.verify.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;

/** For programs: all of the report in one object. */
final class JsonReport {
    private static final JsonMapper JSON = new JsonMapper();

    private JsonReport() {}

    static void write(Report report, Writer out) throws IOException {
        ObjectNode root = JSON.createObjectNode()
                .put("server", report.server())
                .put("api_version", report.version())
                .put("differs", report.differs())
                .put("complete", report.isComplete())
                .put("requests", report.requests())
                .put("pages", report.pages());
        ArrayNode findings = root.putArray("findings");
        ArrayNode checks = root.putArray("checks");
        for (CheckResult result : report.results()) {
            result.findings().forEach(finding -> add(findings, result.check(), finding));
            ObjectNode check = checks.addObject().put("name", result.check()).put("result", outcome(result));
            result.obstacle().ifPresent(obstacle -> check.put("reason", obstacle.reason()));
        }
        report.gone().ifPresent(gone -> {
            ArrayNode known = root.putArray("known");
            report.results().forEach(result -> result.known().forEach(finding -> add(known, result.check(), finding)));
            ArrayNode missing = root.putArray("gone");
            gone.forEach(finding -> missing.addObject()
                    .put("severity", finding.severity().toString())
                    .put("code", finding.code())
                    .put("subject", finding.subject().orElse("")));
        });
        out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
    }

    private static void add(ArrayNode findings, String check, Finding finding) {
        findings.addObject()
                .put("severity", finding.severity().toString())
                .put("code", finding.code())
                .put("subject", finding.subject().orElse(""))
                .put("check", check)
                .put("request", finding.request())
                .put("contract", finding.contract())
                .put("actual", finding.actual());
    }

    private static String outcome(CheckResult result) {
        if (!result.findings().isEmpty()) {
            return "findings";
        }
        return result.obstacle()
                .map(obstacle -> obstacle.isSkipped() ? "skipped" : "unanswered")
                .orElse("passed");
    }
}
