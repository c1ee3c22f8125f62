package io.github.segments4j.cli.verify;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;

/** All of the report in one object. */
final class JsonReport {
    private static final ObjectMapper JSON = new ObjectMapper().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    private JsonReport() {}

    static void write(Report report, Writer out) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("server", report.server());
        root.put("api_version", report.version());
        root.put("differs", report.differs());
        root.put("complete", report.isComplete());
        root.put("requests", report.requests());
        root.put("pages", report.pages());
        ArrayNode findings = root.putArray("findings");
        ArrayNode checks = root.putArray("checks");
        for (Report.Result result : report.results()) {
            result.findings().forEach(finding -> add(findings.addObject(), result, finding));
            add(checks.addObject(), result);
        }
        out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
        out.flush();
    }

    private static void add(ObjectNode node, Report.Result result, Finding finding) {
        node.put("severity", finding.severity().toString());
        node.put("code", finding.code());
        node.put("subject", finding.subject());
        node.put("check", result.check());
        node.put("request", finding.request());
        node.put("contract", finding.contract());
        node.put("came", finding.came());
    }

    private static void add(ObjectNode node, Report.Result result) {
        node.put("name", result.check());
        node.put("result", word(result));
        result.obstacle().ifPresent(why -> node.put("why", why.why()));
    }

    private static String word(Report.Result result) {
        if (!result.findings().isEmpty()) {
            return "findings";
        }
        return result.obstacle()
                .map(why -> why instanceof NotChecked.Skipped ? "skipped" : "unanswered")
                .orElse("passed");
    }
}
