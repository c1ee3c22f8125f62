package io.github.segments4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {
    private static final String TWO =
            "{\"total\":0,\"next_token\":\"t\",\"data\":[{\"id\":\"a\",\"name\":\"Say \\\"hi\\\", all\"},"
                    + "{\"id\":\"b\",\"name\":\"顧客 😀\\r\\n=1+1\",\"status\":\"of-tomorrow\",\"x\":1}]}";
    private static final String LAST = "{\"next_token\":null,\"data\":[]}";

    @TempDir
    Path folder;

    private FakeApi api;
    private Path token;

    @BeforeEach
    void start() throws IOException {
        api = new FakeApi();
        token = Files.writeString(folder.resolve("token"), "s3cr3t\n");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void anExportOfTheSandboxHasAHeaderAndAThousandRows() throws IOException {
        Path file = folder.resolve("segments.csv");

        Run run = Run.of("export", "--sandbox", "--output", file.toString());

        assertThat(run.code()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).matches("1000 rows in 10 pages, \\d+\\.\\d seconds, written to .*segments\\.csv\\R");
        assertThat(Files.readString(file)).startsWith("id,name,status\r\n").endsWith("\r\n");
        List<CSVRecord> rows = csv(Files.readString(file));
        Set<String> ids = new HashSet<>();
        rows.forEach(row -> ids.add(row.get("id")));
        assertThat(ids).hasSize(1000);
        assertThat(rows.get(99).get("name")).isEqualTo("The \"quoted\" one 100");
        assertThat(rows.get(299).get("name")).isEqualTo("Two\nlines 300");
    }

    @Test
    void csvQuotesAwkwardNamesAndPassesAnUnknownStatusOn() throws IOException {
        api.then(TWO).then(LAST);

        Run run = run("export");

        assertThat(run.out())
                .isEqualTo("id,name,status\r\na,\"Say \"\"hi\"\", all\",\r\nb,\"顧客 😀\r\n=1+1\",of-tomorrow\r\n");
        assertThat(run.err()).startsWith("2 rows in 2 pages, ");
    }

    @Test
    void jsonIsOneArrayAndNdjsonIsOneObjectALine() {
        api.then(TWO).then(LAST).then(TWO).then(LAST);
        String a = "{\"id\":\"a\",\"name\":\"Say \\\"hi\\\", all\"}";
        String b = "{\"id\":\"b\",\"name\":\"顧客 😀\\r\\n=1+1\",\"status\":\"of-tomorrow\",\"x\":1}";

        assertThat(run("export", "--format", "json").out()).isEqualTo("[\n" + a + ",\n" + b + "\n]\n");
        assertThat(run("export", "--format", "NDJSON").out()).isEqualTo(a + "\n" + b + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"a\",\"name\":\"b\",\"tier\":{\"x\":[1,null]}}",
                "{\"tier\":\"gold\",\"name\":\"b\",\"score\":1.10,\"id\":\"a\",\"status\":null}"
            })
    void jsonRowsAreWrittenAsTheServerSentThemAndCsvKeepsItsColumns(String row) {
        api.then("{\"data\":[" + row + "]}").then("{\"data\":[" + row + "]}").then("{\"data\":[" + row + "]}");

        assertThat(run("export", "--format", "ndjson").out()).isEqualTo(row + "\n");
        assertThat(run("export", "--format", "json").out()).isEqualTo("[\n" + row + "\n]\n");
        assertThat(run("export", "--format", "csv").out()).isEqualTo("id,name,status\r\na,b,\r\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
          csv    | id,name,status\\r\\n
          json   | []\\n
          ndjson | ''
          table  | ID  NAME  STATUS\\n
          """)
    void aTenantWithoutSegmentsIsNotAnError(String format, String output) {
        api.then("{\"data\":[]}");

        Run run = run("export", "--format", format);

        assertThat(run.code()).isZero();
        assertThat(run.out()).isEqualTo(output.translateEscapes());
        assertThat(run.err()).startsWith("0 rows in 1 page, ");
    }

    @Test
    void aTableIsAlignedAndNoNameControlsTheTerminal() {
        api.then(
                "{\"data\":[{\"id\":\"long-id\",\"name\":\"\\u001b[2JA\\nB\\u202e\",\"status\":\"active\"},{\"id\":\"b\",\"name\":\"C\"}]}");

        assertThat(run("list").out())
                .isEqualTo(
                        "ID       NAME                     STATUS\nlong-id  \\u001b[2JA\\u000aB\\u202e  active\nb        C\n");
    }

    @Test
    void countPrintsOnlyTheNumber() {
        api.then("{\"total\":41,\"data\":[]}");

        assertThat(run("count")).isEqualTo(new Run(0, "41\n", ""));
        assertThat(api.requested).containsExactly("/api/segments?limit=1&with_total=true");
    }

    @Test
    void thePageSizeAndTheTotalAreRequested() {
        api.then("{\"total\":1,\"data\":[{\"id\":\"a\",\"name\":\"A\"}]}");

        Run run = run("export", "--page-size", "7", "--with-total");

        assertThat(api.requested).containsExactly("/api/segments?limit=7&with_total=true");
        assertThat(run.err()).startsWith("1 row in 1 page (1 in total), ");
    }

    @Test
    void quietPrintsNoSummary() {
        api.then("{\"data\":[]}");

        assertThat(run("export", "--quiet").err()).isEmpty();
    }

    @Test
    void aTerminalShowsAProgressBarThatDisappears() {
        api.then("{\"total\":4,\"next_token\":\"t\",\"data\":[{\"id\":\"a\",\"name\":\"A\"}]}")
                .then(LAST);

        Run run = Run.in(true, args("export", "--with-total"));

        assertThat(run.err())
                .startsWith("\r\u001b[K[#######-----------------------]  25 %  1 row in 1 page (4 in total)");
        assertThat(run.err().substring(run.err().lastIndexOf("\u001b[K")))
                .startsWith("\u001b[K1 row in 2 pages (4 in total), ");
    }

    @ParameterizedTest
    @CsvSource({"400, 2", "401, 3", "403, 3", "404, 2", "429, 4", "500, 5", "503, 5", "302, 6"})
    void eachErrorHasItsExitCodeAndTheMessageOfTheServer(int status, int code) {
        api.then(
                status,
                "{\"status\":" + status
                        + ",\"message\":\"The message of the server about s3cr3t.\",\"request_id\":\"req-7\"}",
                Map.of("Retry-After", "86400"));

        Run run = run("export");

        assertThat(run.code()).isEqualTo(code);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("segments: page 1: GET " + api.url() + "/segments was answered " + status)
                .contains("The message of the server about ***", "request_id req-7")
                .doesNotContain("s3cr3t")
                .doesNotContain("\tat ");
        assertThat(run.err().lines()).hasSize(1);
    }

    @Test
    void aRepeatedTokenBreaksTheContract() {
        api.then("{\"next_token\":\"again\",\"data\":[{\"id\":\"a\",\"name\":\"A\"}]}");

        Run run = run("export");

        assertThat(run.code()).isEqualTo(6);
        assertThat(run.err()).contains("next_token a second time");
        assertThat(run.out()).isEqualTo("id,name,status\r\na,A,\r\n");
    }

    @Test
    void tooManyEmptyPagesInARowBreakTheContract() {
        for (int page = 1; page <= 3; page++) {
            api.then("{\"next_token\":\"t" + page + "\",\"data\":[]}");
        }

        Run run = run("export", "--max-empty-pages", "1");

        assertThat(run.code()).isEqualTo(6);
        assertThat(run.err()).contains("2 empty pages in a row");
        assertThat(api.requested).hasSize(2);
    }

    @Test
    void aListingEndsAtItsDeadline() {
        api.stalls();

        Run run = run("export", "--listing-deadline", "100ms");

        assertThat(run.code()).isEqualTo(5);
        assertThat(run.err()).contains("the listing's deadline leaves no time for another attempt");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aPageIsAttemptedAsOftenAsAllowed(int attempts) {
        api.then(503, "{}", Map.of());

        Run run = run("count", "--attempts", String.valueOf(attempts));

        assertThat(run.code()).isEqualTo(5);
        assertThat(api.requested).hasSize(attempts);
    }

    @Test
    void aFailedExportLeavesTheEarlierFileAsItWas() throws IOException {
        Path file = Files.writeString(folder.resolve("segments.csv"), "earlier");
        api.then(TWO).then(403, "{}", Map.of());

        Run run = run("export", "--output", file.toString());

        assertThat(run.code()).isEqualTo(3);
        assertThat(file).hasContent("earlier");
        assertThat(folder).isDirectoryNotContaining("glob:**/.segments-*");
        assertThat(api.requested).hasSize(2);
    }

    @Test
    void anOutputThatCannotBeWrittenIsRefusedBeforeARequestIsSent() {
        api.then(LAST);

        assertThat(run("export", "--output", folder.toString()).err()).contains("it is a directory");
        Run run = run(
                "export", "--output", folder.resolve("none").resolve("x.csv").toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("none", "its folder does not exist");
        assertThat(api.requested).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void dataThatCannotBeWrittenIsAFailure(Stdout stdout) {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("in the words of the system");
            }
        };
        api.then(TWO);

        Run export = Run.to(stdout, broken, false, args("export"));
        Run count = Run.to(stdout, broken, false, args("count"));

        if (stdout == Stdout.PIPE) {
            assertThat(export).as("the reader has ended").isEqualTo(new Run(141, "", ""));
            assertThat(count).isEqualTo(export);
        } else {
            assertThat(export.code()).isEqualTo(1);
            assertThat(export.err())
                    .isEqualTo("segments: can't write the data: in the words of the system" + System.lineSeparator());
            assertThat(count).isEqualTo(export);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "export --bogus",
                "export --format xml",
                "export --page-size 0",
                "export --page-size -1",
                "export --page-size 2147483648",
                "export --page-size x",
                "export extra",
                "export --tenant evil.com/#",
                "export --tenant ''",
                "export --base-url http://example.com/api",
                "export --base-url ftp://x",
                "count --output x",
                "export --sandbox --tenant acme",
                "export --sandbox --base-url http://127.0.0.1:1",
                "sandbox --port 65536",
                "sandbox --port x",
                "sandbox --segments -1",
                "sandbox --data none.csv --seed 1",
                "sandbox --data x.txt",
                "sandbox --tenant a/b",
                "sandbox --rate-limit often",
                "sandbox --requests-per-second 0",
                "sandbox --requests-per-second many",
                "sandbox --rate-limit none --requests-per-second 5"
            })
    void wrongUsageIsExplainedAndNoRequestIsSent(String words) {
        String[] args =
                words.isEmpty() ? new String[0] : words.replace("''", "").split(" ");

        Run run = Run.of(args);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("segments: ").doesNotContain("\tat ").doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483648", "0", "-1", "abc", "1e3", "1.5", "''"})
    void aWrongPageSizeIsRefusedWithTheBounds(String size) {
        assertRefused("--page-size", size, "it must be a whole number from 1 to 2147483647, not \"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1001", "-1", "x"})
    void aWrongReadAheadIsRefusedWithTheBounds(String pages) {
        assertRefused("--read-ahead", pages, "it must be a whole number from 0 to 1000, not \"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "x"})
    void aWrongNumberOfAttemptsIsRefusedWithTheBounds(String attempts) {
        assertRefused("--attempts", attempts, "it must be a whole number from 1 to 100, not \"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "30",
                "s",
                "30 s",
                "30S",
                "-1s",
                "+1s",
                "1,5s",
                ".5s",
                "5.s",
                "1d",
                "1m30s",
                "PT30S",
                "0s",
                "0.0ms",
                "0.9ms",
                "24.001h",
                "99999999999999999999999h",
                "1e2s",
                "NaNs",
                "''"
            })
    void aWrongTimeIsRefusedWithTheFormat(String time) {
        String allowed = "it must be a number with the unit ms, s, m or h, such as 500ms or 1.5s";
        assertRefused("--timeout", time, allowed);
        assertRefused("--deadline", time, allowed);
        assertRefused("--listing-deadline", time, allowed);
    }

    private static void assertRefused(String option, String value, String allowed) {
        String given = value.replace("''", "");

        Run run = Run.of("list", option, given);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("segments: Invalid value for option '" + option + "'")
                .contains(allowed, "not \"" + given + "\"");
    }

    @ParameterizedTest
    @CsvSource({"1ms, PT0.001S", "1.5s, PT1.5S", "2m, PT2M", "24h, PT24H"})
    void aTimeIsANumberWithAUnit(String given, Duration time) {
        assertThat(new DurationConverter().convert(given)).isEqualTo(time);
    }

    @Test
    void aStalledRequestEndsAtTheTimeoutOrTheDeadline() {
        api.stalls();

        Run timeout = run("count", "--timeout", "100ms", "--deadline", "300ms");
        Run deadline = run("export", "--deadline", "100ms");

        assertThat(timeout.code()).isEqualTo(5);
        assertThat(timeout.err()).containsPattern("no complete answer within 0\\.[01]\\d* s");
        assertThat(deadline.code()).isEqualTo(5);
        assertThat(deadline.err()).containsPattern("no complete answer within 0\\.[01]\\d* s");
    }

    @Test
    void readAheadGivesTheSameRows() {
        Run one = Run.of("export", "--sandbox", "--read-ahead", "0");
        Run three = Run.of("export", "--sandbox", "--read-ahead", "3");

        assertThat(three).isEqualTo(new Run(0, one.out(), three.err()));
        assertThat(three.out()).hasSizeGreaterThan(10_000);
    }

    @Test
    void aWrongRateLimitIsRefusedWithTheAllowedValues() {
        assertThat(Run.of("sandbox", "--rate-limit", "often").err())
                .contains("it must be sliding|fixed|bucket|weighted|paced|none, not \"often\"");
        assertThat(Run.of("sandbox", "--requests-per-second", "0").err()).contains("from 1 to 2147483647");
    }

    @Test
    void aMissingOrWrongTokenFileIsReportedWithoutItsContent() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad"), "two s3cr3t\nlines");

        Run missing = Run.of(
                "count",
                "--tenant",
                "acme",
                "--access-token-file",
                folder.resolve("none").toString());
        Run wrong = Run.of("count", "--tenant", "acme", "--access-token-file", bad.toString());

        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).contains("none", "no such file");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("access token").doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "list --help", "export -h", "count --help", "sandbox --help", "--version"})
    void helpGoesToStdoutAndSucceeds(String words) {
        Run run = Run.of(words.split(" "));

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("segments");
    }

    private Run run(String... args) {
        return Run.of(args(args));
    }

    private String[] args(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--base-url", api.url(), "--tenant", "acme", "--access-token-file", token.toString()));
        return all.toArray(String[]::new);
    }

    private static List<CSVRecord> csv(String text) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (var parser = format.parse(new StringReader(text))) {
            return parser.getRecords();
        }
    }
}
