package io.github.segments4j.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.segments4j.ListOptions;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.sandbox.Limit;
import io.github.segments4j.sandbox.Sandbox;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The two examples of the vendor's page about the endpoint, {@code vendors-curl.txt} and {@code
 * vendors-python.txt} as they stand there, give the rows once their mistakes are mended; and each of these is one.
 */
class DocumentationTest {
    private static final String FULL = "acme";
    private static final String EMPTY = "empty";
    private static final String REFUSED = "refused";

    static final List<Mend> CURL = List.of(
            new Mend("the address stands on three lines", """
           \\
                 ?limit=12 \\
                 &with_total=true \\
          """, """
          ?limit=12&with_total=true \\
          """, FULL, "exit [1-9]"),
            new Mend("a quote is not closed", "with_total=true", "with_total=true'", FULL, "exit [1-9]"));

    static final List<Mend> PYTHON = List.of(
            new Mend(
                    "payload is not defined", ", params=payload", "", FULL, "NameError: name 'payload' is not defined"),
            new Mend("the version is none", "'version'", "'2024-04-01'", FULL, "400 Client Error"),
            new Mend(
                    "a refusal is taken for an answer",
                    "response_json = response.json()\n",
                    "response.raise_for_status()\nresponse_json = response.json()\n",
                    REFUSED,
                    "KeyError: 'data'"),
            new Mend(
                    "only the first page is read",
                    "# Extract headers from the first data entry\n",
                    """
          page = response_json
          while page.get("next_token"):
            following = requests.request("GET", url, headers=headers, params={"next_token": page["next_token"]})
            following.raise_for_status()
            page = following.json()
            response_json["data"] += page["data"]

          # Extract headers from the first data entry
          """,
                    FULL,
                    "exit 0, 100 rows"),
            new Mend(
                    "a tenant without segments has no first entry",
                    "headers = list(response_json[\"data\"][0].keys())",
                    "headers = list(response_json[\"data\"][0].keys()) if response_json[\"data\"] else [\"id\", \"name\"]",
                    EMPTY,
                    "IndexError: list index out of range"),
            new Mend(
                    "the file's encoding is the machine's",
                    "newline=''",
                    "newline='', encoding='utf-8'",
                    FULL,
                    "UnicodeEncodeError"));

    private static Sandbox sandbox;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.builder()
                .tenant(FULL)
                .segments(1_200)
                .anotherTenant(EMPTY, 0)
                .rateLimit(Limit.NONE)
                .start();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void theCurlExampleGivesTheRowsOfItsPage() throws Exception {
        Outcome outcome = curl(CURL, FULL);

        assertThat(outcome.exit()).as(outcome.toString()).isZero();
        assertThat(outcome.rows()).isEqualTo(segments(12));
        assertThat(Yaml.value(outcome.out()).path("total").asInt()).isEqualTo(1_200);
    }

    @Test
    void thePythonExampleWritesEveryRow() throws Exception {
        Outcome outcome = python(PYTHON, FULL);

        assertThat(outcome.exit()).as(outcome.toString()).isZero();
        assertThat(outcome.rows()).isEqualTo(segments(1_200));
    }

    @Test
    void thePythonExampleWritesAnEmptyFileForATenantWithoutSegments() throws Exception {
        Outcome outcome = python(PYTHON, EMPTY);

        assertThat(outcome.toString()).startsWith("exit 0, 0 rows");
    }

    @Test
    void thePythonExampleSaysThatItWasRefused() throws Exception {
        assertThat(python(PYTHON, REFUSED).toString())
                .contains("exit 1, 0 rows")
                .contains("401 Client Error");
    }

    @ParameterizedTest
    @FieldSource("CURL")
    void theCurlExampleFailsWhen(Mend notMended) throws Exception {
        assertThat(curl(without(notMended, CURL), notMended.tenant()).toString())
                .containsPattern(notMended.symptom());
    }

    @ParameterizedTest
    @FieldSource("PYTHON")
    void thePythonExampleFailsWhen(Mend notMended) throws Exception {
        assertThat(python(without(notMended, PYTHON), notMended.tenant()).toString())
                .containsPattern(notMended.symptom());
    }

    /** What a reader fills in is not a mistake. */
    private static String filledIn(String example, String tenant) {
        String token = tenant.equals(REFUSED)
                ? "no-such-token"
                : sandbox.tenant(tenant).accessToken();
        return example.replaceAll("https://[a-z-]+\\.amperity\\.com/api", sandbox.baseUrl())
                .replaceAll("(amperity-tenant'?: '?)[a-z-]+", "$1" + tenant)
                .replace("Bearer token", "Bearer " + token);
    }

    private Outcome curl(List<Mend> mends, String tenant) throws Exception {
        assumeTrue(run("curl", "--version").exit() == 0, "this machine has no curl");

        Outcome outcome = run("sh", "-c", filledIn(Mend.apply(mends, example("vendors-curl.txt")), tenant));

        List<String> rows = new ArrayList<>();
        if (outcome.exit() == 0) {
            Yaml.value(outcome.out())
                    .path("data")
                    .forEach(row -> rows.add(
                            row.path("id").asText() + " " + row.path("name").asText()));
        }
        return outcome.with(rows);
    }

    private Outcome python(List<Mend> mends, String tenant) throws Exception {
        assumeTrue(
                run("python3", "-c", "import requests").exit() == 0,
                "this machine has no python3 with the package requests: python3 -m pip install requests");

        Outcome outcome = run("python3", "-c", filledIn(Mend.apply(mends, example("vendors-python.txt")), tenant));

        List<String> rows = List.of();
        if (outcome.exit() == 0) {
            try (CSVParser csv = CSVParser.parse(
                    folder.resolve("segments.csv"),
                    StandardCharsets.UTF_8,
                    CSVFormat.DEFAULT
                            .builder()
                            .setHeader()
                            .setSkipHeaderRecord(true)
                            .get())) {
                rows = csv.stream()
                        .map(row -> row.get("id") + " " + row.get("name"))
                        .toList();
            }
        }
        return outcome.with(rows);
    }

    /** On a machine whose files are ASCII unless somebody says otherwise, and with no proxy. */
    private Outcome run(String... command) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment()
                .putAll(Map.of("LC_ALL", "C", "PYTHONUTF8", "0", "PYTHONCOERCECLOCALE", "0", "no_proxy", "*"));
        int exit;
        try {
            exit = builder.start().waitFor();
        } catch (IOException e) {
            return new Outcome(127, "", e.getMessage(), List.of());
        }
        return new Outcome(exit, Files.readString(out), Files.readString(err), List.of());
    }

    private record Outcome(int exit, String out, String err, List<String> rows) {
        Outcome with(List<String> read) {
            return new Outcome(exit, out, err, read);
        }

        @Override
        public String toString() {
            return "exit " + exit + ", " + rows.size() + " rows\n" + err;
        }
    }

    private static List<Mend> without(Mend one, List<Mend> mends) {
        return mends.stream().filter(mend -> !mend.equals(one)).toList();
    }

    private static List<String> segments(int first) {
        try (SegmentsClient client = SegmentsClient.builder()
                .baseUrl(sandbox.baseUrl())
                .tenant(sandbox.tenant())
                .accessToken(sandbox.accessToken())
                .build()) {
            return client.list(ListOptions.pageSize(1_000)).stream()
                    .limit(first)
                    .map(segment -> segment.id() + " " + segment.name())
                    .toList();
        }
    }

    private static String example(String name) throws IOException {
        try (InputStream in = DocumentationTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
