import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/**
 * Checks a repository that was staged for a release against the rules of Maven Central, each SBOM against the licenses that
 * the jar lists, and the BOM against the jars. Run it with {@code java release/CentralRules.java FOLDER}. It prints what is
 * wrong, and then exits with 1.
 */
class CentralRules {
    private static final List<String> REQUIRED = List.of(
            "name",
            "description",
            "url",
            "licenses/license/name",
            "licenses/license/url",
            "developers/developer/name",
            "scm/url",
            "scm/connection",
            "scm/developerConnection");
    private static final Pattern THIRD_PARTY = Pattern.compile("\\(([^():\\s]+:[^():\\s]+:[^():\\s]+) - ");
    private static final Pattern PACKAGE_URL = Pattern.compile("pkg:maven/([^/]+)/([^@]+)@([^?]+).*");

    private final Path repository;
    private final List<String> findings = new ArrayList<>();
    private final XPath xpath = XPathFactory.newInstance().newXPath();

    private CentralRules(Path repository) {
        this.repository = repository;
    }

    public static void main(String[] arguments) throws Exception {
        CentralRules rules = new CentralRules(Path.of(arguments[0]));
        rules.check();
        rules.findings.forEach(System.err::println);
        System.exit(rules.findings.isEmpty() ? 0 : 1);
    }

