package io.github.segments4j.cli.rehearse;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.segments4j.cli.output.PrintableText;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The results of a rehearsal, as they are written.
 *
 * @param command the program and its arguments
 * @param results the results, in the order of the scenarios
 */
public record RehearsalReport(List<String> command, List<Result> results) {
    /** The formats of the report. */
    public enum Format {
        /** For people. */
        TEXT,
        /** For programs. */
        JSON,
        /** For CI servers: each scenario is a test case. */
        JUNIT
    }

    private static final JsonMapper JSON = new JsonMapper();

    /** {@return whether the program has passed every scenario} */
    public boolean passed() {
        return failed() == 0;
    }

    /**
     * Writes the report, and flushes the writer.
     *
     * @param format the format
     * @param out where to write
     * @throws IOException if it can't be written
     */
    public void write(Format format, Writer out) throws IOException {
        switch (format) {
            case TEXT -> out.write(text());
            case JSON -> out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json()) + "\n");
            case JUNIT -> writeJUnit(out);
        }
        out.flush();
    }

    private long failed() {
        return results.stream().filter(result -> !result.passed()).count();
    }

    private int unneeded() {
        return results.stream().mapToInt(Result::unneeded).sum();
    }

    private String text() {
        List<String> lines = new ArrayList<>();
        for (Result result : results) {
            lines.add((result.passed() ? "passed  " : "FAILED  ")
                    + PrintableText.of(result.scenario())
                    + requests(result));
            problems(result).forEach(problem -> lines.add("          " + problem));
            result.logs().ifPresent(logs -> lines.add("          see " + logs));
        }
        lines.add(results.size() - failed() + " of " + results.size() + " scenarios passed; unneeded requests: "
                + unneeded());
        return String.join("\n", lines) + "\n";
    }

    private static String requests(Result result) {
        String unneeded = result.unneeded() == 0 ? "" : ", " + result.unneeded() + " unneeded";
        return " (requests: " + result.requests() + unneeded + ", " + seconds(result.duration()) + " s)";
    }

    private static List<String> problems(Result result) {
        return result.problems().stream()
                .map(problem -> PrintableText.of(problem.description()))
                .toList();
    }

    private ObjectNode json() {
        ObjectNode root = JSON.createObjectNode().put("passed", passed());
        ArrayNode words = root.putArray("command");
        command.forEach(words::add);
        ArrayNode scenarios = root.putArray("scenarios");
        for (Result result : results) {
            ObjectNode scenario = scenarios
                    .addObject()
                    .put("name", result.scenario())
                    .put("ending", result.ending().toString())
                    .put("passed", result.passed())
                    .put("requests", result.requests())
                    .put("unneeded_requests", result.unneeded())
                    .put("seconds", result.duration().toMillis() / 1e3);
            ArrayNode problems = scenario.putArray("problems");
            result.problems()
                    .forEach(problem -> problems.addObject()
                            .put("kind", problem.kind().toString())
                            .put("description", PrintableText.of(problem.description())));
            result.logs().ifPresent(logs -> scenario.put("logs", logs.toString()));
        }
        return root;
    }

    private void writeJUnit(Writer out) throws IOException {
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuites");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", "segments rehearse");
            xml.writeAttribute("tests", String.valueOf(results.size()));
            xml.writeAttribute("failures", String.valueOf(failed()));
            xml.writeAttribute("errors", "0");
            xml.writeAttribute("skipped", "0");
            xml.writeAttribute(
                    "time", seconds(results.stream().map(Result::duration).reduce(Duration.ZERO, Duration::plus)));
            for (Result result : results) {
                writeTestCase(xml, result);
            }
            xml.writeEndDocument();
            xml.flush();
            out.write("\n");
        } catch (XMLStreamException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static void writeTestCase(XMLStreamWriter xml, Result result) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "segments.rehearse");
        xml.writeAttribute("name", PrintableText.of(result.scenario()));
        xml.writeAttribute("time", seconds(result.duration()));
        if (!result.passed()) {
            String kinds = result.problems().stream()
                    .map(problem -> problem.kind().toString())
                    .distinct()
                    .collect(Collectors.joining(", "));
            xml.writeStartElement("failure");
            xml.writeAttribute("type", kinds);
            xml.writeAttribute("message", String.join("; ", problems(result)));
            xml.writeCharacters(result.logs().map(logs -> "see " + logs).orElse(""));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1e3);
    }
}
