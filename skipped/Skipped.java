import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Prints which tests of this build did not run, and why, from the reports of Surefire. */
final class Skipped {
    private final Instant start;
    private final String leftOut;
    private final DocumentBuilder xml = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    private final Map<String, Integer> counts = new TreeMap<>();

    private Skipped(Instant start, String leftOut) throws ParserConfigurationException {
        this.start = start;
        this.leftOut = leftOut;
    }

    /** The folder of the project, when the build started, and the tag of tests that it leaves out, if it does. */
    public static void main(String[] args) throws Exception {
        Skipped skipped = new Skipped(Instant.parse(args[1]), args.length > 2 ? args[2] : "");
        for (Path module : modules(Path.of(args[0]))) {
            skipped.readReports(module);
            skipped.readTags(module);
        }
        skipped.print();
    }

    private static List<Path> modules(Path parent) throws IOException {
        List<Path> modules = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent)) {
            for (Path folder : folders) {
                if (Files.exists(folder.resolve("pom.xml"))) {
                    modules.add(folder);
                    modules.addAll(modules(folder));
                }
            }
        }
        return modules;
    }

    private void readReports(Path module) throws IOException, SAXException {
        Path reports = module.resolve("target/surefire-reports");
        if (!Files.isDirectory(reports)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(reports, "TEST-*.xml")) {
            for (Path file : files) {
                if (!Files.getLastModifiedTime(file).toInstant().isBefore(start)) {
                    readReport(file);
                }
            }
        }
    }

    private void readReport(Path file) throws IOException, SAXException {
        NodeList skipped = xml.parse(file.toFile()).getElementsByTagName("skipped");
        for (int i = 0; i < skipped.getLength(); i++) {
            Element reason = (Element) skipped.item(i);
            String test = ((Element) reason.getParentNode()).getAttribute("classname");
            add(simpleName(test), message(reason).replaceFirst("^Assumption failed: ", ""));
        }
    }

    /** A test that was made by a test has its message in the stack trace only. */
    private static String message(Element reason) {
        String trace = reason.getTextContent().lines().findFirst().orElse("");
        return reason.hasAttribute("message")
                ? reason.getAttribute("message")
                : trace.replaceFirst("^[\\w.]+Exception: ", "");
    }

    private void readTags(Path module) throws IOException {
        Path sources = module.resolve("src/test");
        if (leftOut.isEmpty() || !Files.isDirectory(sources)) {
            return;
        }
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(name -> name.toString().matches(".*Test\\.(java|kt)")).toList()) {
                if (Files.readString(file).contains("@Tag(\"" + leftOut + "\")")) {
                    String test = file.getFileName().toString().replaceFirst("\\..*", "");
                    add(test, leftOut + ", so only .ci/run and -P ci run it");
                }
            }
        }
    }

    private static String simpleName(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    private void add(String test, String reason) {
        counts.merge(test + ": " + (reason.isEmpty() ? "no reason is given" : reason), 1, Integer::sum);
    }

    private void print() {
        System.out.println(counts.isEmpty() ? "All tests ran." : "Tests that did not run:");
        counts.forEach((test, count) -> System.out.println("  " + test + (count == 1 ? "" : " (" + count + " tests)")));
    }
}
