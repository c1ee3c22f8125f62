package io.github.segments4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import io.github.segments4j.ListOptions;
import io.github.segments4j.RateLimiter;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.SegmentsClientBuilder;
import io.github.segments4j.SegmentsEvent;
import io.github.segments4j.SegmentsException;
import io.github.segments4j.sandbox.Fault;
import io.github.segments4j.sandbox.Limit;
import io.github.segments4j.sandbox.Sandbox;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What README.md and docs/ say without a code block: tables, links and figures. */
class PagesTest {
    private static final Path PROJECT = CodeBlock.PROJECT;
    private static final Pattern FENCED = Pattern.compile("^```.*?^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]*)(?:#([^)]*))?\\)");
    private static final String SETTINGS = "| environment variable | in Java | flag | meaning |";
    private static final String FAULTS = "| `--fault` | in Java | what happens | the Java client |";

    /** Options of one command, which its page explains. */
    private static final Set<String> OF_A_COMMAND =
            Set.of("--help", "--format", "--output", "--byte-order-mark", "--escape-formulas");

    @Test
    void readmeFitsOnAFewScreens() throws IOException {
        assertThat(Files.readAllLines(PROJECT.resolve("README.md"))).hasSizeLessThanOrEqualTo(180);
    }

    @Test
    void noHeadingIsAQuestion() throws IOException {
        for (Path page : CodeBlock.pages()) {
            assertThat(headings(page)).as(page.toString()).noneMatch(heading -> heading.endsWith("?"));
        }
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : CodeBlock.pages()) {
            for (MatchResult link :
                    LINK.matcher(Files.readString(page)).results().toList()) {
                Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
                boolean found = Files.exists(target)
                        && (link.group(2) == null || anchors(target).contains(link.group(2)));
                if (!found) {
                    broken.add(page + ": " + link.group());
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void theSettingsTableHasEveryMethodOfTheClient() throws IOException {
        Set<String> methods = new TreeSet<>();
        for (Method method : SegmentsClientBuilder.class.getMethods()) {
            if (method.getReturnType() == SegmentsClientBuilder.class) {
                methods.add(method.getName());
            }
        }
        for (Method method : ListOptions.class.getMethods()) {
            if (method.getName().startsWith("with")) {
                methods.add("ListOptions." + method.getName());
            }
        }

        assertThat(settings().code(1)).containsExactlyInAnyOrderElementsOf(methods);
    }

    @Test
    void theSettingsTableHasEveryFlagWithItsDefault() throws IOException {
        Map<String, Optional<String>> flags = new TreeMap<>();
        for (OptionSpec option : CommandSpec.forAnnotatedObject(new ExportCommand(Shell.ofProcess()))
                .options()) {
            if (!OF_A_COMMAND.contains(option.longestName())) {
                flags.put(option.longestName(), Optional.ofNullable(option.defaultValue()));
            }
        }
        assertThat(settings().code(2)).containsExactlyInAnyOrderElementsOf(flags.keySet());

        for (List<String> row : settings().rows()) {
            for (String flag : PageTable.code(row.get(2))) {
                flags.get(flag)
                        .ifPresent(value -> assertThat(row.get(3)).as(flag).endsWith("default `" + value + "`"));
            }
        }
    }

    @Test
    void theSettingsTableHasEveryVariable() throws IOException {
        String help = Run.of("--help").out();
        List<String> variables = Pattern.compile("\\b(AMPERITY_\\w+|\\w*_PROXY)\\b")
                .matcher(help)
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();

        assertThat(settings().code(0)).containsExactlyInAnyOrderElementsOf(variables);
    }

    @Test
    void theExitCodesAreThoseOfTheHelp() throws IOException {
        String help = Run.of("--help").out();
        List<String> codes = PageTable.of("docs/command.md", "| code | meaning |").rows().stream()
                .map(row -> row.get(0))
                .toList();

        assertThat(help.substring(help.indexOf("Exit codes:")))
                .as("the exit codes of the help")
                .satisfies(text -> assertThat(Pattern.compile("(?<= )\\d+(?=  )")
                                .matcher(text)
                                .results()
                                .map(MatchResult::group))
                        .containsExactlyInAnyOrderElementsOf(codes));
    }

    @Test
    void theCommandsAreThoseOfTheHelp() throws IOException {
        List<String> commands =
                PageTable.of("docs/command.md", "| command | what it does |").code(0);

        assertThat(commands)
                .allSatisfy(command -> assertThat(Run.of(command.replace("segments ", ""), "--help")
                                .code())
                        .isZero());
    }

    @Test
    void theErrorsAreTheClasses() throws IOException {
        List<String> named =
                PageTable.of("docs/java-client.md", "| exception | when |").code(0);
        try (Stream<Path> sources = Files.list(PROJECT.resolve("client/src/main/java/io/github/segments4j"))) {
            assertThat(sources.map(source -> source.getFileName().toString())
                            .filter(name -> name.endsWith("Exception.java"))
                            .map(name -> name.replace(".java", ""))
                            .filter(name -> !name.equals(SegmentsException.class.getSimpleName())))
                    .containsExactlyInAnyOrderElementsOf(named);
        }
    }

    @Test
    void theEventsAreTheClasses() throws IOException {
        assertThat(PageTable.of("docs/java-client.md", "| event | when |").code(0))
                .containsExactlyInAnyOrderElementsOf(Stream.of(SegmentsEvent.class.getClasses())
                        .map(event -> "SegmentsEvent." + event.getSimpleName())
                        .toList());
    }

    @Test
    void theRateLimitsAreThoseOfTheSandbox() throws IOException {
        PageTable limits = PageTable.of("docs/sandbox.md", "| `--rate-limit` | in Java | how requests are counted |");

        assertThat(limits.code(0))
                .containsExactlyInAnyOrderElementsOf(Stream.of(Limit.values())
                        .map(limit -> limit.name().toLowerCase(Locale.ROOT))
                        .toList());
        assertThat(limits.code(1))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Limit.values()).map(limit -> "Limit." + limit).toList());
    }

    @Test
    void theFaultsAreThoseOfTheSandbox() throws IOException {
        Set<String> methods = Stream.of(Fault.class.getMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(PageTable.of("docs/sandbox.md", FAULTS).code(1)).containsExactlyInAnyOrderElementsOf(methods);
    }

    @Test
    void eachFaultHasTheConsequenceThatTheTableNames() throws IOException {
        assertAll(PageTable.of("docs/sandbox.md", FAULTS).rows().stream().map(row -> () -> {
            String rule = PageTable.code(row.get(0)).get(0);
            assertThat(consequence(rule)).as(rule).isEqualTo(row.get(3));
        }));
    }

    @Test
    void theFiguresOfReadmeAreThoseOfTheReport() throws IOException {
        String report = Files.readString(PROJECT.resolve("benchmarks/REPORT.md"));
        String promises = PageTable.of("README.md", "| promise | measured |").rows().stream()
                .map(row -> row.get(1))
                .collect(Collectors.joining("\n"));

        assertThat(report).contains("| segments4j sandbox, 1,000 rows     | 33,130 (");
        assertThat(promises)
                .contains(
                        "33,130 pages a second",
                        figure(report, "% refused after 10 s, limit paced: at most 3") + " % by the fifth",
                        figure(report, "pages of 100 that come, whatever goes wrong: at least 100") + " of 100 pages",
                        "at " + figure(report, "% of 10/s, limit sliding: at least 95") + " % of 10 requests a second",
                        figure(
                                        report,
                                        "MB of live heap that the client needs more for the most rows than for 1,000: at most 2")
                                + " MB more heap",
                        oneDecimal(
                                        figure(
                                                report,
                                                "rows/s relative to the documented script, both to a CSV file, pages of 1000: at least 3"))
                                + " to "
                                + oneDecimal(
                                        figure(
                                                report,
                                                "rows/s relative to the documented script, both to a CSV file, pages of 100: at least 3"))
                                + " times",
                        oneDecimal(figure(report, "the sandbox's pages/s relative to WireMock: at least 1"))
                                + " times WireMock");
    }

    private static String consequence(String rule) {
        try (Sandbox sandbox = Sandbox.builder()
                        .segments(150)
                        .rateLimit(Limit.NONE)
                        .fault(rule + ",always")
                        .start();
                SegmentsClient client = SegmentsClient.builder()
                        .baseUrl(sandbox.baseUrl())
                        .tenant(sandbox.tenant())
                        .accessToken(sandbox.accessToken())
                        .attempts(1)
                        .rateLimiter(RateLimiter.perSecond(1_000))
                        .timeout(rule.equals("stall") ? Duration.ofMillis(200) : Duration.ofSeconds(20))
                        .build()) {
            assertThat(client.list()).hasSize(150);
            return "reads on";
        } catch (SegmentsException e) {
            return "`" + e.getClass().getSimpleName() + "`";
        }
    }

    private static PageTable settings() throws IOException {
        return PageTable.of("docs/settings.md", SETTINGS);
    }

    /** What the report says was measured, if the promise was kept. */
    private static String figure(String report, String promise) {
        return Pattern.compile("\\| " + Pattern.quote(promise) + " +\\| +([\\d.,]+) \\| +yes \\|")
                .matcher(report)
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError("The report does not say that this is kept: " + promise))
                .group(1);
    }

    private static String oneDecimal(String figure) {
        return String.format(Locale.ROOT, "%.1f", Double.parseDouble(figure));
    }

    private static List<String> headings(Path page) throws IOException {
        return HEADING.matcher(FENCED.matcher(Files.readString(page)).replaceAll(""))
                .results()
                .map(heading -> heading.group(1))
                .toList();
    }

    /** The anchors that GitHub makes of headings. */
    private static List<String> anchors(Path page) throws IOException {
        return headings(page).stream()
                .map(heading -> heading.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w -]", "")
                        .replace(' ', '-'))
                .toList();
    }
}
