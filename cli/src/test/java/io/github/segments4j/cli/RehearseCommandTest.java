package io.github.segments4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** Rehearses small programs, each of which has one fault or none. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class RehearseCommandTest {
    private static final Path PROGRAMS = CodeBlock.PROJECT.resolve("cli/src/test/resources/rehearse");
    private static final String NO_ROWS = "a tenant without segments";
    private static final String MUST_FAIL = "a wrong access token";

    @TempDir
    Path folder;

    private Path logs;

    @BeforeEach
    void logs() {
        logs = folder.resolve("logs");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
      one-page               | pages that are shorter than the client asks for | rows      | 35 of 45 rows are missing
      stops-at-an-empty-page | an empty page does not end the listing          | rows      | 250 of 250 rows are missing
      ignores-429            | bursts of 429                                   | rows      | 250 of 250 rows are missing
      repeats-a-page         | 429 without Retry-After                         | rows      | 100 of 350 rows came before
      prints-its-token       | a listing of one page                           | token     | its access token is in stderr
      loops                  | a token that is repeated for ever               | loop      | it got the same page
      too-fast               | a sliding limit over 30 pages of one row        | rate      | requests in one second; the limit is 10
      """)
    void aFaultIsNamed(String fault, String scenario, String kind, String description) throws IOException {
        JsonNode result = onlyScenario(rehearse(6, scenario, python(fault)));

        assertThat(result.path("passed").booleanValue()).isFalse();
        assertThat(result.at("/problems/0/kind").textValue()).isEqualTo(kind);
        assertThat(result.at("/problems/0/description").textValue()).contains(description);
        assertThat(Path.of(result.path("logs").textValue()).resolve("requests.log"))
                .content()
                .contains("GET /api/segments");
    }

    @Test
    void aCorrectProgramPassesAndNothingIsKept() throws IOException {
        List<String> args = new ArrayList<>(List.of(
                "rehearse",
                "--in-order",
                "--scenario=an empty page",
                "--scenario=429 without",
                "--scenario=special characters",
                "--scenario=" + MUST_FAIL,
                "--logs=" + logs));
        args.addAll(python("none"));

        Run run = Run.of(args.toArray(String[]::new));

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out()).contains("4 of 4 scenarios passed; unneeded requests: 0");
        assertThat(logs).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource
    @Tag("slow")
    void aCorrectProgramPassesEveryScenario(List<String> program) throws IOException {
        List<String> args = new ArrayList<>(List.of("rehearse", "--in-order", "--logs=" + logs));
        args.addAll(program);

        Run run = Run.of(args.toArray(String[]::new));

        assertThat(run.code()).as(run.out()).isZero();
    }

    static Stream<Arguments> aCorrectProgramPassesEveryScenario() {
        List<String> export = new ArrayList<>(List.of("--rows=csv:id", "--rows-from={dir}/segments.csv", "--"));
        export.addAll(segments("export", "--output={dir}/segments.csv"));
        List<String> list = new ArrayList<>(List.of("--rows=jsonl:id", "--"));
        list.addAll(segments("list", "--format=ndjson"));
        return Stream.of(
                arguments(python("none")),
                arguments(node("none")),
                arguments(bash("none")),
                arguments(export),
                arguments(list));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "one-page",
                "stops-at-an-empty-page",
                "ignores-429",
                "repeats-a-page",
                "prints-its-token",
                "loops"
            })
    @Tag("slow")
    void aFaultIsNamedInEachLanguage(String fault) throws IOException {
        String scenario = Map.of(
                        "one-page", "shorter than the client asks for",
                        "stops-at-an-empty-page", "an empty page does not",
                        "prints-its-token", "a listing of one page",
                        "loops", "repeated for ever")
                .getOrDefault(fault, "429 without");
        for (List<String> program : List.of(node(fault), bash(fault))) {
            JsonNode result = onlyScenario(rehearse(6, scenario, program));

            assertThat(result.path("problems")).as(program.toString()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
      a null token ends the listing | 150 of 250 rows are missing
      a tenant without segments     | IndexError: list index out of range
      429 without Retry-After       | 150 of 250 rows are missing
      bursts of 429                 | KeyError: 'data'
      """)
    void theDocumentedScriptFailsWhereItIsKnownToFail(String scenario, String description) throws IOException {
        JsonNode result = onlyScenario(rehearse(
                6,
                scenario,
                List.of(
                        "--rows=csv:id",
                        "--rows-from={dir}/segments.csv",
                        "--",
                        "sh",
                        "-c",
                        "cd \"$1\" && exec python3 \"$2\"",
                        "sh",
                        "{dir}",
                        PROGRAMS.resolve("documented.py").toAbsolutePath().toString())));

        assertThat(result.at("/problems/0/description").textValue()).contains(description);
    }

    @Test
    void withoutRowsThePagesThatWereRequestedCount() throws IOException {
        String scenario = "a null token ends the listing";

        JsonNode onePage = onlyScenario(rehearse(6, scenario, withoutRows(python("one-page"))));
        JsonNode correct = onlyScenario(rehearse(0, scenario, withoutRows(python("none"))));

        assertThat(onePage.at("/problems/0/description").textValue())
                .isEqualTo("150 of 250 rows are on pages that it did not get");
        assertThat(correct.path("requests").intValue()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
      exit 3                                   | it ended with exit code 3, but it could succeed
      echo why >&2; exit 1                     | its last line on stderr is: why
      echo x                                   | 1 of 1 rows are not the server's, the first one is "x"
      """)
    void whatIsWrongIsDescribed(String script, String description) throws IOException {
        assertThat(onlyScenario(rehearse(6, NO_ROWS, shell(script)))
                        .at("/problems/0/description")
                        .textValue())
                .contains(description);
    }

    @Test
    void aFileThatAFailedProgramLeavesIsHalfDone() throws IOException {
        List<String> program = new ArrayList<>(List.of("--rows-from={dir}/out"));
        program.addAll(shell("echo id >'{dir}/out'; exit 1"));

        JsonNode result = onlyScenario(rehearse(6, MUST_FAIL, program));

        assertThat(result.at("/problems/0/kind").textValue()).isEqualTo("half-done");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
      mkdir {dir}/out          | its rows can't be read: out is not a readable file
      mkfifo {dir}/out         | its rows can't be read: out is not a readable file
      rmdir {dir}              | it has written no file with rows
      mkfifo {dir}/x; exit 1   | it ended with exit code 1
      """)
    void whatCanNotBeReadAsAFileIsAProblemOfThisScenarioOnly(String script, String description) throws IOException {
        List<String> program = new ArrayList<>(List.of("--rows-from={dir}/out"));
        program.addAll(shell(script));

        JsonNode problems = onlyScenario(rehearse(6, NO_ROWS, program)).path("problems");

        assertThat(problems).hasSize(1);
        assertThat(problems.at("/0/description").textValue()).contains(description);
    }

    @Test
    void aFileThatEveryRunWritesIsNewInEachScenarioAndGoneAtTheEnd() {
        Path out = folder.resolve("out");

        Run run = Run.of(
                "rehearse",
                "--rows=lines",
                "--rows-from=" + out,
                "--scenario=" + NO_ROWS,
                "--scenario=" + MUST_FAIL,
                "--logs=" + logs,
                "--",
                "sh",
                "-c",
                "if [ -e '" + out + "' ]; then exit 9; fi; >'" + out + "'");

        assertThat(run.out()).contains("passed  " + NO_ROWS, "it ended with exit code 0");
        assertThat(out).doesNotExist();
    }

    @Test
    void rowsOutOfOrderAreRightUnlessTheOrderMatters() throws IOException {
        Path scenarios = Files.writeString(folder.resolve("own.yaml"), """
                scenarios:
                  - name: two rows
                    sandbox: { data: [{ id: a, name: A }, { id: b, name: B }] }
                """);
        for (String[] orderAndCode : new String[][] {{"--jobs=1", "0"}, {"--in-order", "6"}}) {
            Run run = Run.of(
                    "rehearse",
                    "--scenarios=" + scenarios,
                    orderAndCode[0],
                    "--rows=lines",
                    "--logs=" + folder.resolve("logs" + orderAndCode[1]),
                    "--",
                    "printf",
                    "b\\na\\n");

            assertThat(run.code()).as(run.out()).isEqualTo(Integer.parseInt(orderAndCode[1]));
        }
    }

    @Test
    void theArgumentsAndTheEnvironmentNameTheSandbox() throws IOException {
        List<String> program = new ArrayList<>(shell("test -n \"$1\" && test \"$1 $2 $3\" ="
                + " \"$AMPERITY_BASE_URL $AMPERITY_TENANT $AMPERITY_ACCESS_TOKEN\" && test -d \"$4\""));
        program.addAll(List.of("sh", "{base_url}", "{tenant}", "{token}", "{dir}"));

        rehearse(0, NO_ROWS, program);
    }

    @Test
    void noCredentialOfTheUserReachesTheProgram() throws Exception {
        File out = folder.resolve("out").toFile();

        int code = ChildJvm.segments(
                        folder,
                        Map.of("AMPERITY_CLIENT_SECRET", "secret", "AMPERITY_ACCESS_TOKEN", "real"),
                        out,
                        folder.resolve("err").toFile(),
                        "rehearse",
                        "--rows=lines",
                        "--scenario=" + NO_ROWS,
                        "--",
                        "sh",
                        "-c",
                        "test -z \"${AMPERITY_CLIENT_SECRET-}\" && test \"$AMPERITY_ACCESS_TOKEN\" != real")
                .waitFor();

        assertThat(code).as(Files.readString(out.toPath())).isZero();
    }

    @Test
    void aProgramThatDoesNotEndIsStoppedWithAllThatItHasStarted() throws IOException {
        List<String> program = new ArrayList<>(List.of("--timeout=500ms"));
        program.addAll(shell("sleep 600 & echo $! >'{dir}/pid'; wait"));

        JsonNode result = onlyScenario(rehearse(6, NO_ROWS, program));

        assertThat(result.at("/problems/0/kind").textValue()).isEqualTo("timeout");
        awaitEnd(Path.of(result.path("logs").textValue()).resolve("files/pid"));
    }

    @Test
    void anInterruptedRehearsalEndsItsPrograms() throws Exception {
        Path pid = folder.resolve("pid");
        Process rehearsal = ChildJvm.segments(
                folder,
                Map.of(),
                folder.resolve("out").toFile(),
                folder.resolve("err").toFile(),
                "rehearse",
                "--no-rows",
                "--scenario=" + NO_ROWS,
                "--",
                "sh",
                "-c",
                "echo $$ >pid.new; mv pid.new pid; exec sleep 600");
        while (!Files.exists(pid)) {
            assertThat(rehearsal.isAlive()).isTrue();
            Thread.onSpinWait();
        }

        rehearsal.destroy();

        assertThat(rehearsal.waitFor()).isEqualTo(143);
        awaitEnd(pid);
    }

    @Test
    void aRehearsalThatIsInterruptedBeforeItsFirstProgramSaysSo() throws Exception {
        Path err = folder.resolve("err");

        ChildJvm.running(folder, Map.of(), RehearsalWhileTheJvmEnds.class.getName())
                .redirectError(err.toFile())
                .start()
                .waitFor();

        assertThat(err).content().contains("the rehearsal has been interrupted").doesNotContain("unexpected error");
    }

    /** As after Ctrl-C, but at a moment that the test knows. */
    static final class RehearsalWhileTheJvmEnds {
        private RehearsalWhileTheJvmEnds() {}

        public static void main(String[] args) {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() ->
                            System.err.println(Run.of("rehearse", "--no-rows", "--scenario=" + NO_ROWS, "--", "true")
                                    .err())));
        }
    }

    @Test
    void theReportForCiHasATestCaseForEachScenario() throws Exception {
        Run run = Run.of(
                "rehearse",
                "--format=junit",
                "--rows=lines",
                "--scenario=" + NO_ROWS,
                "--scenario=" + MUST_FAIL,
                "--logs=" + logs,
                "--",
                "true");

        Element suite = (Element) DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(run.out())))
                .getElementsByTagName("testsuite")
                .item(0);
        assertThat(run.code()).isEqualTo(6);
        assertThat(suite.getAttribute("tests")).isEqualTo("2");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(((Element) suite.getElementsByTagName("failure").item(0)).getAttribute("message"))
                .contains("exit code 0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
      rehearse                                          | Name the program to rehearse
      rehearse -- true                                  | Say how the program writes its rows
      rehearse --rows=lines --no-rows -- true           | Say how the program writes its rows
      rehearse --rows=xml:id -- true                    | it must be jsonl:FIELD, json:FIELD, csv:COLUMN or lines
      rehearse --rows=jsonl -- true                     | such as jsonl:id, not "jsonl"
      rehearse --no-rows --in-order -- true             | --in-order and --rows-from need --rows
      rehearse --no-rows --scenario=none -- true        | there is no scenario with "none" in its name
      rehearse --no-rows -- no-such-program             | Cannot run program "no-such-program"
      rehearse --no-rows --scenarios=pom.xml -- true    | there are no scenarios in pom.xml
      rehearse --rows=lines --rows-from=pom.xml -- true | the file pom.xml exists
      """)
    void wrongUsageIsExplained(String words, String explanation) {
        Run run = Run.of(words.split(" "));

        assertThat(run.err()).contains(explanation);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void anAccessTokenAmongTheRowsIsNotInTheReport() {
        Run run = Run.of("rehearse", "--scenario=one page", "--rows=lines", "--", "echo", "token {token}");

        assertThat(run.out())
                .contains("the first one is \"token ***\"", "its access token is in stdout")
                .doesNotContain("sandbox-access-token");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
      scenarios: []                                             | there are no scenarios in
      scenarios: [{ sandbox: { segments: 1 } }]                 | a scenario needs a name
      scenarios: [{ name: x }, ~]                               | scenario 2: a scenario needs a name
      scenarios: [{ name: x, sandbox: { rateLimit: slow } }]    | scenario 1: the field sandbox.rateLimit can't be "slow"; it can be sliding, fixed
      scenarios: [{ name: x, sandbox: 5 }]                      | scenario 1: the field sandbox has a value of the wrong kind
      scenarios: [                                              | , line 1: it is not YAML
      scenarios: [{ name: x, answers: [{ status: 503 }] }]      | there is no field "answers"; there is [
      scenarios: [{ name: x, sandbox: { segments: -1 } }]       | must be 0 or more, not -1
      scenarios: [{ name: x, faults: [{ fault: nonsense }] }]   | There is no fault "nonsense"
      scenarios: [{ name: x, faults: ['status=1'] }]            | from 400 to 599
      scenarios: [{ name: x, rehearsal: wins }]                 | wins
      """)
    void aWrongFileOfScenariosIsRefused(String yaml, String reason) throws IOException {
        Path file = Files.writeString(folder.resolve("own.yaml"), yaml);

        Run run = Run.of("rehearse", "--scenarios=" + file, "--rows=lines", "--", "true");

        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains("own.yaml", reason);
    }

    @Test
    void theListSaysHowAProgramMayEnd() {
        assertThat(Run.of("rehearse", "--list").out().lines())
                .hasSizeGreaterThan(20)
                .contains("succeeds  " + NO_ROWS, "fails     " + MUST_FAIL, "either    bodies that are not JSON");
    }

    private JsonNode rehearse(int code, String scenario, List<String> program) throws IOException {
        List<String> args = new ArrayList<>(List.of("rehearse", "--format=json", "--scenario=" + scenario));
        args.add("--logs=" + Files.createTempDirectory(folder, "logs"));
        args.addAll(program);

        Run run = Run.of(args.toArray(String[]::new));

        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(code);
        return new JsonMapper().readTree(run.out());
    }

    private static JsonNode onlyScenario(JsonNode report) {
        assertThat(report.path("scenarios")).hasSize(1);
        return report.path("scenarios").get(0);
    }

    private static List<String> python(String fault) {
        return List.of(
                "--rows=jsonl:id", "--", "python3", PROGRAMS.resolve("job.py").toString(), fault);
    }

    private static List<String> node(String fault) {
        return List.of(
                "--rows=csv:id",
                "--rows-from={dir}/segments.csv",
                "--",
                "node",
                PROGRAMS.resolve("job.mjs").toString(),
                fault,
                "{dir}/segments.csv");
    }

    private static List<String> bash(String fault) {
        return List.of("--rows=lines", "--", "bash", PROGRAMS.resolve("job.sh").toString(), fault);
    }

    private static List<String> shell(String script) {
        return List.of("--rows=lines", "--", "sh", "-c", script);
    }

    private static List<String> withoutRows(List<String> program) {
        List<String> args = new ArrayList<>(program);
        args.set(0, "--no-rows");
        return args;
    }

    private static List<String> segments(String... args) {
        List<String> command = new ArrayList<>(List.of(ChildJvm.java(), "-cp", ChildJvm.classPath()));
        command.addAll(1, ChildJvm.QUICK_START);
        command.add(Segments.class.getName());
        command.addAll(List.of(args));
        return command;
    }

    /** Whoever adopts an orphan may be slow to notice that it has ended, so a zombie counts as ended too. */
    private static void awaitEnd(Path pid) throws IOException {
        String number = Files.readString(pid).strip();
        Path stat = Path.of("/proc", number, "stat");
        while (ProcessHandle.of(Long.parseLong(number)).isPresent()
                && !(Files.exists(stat) && Files.readString(stat).contains(") Z "))) {
            Thread.onSpinWait();
        }
    }
}