    private void check() throws Exception {
        List<Path> files;
        try (Stream<Path> all = Files.walk(repository)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        List<Pom> poms = new ArrayList<>();
        for (Path file : files) {
            if (file.toString().endsWith(".pom")) {
                poms.add(Pom.read(file, xpath));
            }
            if (!file.toString().matches(".*\\.(md5|sha1|asc)")) {
                checkChecksum(file, "MD5", ".md5");
                checkChecksum(file, "SHA-1", ".sha1");
                checkSignature(file);
            }
        }
        for (Pom pom : poms) {
            checkMetadata(pom, poms);
            if (pom.isJar()) {
                checkJars(pom);
                checkSbom(pom);
            }
        }
        checkBom(poms);
    }

    private void checkMetadata(Pom pom, List<Pom> poms) throws Exception {
        Path expected = pathOf(pom.groupId(), pom.artifactId(), pom.version());
        if (!pom.file.equals(expected)) {
            report(pom.file, "is not where its coordinates belong, " + repository.relativize(expected));
        }
        Pom parent = parentOf(pom, poms);
        for (String required : REQUIRED) {
            if (pom.text(required).isBlank() && parent.text(required).isBlank()) {
                report(pom.file, "has no <" + required + ">");
            }
        }
        for (String forbidden : List.of("repositories", "pluginRepositories")) {
            if (pom.has(forbidden)) {
                report(pom.file, "has <" + forbidden + ">, which Maven Central does not want");
            }
        }
        if (Files.readString(pom.file).contains("-SNAPSHOT")) {
            report(pom.file, "refers to a SNAPSHOT");
        }
    }

    /** The pom itself if it has no parent here. */
    private Pom parentOf(Pom pom, List<Pom> poms) throws XPathExpressionException {
        if (!pom.has("parent")) {
            return pom;
        }
        Path file = pathOf(pom.text("parent/groupId"), pom.text("parent/artifactId"), pom.text("parent/version"));
        for (Pom other : poms) {
            if (other.file.equals(file)) {
                return other;
            }
        }
        report(pom.file, "has a parent that is not in the release, " + repository.relativize(file));
        return pom;
    }

    private void checkJars(Pom pom) {
        for (String suffix : List.of(".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.xml", "-cyclonedx.json")) {
            if (!Files.exists(pom.beside(suffix))) {
                report(pom.beside(suffix), "is missing");
            }
        }
    }

    /** The jar lists the licenses of what users get at run time, so the SBOM must have the same components. */
    private void checkSbom(Pom pom) throws Exception {
        Path file = pom.beside("-cyclonedx.xml");
        if (!Files.exists(file) || !Files.exists(pom.beside(".jar"))) {
            return; // Reported already.
        }
        Document sbom = parse(file);
        String described = coordinates(xpath.evaluate("/bom/metadata/component/purl", sbom));
        String expected = pom.groupId() + ":" + pom.artifactId() + ":" + pom.version();
        if (!described.equals(expected)) {
            report(file, "describes " + described + " instead of " + expected);
        }
        Set<String> components = new TreeSet<>();
        NodeList urls = (NodeList) xpath.evaluate("/bom/components/component/purl", sbom, XPathConstants.NODESET);
        for (int i = 0; i < urls.getLength(); i++) {
            components.add(coordinates(urls.item(i).getTextContent()));
        }
        // The list of licenses names those of others only.
        String own = pom.groupId() + ":";
        components.removeIf(component -> component.startsWith(own));
        Set<String> shipped = thirdParties(pom.beside(".jar"));
        if (!components.equals(shipped)) {
            report(file, "lists " + components + ", but the jar depends on " + shipped);
        }
    }

    private static String coordinates(String packageUrl) {
        return PACKAGE_URL.matcher(packageUrl).replaceFirst("$1:$2:$3");
    }

    private static Set<String> thirdParties(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry entry = zip.getEntry("META-INF/THIRD-PARTY.txt");
            if (entry == null) {
                return Set.of();
            }
            String list = new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
            return THIRD_PARTY
                    .matcher(list)
                    .results()
                    .map(result -> result.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private void checkBom(List<Pom> poms) throws XPathExpressionException {
        Set<String> jars = new TreeSet<>();
        Set<String> managed = new TreeSet<>();
        for (Pom pom : poms) {
            if (pom.isJar()) {
                jars.add(pom.artifactId());
            }
            if (pom.artifactId().equals("segments-bom")) {
                managed.addAll(pom.texts("dependencyManagement/dependencies/dependency/artifactId"));
            }
        }
        if (jars.isEmpty() || !managed.equals(jars)) {
            report(repository, "has the jars " + jars + ", but segments-bom lists " + managed);
        }
    }

    private void checkChecksum(Path file, String algorithm, String suffix)
            throws IOException, NoSuchAlgorithmException {
        Path checksum = Path.of(file + suffix);
        byte[] digest = MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file));
        if (!Files.exists(checksum)
                || !Files.readString(checksum).strip().equals(HexFormat.of().formatHex(digest))) {
            report(file, "has no valid " + suffix);
        }
    }

    private void checkSignature(Path file) throws IOException, InterruptedException {
        Process gpg = new ProcessBuilder("gpg", "--quiet", "--verify", file + ".asc", file.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (gpg.waitFor() != 0) {
            report(file, "has no valid .asc");
        }
    }

    private Path pathOf(String groupId, String artifactId, String version) {
        return repository
                .resolve(groupId.replace('.', '/'))
                .resolve(artifactId)
                .resolve(version)
                .resolve(artifactId + "-" + version + ".pom");
    }

    private void report(Path file, String finding) {
        Path name = file.equals(repository) ? file.getFileName() : repository.relativize(file);
        findings.add(name + " " + finding);
    }

    private static Document parse(Path file) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    }

    /** A pom as it is published. What it does not say it inherits from its parent. */
    private record Pom(Path file, Document document, XPath xpath) {
        static Pom read(Path file, XPath xpath) throws Exception {
            return new Pom(file, parse(file), xpath);
        }

        String text(String path) throws XPathExpressionException {
            return xpath.evaluate("/project/" + path, document);
        }

        List<String> texts(String path) throws XPathExpressionException {
            NodeList nodes = (NodeList) xpath.evaluate("/project/" + path, document, XPathConstants.NODESET);
            return Stream.iterate(0, i -> i < nodes.getLength(), i -> i + 1)
                    .map(i -> nodes.item(i).getTextContent())
                    .toList();
        }

        boolean has(String path) throws XPathExpressionException {
            return !texts(path).isEmpty();
        }

        String groupId() throws XPathExpressionException {
            return has("groupId") ? text("groupId") : text("parent/groupId");
        }

        String artifactId() throws XPathExpressionException {
            return text("artifactId");
        }

        String version() throws XPathExpressionException {
            return has("version") ? text("version") : text("parent/version");
        }

        boolean isJar() throws XPathExpressionException {
            return !text("packaging").equals("pom");
        }

        Path beside(String suffix) {
            String name = file.getFileName().toString();
            return file.resolveSibling(name.substring(0, name.length() - ".pom".length()) + suffix);
        }
    }
}
