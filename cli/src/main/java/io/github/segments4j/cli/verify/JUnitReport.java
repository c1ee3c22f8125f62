package io.github.segments4j.cli.verify;

import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A test case for each check. It has one failure at most, since some readers look at the first alone: with every
 * finding of the check for which the command fails. Informational ones are what it prints.
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
        out.flush();
    }

    private void write(Report report) throws XMLStreamException {
        List<Report.Result> results = report.results();
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuites");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "segments verify " + report.server());
        count("tests", results.size());
        count("failures", results.stream().filter(each -> each.differs()).count());
        count(
                "errors",
                results.stream().filter(each -> unanswered(each).isPresent()).count());
        count(
                "skipped",
                results.stream().filter(each -> skipped(each).isPresent()).count());
        time(results.stream().map(Report.Result::took).reduce(Duration.ZERO, Duration::plus));
        for (Report.Result result : results) {
            testCase(result);
        }
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.flush();
    }

    private void testCase(Report.Result result) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "segments.verify");
        xml.writeAttribute("name", result.check());
        time(result.took());
        if (result.differs()) {
            xml.writeStartElement("failure");
            xml.writeAttribute("type", result.findings().get(0).severity().toString());
            xml.writeAttribute(
                    "message", result.findings().stream().map(Finding::title).collect(Collectors.joining(", ")));
            xml.writeCharacters(text(result));
            xml.writeEndElement();
        } else {
            obstacle("skipped", skipped(result));
            obstacle("error", unanswered(result));
            if (!result.findings().isEmpty()) {
                xml.writeStartElement("system-out");
                xml.writeCharacters(text(result));
                xml.writeEndElement();
            }
        }
        xml.writeEndElement();
    }

    private void obstacle(String element, Optional<NotChecked> obstacle) throws XMLStreamException {
        if (obstacle.isPresent()) {
            xml.writeEmptyElement(element);
            xml.writeAttribute("message", obstacle.get().why());
        }
    }

    private void count(String name, long number) throws XMLStreamException {
        xml.writeAttribute(name, String.valueOf(number));
    }

    private void time(Duration took) throws XMLStreamException {
        xml.writeAttribute("time", String.format(Locale.ROOT, "%.3f", took.toNanos() / 1e9));
    }

    private static Optional<NotChecked> skipped(Report.Result result) {
        return without(result).filter(NotChecked.Skipped.class::isInstance);
    }

    private static Optional<NotChecked> unanswered(Report.Result result) {
        return without(result).filter(NotChecked.Unanswered.class::isInstance);
    }

    /** Of a check that has found something as well, that is what counts. */
    private static Optional<NotChecked> without(Report.Result result) {
        return result.differs() ? Optional.empty() : result.obstacle();
    }

    private static String text(Report.Result result) {
        return result.findings().stream().flatMap(TextReport::lines).collect(Collectors.joining("\n", "\n", "\n"));
    }
}
