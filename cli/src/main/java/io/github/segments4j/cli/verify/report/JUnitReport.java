package io.github.segments4j.cli.verify.report;

import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * For CI servers: each check is a test case. A test case has at most one failure, which lists every finding of the
 * check, since some readers show only the first failure. Informational findings are the output of a test case.
 */
final class JUnitReport {
    private final XMLStreamWriter xml;

    private JUnitReport(XMLStreamWriter xml) {
        this.xml = xml;
    }

    static void write(Report report, Writer out) throws IOException {
        try {
            new JUnitReport(XMLOutputFactory.newFactory().createXMLStreamWriter(out)).write(report);
        } catch (XMLStreamException e) {
            throw new IOException(e.getMessage(), e);
        }
        out.write("\n");
    }

    private void write(Report report) throws XMLStreamException {
        List<CheckResult> results = report.results();
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuites");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "segments verify " + report.server());
        writeCount("tests", results, result -> true);
        writeCount("failures", results, CheckResult::differs);
        writeCount(
                "errors",
                results,
                result -> obstacle(result).filter(given -> !given.isSkipped()).isPresent());
        writeCount(
                "skipped",
                results,
                result -> obstacle(result).filter(Obstacle::isSkipped).isPresent());
        writeTime(results.stream().map(CheckResult::duration).reduce(Duration.ZERO, Duration::plus));
        for (CheckResult result : results) {
            writeTestCase(result);
        }
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.flush();
    }

    private void writeTestCase(CheckResult result) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "segments.verify");
        xml.writeAttribute("name", result.check());
        writeTime(result.duration());
        Optional<Obstacle> obstacle = obstacle(result);
        if (obstacle.isPresent()) {
            xml.writeEmptyElement(obstacle.get().isSkipped() ? "skipped" : "error");
            xml.writeAttribute("message", obstacle.get().reason());
        }
        if (!result.findings().isEmpty()) {
            writeFindings(result);
        }
        if (!result.known().isEmpty()) {
            xml.writeStartElement("system-err");
            xml.writeCharacters(result.known().stream()
                    .map(finding -> "known from the earlier report: " + finding.title())
                    .collect(Collectors.joining("\n", "\n", "\n")));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private void writeFindings(CheckResult result) throws XMLStreamException {
        List<Finding> findings = result.findings();
        if (result.differs()) {
            xml.writeStartElement("failure");
            xml.writeAttribute("type", findings.get(0).severity().toString());
            xml.writeAttribute("message", findings.stream().map(Finding::title).collect(Collectors.joining(", ")));
        } else {
            xml.writeStartElement("system-out");
        }
        xml.writeCharacters(findings.stream().map(TextReport::describe).collect(Collectors.joining("\n", "\n", "\n")));
        xml.writeEndElement();
    }

    private void writeCount(String name, List<CheckResult> results, Predicate<CheckResult> counted)
            throws XMLStreamException {
        xml.writeAttribute(name, String.valueOf(results.stream().filter(counted).count()));
    }

    private void writeTime(Duration time) throws XMLStreamException {
        xml.writeAttribute("time", String.format(Locale.ROOT, "%.3f", time.toNanos() / 1e9));
    }

    /** A check that has failed is reported as a failure, even if it could not be completed. */
    private static Optional<Obstacle> obstacle(CheckResult result) {
        return result.differs() ? Optional.empty() : result.obstacle();
    }
}
