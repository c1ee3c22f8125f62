package io.github.segments4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a failed export keeps, and how a later export resumes it. */
class ResumeTest {
    @TempDir
    Path folder;

    private PagedApi api;
    private Path exports;
    private Path file;
    private Path part;
    private Path checkpoint;

    @BeforeEach
    void start() throws IOException {
        api = new PagedApi();
        Files.writeString(folder.resolve("token"), "s3cr3t");
        exports = Files.createDirectory(folder.resolve("exports"));
        file = exports.resolve("segments");
        part = exports.resolve("segments.segments-part");
        checkpoint = exports.resolve("segments.segments-checkpoint");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource({
        "csv, 2, 2 rows in 1 page",
        "csv, 4, 4 rows in 3 pages",
        "json, 2, 2 rows in 1 page",
        "json, 4, 4 rows in 3 pages",
        "ndjson, 3, 4 rows in 2 pages",
        "ndjson, 5, 6 rows in 4 pages"
    })
    void aFailedExportIsResumedAndTheFileIsComplete(String format, int failing, String kept) throws IOException {
        String whole = whole(format);
        Files.writeString(file, "earlier");

        api.status = page -> page == failing ? 403 : 200;
        Run failed = export("--format", format);

        assertThat(failed.code()).isEqualTo(3);
        assertThat(failed.err().lines()).hasSize(2);
        assertThat(failed.err())
                .startsWith("segments: page " + failing + ": ")
                .endsWith("segments: " + part + " keeps " + kept + ": run the same command with --resume to continue"
                        + System.lineSeparator());
        assertThat(file).hasContent("earlier");
        assertThat(names()).containsExactly("segments", "segments.segments-checkpoint", "segments.segments-part");

        api.status = page -> 200;
        api.requested.clear();
        Run resumed = export("--format", format, "--resume");

        assertThat(resumed.code()).isZero();
        assertThat(resumed.err()).startsWith("8 rows in 5 pages, ");
        assertThat(api.requested.get(0)).isEqualTo(failing);
        assertThat(file).content().isEqualTo(whole);
        assertThat(names()).containsExactly("segments");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "json", "ndjson"})
    void anExportCanFailAndBeResumedSeveralTimes(String format) throws IOException {
        String whole = whole(format);

        for (int failing = 1; failing <= PagedApi.PAGES; failing++) {
            int page = failing;
            api.status = requested -> requested == page ? 403 : 200;
            assertThat(export("--format", format, "--resume").code()).isEqualTo(3);
        }
        api.status = page -> 200;
        export("--format", format, "--resume");

        assertThat(file).content().isEqualTo(whole);
        assertThat(names()).containsExactly("segments");
    }

    @Test
    void readAheadKeepsOnlyPagesThatWereWritten() throws IOException {
        String whole = whole("csv");
        api.status = page -> page == 5 ? 403 : 200;

        Run failed = export("--read-ahead", "3");
        api.status = page -> 200;
        Run resumed = export("--read-ahead", "3", "--resume");

        assertThat(failed.err()).contains("6 rows in 4 pages");
        assertThat(resumed.code()).isZero();
        assertThat(file).content().isEqualTo(whole);
    }

    @Test
    void anExportThatFailsAtTheFirstPageKeepsNothing() {
        api.status = page -> 403;

        Run failed = export("--resume");

        assertThat(failed.err().lines()).hasSize(1);
        assertThat(names()).isEmpty();
    }

    @Test
    void listAndTablesKeepNothing() {
        api.status = page -> page == 2 ? 403 : 200;

        Run list = run("list", "--format", "csv", "--output", file.toString());
        Run table = export("--format", "table");

        assertThat(list.err().lines()).hasSize(1);
        assertThat(table.err().lines()).hasSize(1);
        assertThat(names()).isEmpty();
    }

    @Test
    void aCompleteListToTheSameFileDiscardsKeptPages() throws IOException {
        String whole = whole("csv");
        failAt(4);

        Run list = run("list", "--format", "csv", "--output", file.toString());

        assertThat(list.code()).isZero();
        assertThat(file).content().isEqualTo(whole);
        assertThat(names()).containsExactly("segments");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
      export --resume                                      | needs --output FILE
      export --resume --output -                           | needs --output FILE
      export --resume --output segments --format table     | needs --format csv, json or ndjson
      export --resume --output segments --sandbox          | can't be used with --sandbox
      list --resume                                        | there is no option "--resume"
      """)
    void resumeIsRefusedWhereItCannotWork(String words, String why) {
        Run run = Run.of(words.strip().split(" "));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(why);
    }

    @Test
    void onlyTheSameFormatTenantAndAddressCanBeResumed() throws IOException {
        String whole = whole("csv");
        failAt(4);
        String kept = Files.readString(part);
        String saved = Files.readString(checkpoint);

        Run format = export("--format", "json", "--resume");
        Run tenant = as("b", api.url(), "export", "-o", file.toString(), "--resume");
        Run address = as("acme", "http://127.0.0.1:1", "export", "-o", file.toString(), "--resume");

        assertThat(List.of(format.code(), tenant.code(), address.code())).containsOnly(2);
        assertThat(format.err()).contains("in --format json, but the one of", "is in --format csv");
        assertThat(tenant.err()).contains("from tenant=b,", "is from tenant=acme,");
        assertThat(address.err()).contains("baseUrl=http://127.0.0.1:1,", "baseUrl=" + api.url());
        assertThat(part).content().isEqualTo(kept);
        assertThat(checkpoint).content().isEqualTo(saved);
        export("--resume");
        assertThat(file).content().isEqualTo(whole);
    }

    @Test
    void rowsForASpreadsheetAreNotMixedWithOthers() throws IOException {
        api.status = page -> page < 4 ? 200 : 403;
        export("--escape-formulas");

        Run plain = export("--resume");
        api.status = page -> 200;
        Run escaped = export("--escape-formulas", "--resume");

        assertThat(plain.code()).isEqualTo(2);
        assertThat(plain.err()).contains("--escape-formulas: use the same with --resume");
        assertThat(escaped.code()).isZero();
    }

    @Test
    void aCheckpointIsReadableAndContainsNoSecret() throws IOException {
        failAt(3);

        assertThat(checkpoint).content().isEqualTo("""
        {
          "version" : 1,
          "format" : "csv",
          "columns" : [ "id", "name", "status" ],
          "contract" : "2024-04-01",
          "source" : "tenant=acme, baseUrl=%s",
          "next_token" : "page 3",
          "bytes" : %d,
          "rows" : 4,
          "pages" : 2
        }""".formatted(api.url(), Files.size(part)));
    }

    @Test
    void aPartFileThatIsTooShortIsRefused() throws IOException {
        failAt(4);
        String kept = Files.readString(part);
        Files.writeString(part, kept.substring(1));

        Run run = export("--resume");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains(part.toString(), "run the command without --resume to start over");
        assertThat(part).content().isEqualTo(kept.substring(1));
        assertThat(checkpoint).exists();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "nonsense",
                "{}",
                "{\"format\":\"csv\"}",
                "{\"format\":\"csv\",\"source\":\"x\",\"next_token\":null,\"bytes\":1,\"rows\":1,\"pages\":1}",
                "{\"format\":\"csv\",\"source\":\"x\",\"next_token\":\"t\",\"bytes\":-1,\"rows\":1,\"pages\":1}",
                "{\"format\":\"csv\",\"source\":\"x\",\"next_token\":\"t\",\"bytes\":1.5,\"rows\":1,\"pages\":1}"
            })
    void anInvalidCheckpointIsNamed(String content) throws IOException {
        failAt(4);
        Files.writeString(checkpoint, content);

        Run run = export("--resume");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains(
                        checkpoint.toString(),
                        "it is not a checkpoint",
                        "run the command without --resume to start over")
                .doesNotContain("Exception");
        assertThat(part).exists();
    }

    @Test
    void aFileThatCannotBeReplacedAtTheEndLosesNoRow() throws IOException {
        String whole = whole("csv");
        api.onAnswer = () -> file.toFile().mkdir();

        Run failed = export();

        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.err())
                .contains(
                        file + ": the complete file can't be renamed to it",
                        part + " keeps 6 rows in 4 pages: run the same command with --resume");
        assertThat(permissions(part)).isEqualTo("rw-------");
        api.onAnswer = () -> {};
        Files.delete(file);
        assertThat(export("--resume").code()).isZero();
        assertThat(file).content().isEqualTo(whole);
        assertThat(names()).containsExactly("segments");
    }

    /** As after an upgrade of the command. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
      "id", "name", "status" | "id", "name"    | 2 | with the columns id, name, status, but the one of
      2024-04-01               | 2023-01-01           | 2 | by the contract 2024-04-01, but the one of
      "version" : 1            | "version" : 2        | 1 | it is from another version of this command; run the
      "version" : 1            | "version" : "1.0"    | 1 | it is not a checkpoint; run the
      """)
    void rowsOfAnotherKindAreNotContinued(String now, String then, int code, String why) throws IOException {
        failAt(4);
        String kept = Files.readString(part);
        String saved = Files.readString(checkpoint);
        assertThat(saved).contains(now);
        Files.writeString(checkpoint, saved.replace(now, then));
        api.requested.clear();

        Run run = export("--resume");

        assertThat(run.code()).isEqualTo(code);
        assertThat(run.err()).contains(why, checkpoint.toString(), "without --resume to start over");
        assertThat(api.requested).isEmpty();
        assertThat(part).content().isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "UTF-16LE", "IBM037"})
    void aCheckpointInAnotherEncodingIsNamed(String encoding) throws IOException {
        failAt(4);
        String saved = Files.readString(checkpoint).replace("acme", "ünïcode");
        Files.write(checkpoint, saved.getBytes(Charset.forName(encoding)));

        Run run = export("--resume");

        assertThat(run.code()).isIn(1, 2);
        assertThat(run.err()).contains(checkpoint.toString(), "without --resume to start over");
        assertThat(run.err()).doesNotContain("can't write", "Exception");
    }

    @Test
    void whatACheckpointHoldsIsPrintedWithoutControlCharacters() throws IOException {
        failAt(4);
        String saved = Files.readString(checkpoint);
        Files.writeString(checkpoint, saved.replace("acme", "\\u001b[2Jacme\\u202e\\u009b"));

        Run run = export("--resume");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("is from tenant=\\u001b[2Jacme\\u202e\\u009b");
        assertThat(run.err().strip().chars()).noneMatch(c -> Character.isISOControl(c) || c == 0x202e);
    }

    @Test
    void aRefusedTokenIsReportedAsPossiblyExpired() throws IOException {
        failAt(4);
        api.status = page -> page == 4 ? 400 : 200;

        Run run = export("--resume");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(2);
        assertThat(run.err())
                .contains(part + " keeps 4 rows in 3 pages, but its page token may have expired:"
                        + " run the command without --resume to start over");
        assertThat(names()).containsExactly("segments.segments-checkpoint", "segments.segments-part");
    }

    @Test
    void withoutResumeKeptPagesAreDiscardedWhenNewOnesArrive() throws IOException {
        String whole = whole("json");
        failAt(4);
        String kept = Files.readString(part);

        api.status = page -> 403;
        export("--format", "json");
        assertThat(part).as("no new page has arrived").content().isEqualTo(kept);

        api.status = page -> {
            if (page == 2) {
                assertThat(Files.exists(checkpoint)).isTrue();
                assertThat(part).content().isNotEqualTo(kept);
            }
            return 200;
        };
        assertThat(export("--format", "json").code()).isZero();
        assertThat(file).content().isEqualTo(whole);
        assertThat(names()).containsExactly("segments");
    }

    @Test
    void aSecondExportToTheSameFileIsRefusedAndTheFirstSucceeds() throws Exception {
        String whole = whole("csv");
        CountDownLatch third = new CountDownLatch(1);
        CountDownLatch tried = new CountDownLatch(1);
        holdAt(3, third, tried);
        Process first = child("--quiet");
        third.await();

        Run second = export("--deadline", "5s");
        Run again = export("--deadline", "5s", "--resume");
        tried.countDown();

        assertThat(List.of(second.code(), again.code())).containsOnly(1);
        assertThat(second.err()).isEqualTo(again.err()).isEqualTo(busy());
        assertThat(first.waitFor()).isZero();
        assertThat(file).content().isEqualTo(whole);
        assertThat(names()).containsExactly("segments");
    }

    @Test
    void aSecondExportInTheSameProcessIsRefusedToo() throws Exception {
        String whole = whole("csv");
        CountDownLatch third = new CountDownLatch(1);
        CountDownLatch tried = new CountDownLatch(1);
        holdAt(3, third, tried);
        CompletableFuture<Run> first = CompletableFuture.supplyAsync(this::export);
        third.await();

        Run second = export("--deadline", "5s", "--resume");
        tried.countDown();

        assertThat(second.err()).isEqualTo(busy());
        assertThat(first.get().code()).isZero();
        assertThat(file).content().isEqualTo(whole);
    }

    @ParameterizedTest
    @EnumSource
    void aTerminatedExportIsResumed(Signal signal) throws Exception {
        String whole = whole("json");
        CountDownLatch fourth = new CountDownLatch(1);
        api.status = page -> {
            if (page == 4) {
                fourth.countDown();
                return 0;
            }
            return 200;
        };

        Process export = child("--format", "json");
        fourth.await();
        signal.end(export);
        int code = export.waitFor();

        assertThat(code).isEqualTo(signal.code);
        assertThat(names()).containsExactly("segments.segments-checkpoint", "segments.segments-part");
        assertThat(folder.resolve("err"))
                .content()
                .isEqualTo(
                        signal == Signal.KILL
                                ? ""
                                : "segments: " + part
                                        + " keeps 4 rows in 3 pages: run the same command with --resume to"
                                        + " continue" + System.lineSeparator());
        api.status = page -> 200;
        assertThat(export("--format", "json", "--resume").err()).startsWith("8 rows in 5 pages, ");
        assertThat(file).content().isEqualTo(whole);
        assertThat(names()).containsExactly("segments");
    }

    enum Signal {
        TERM(143),
        KILL(137);

        final int code;

        Signal(int code) {
            this.code = code;
        }

        void end(Process process) {
            if (this == TERM) {
                process.destroy();
            } else {
                process.destroyForcibly();
            }
        }
    }

    /** The export is killed when the server has sent a page: before the page is read, while it is written, or after. */
    @Test
    void aKilledExportLosesAndRepeatsNoRow() throws Exception {
        String whole = whole("json");
        int kills = 0;

        for (int code = -1; code != 0; kills++) {
            CompletableFuture<Process> export = new CompletableFuture<>();
            int sent = kills;
            api.requested.clear();
            api.onAnswer = () -> {
                if (sent < PagedApi.PAGES && api.requested.size() == 1 + sent % 2) {
                    export.join().destroyForcibly();
                }
            };
            export.complete(child("--format", "json", "--resume"));
            code = export.get().waitFor();
            assertThat(code).isIn(0, 137);
            assertThat(Files.exists(file)).isEqualTo(code == 0);
        }

        assertThat(kills).isGreaterThan(2);
        assertThat(file).content().isEqualTo(whole);
        assertThat(names()).containsExactly("segments");
    }

    @Test
    void incompleteRowsOfAKilledExportAreCutOff() throws IOException {
        String whole = whole("csv");
        failAt(4);
        Files.writeString(part, "a4,half a row".repeat(1_000), StandardOpenOption.APPEND);
        Files.writeString(exports.resolve("segments.segments-checkpoint.new"), "{ \"format\" :");

        export("--resume");

        assertThat(file).content().isEqualTo(whole);
        assertThat(names()).containsExactly("segments");
    }

    @Test
    void aCheckpointWithoutRowsIsIgnored() throws IOException {
        String whole = whole("csv");
        failAt(4);
        // As if the export had been killed between its last two steps.
        Files.delete(part);

        Run run = export("--resume");

        assertThat(run.err()).startsWith("8 rows in 5 pages, ");
        assertThat(file).content().isEqualTo(whole);
        assertThat(names()).containsExactly("segments");
    }

    @Test
    void whatIsInTheWayOfACheckpointIsNamedBeforeTheFirstRequest() throws IOException {
        failAt(4);
        String kept = Files.readString(part);
        Path obstacle = Files.createDirectories(exports.resolve("segments.segments-checkpoint.new/x"));
        api.requested.clear();

        Run run = export("--format", "json");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains(obstacle.getParent().toString(), "it is in the way of an export to segments");
        assertThat(api.requested).isEmpty();
        assertThat(part).content().isEqualTo(kept);
        assertThat(checkpoint).exists();
    }

    @Test
    void rowsWithoutACheckpointAreIgnored() throws IOException {
        String whole = whole("csv");
        Files.writeString(part, "x".repeat(10_000));

        export("--resume");

        assertThat(file).content().isEqualTo(whole);
        assertThat(names()).containsExactly("segments");
    }

    @Test
    void filesWithSimilarNamesStayAsTheyAre() throws IOException {
        Path theirPart = Files.writeString(exports.resolve("segments.part"), "theirs");
        Path theirCheckpoint = Files.writeString(exports.resolve("segments.checkpoint"), "theirs");

        api.status = page -> page == 3 ? 403 : 200;
        export();
        api.status = page -> 200;
        export("--resume");

        assertThat(theirPart).hasContent("theirs");
        assertThat(theirCheckpoint).hasContent("theirs");
        assertThat(names()).contains("segments").hasSize(3);
    }

    @Test
    void aLinkStaysAndTheRowsAreBesideTheFileItPointsTo() throws IOException {
        String whole = whole("csv");
        Path real = Files.createDirectory(folder.resolve("real")).resolve("data");
        Files.createSymbolicLink(file, real);

        failAt(3);
        assertThat(names()).containsExactly("segments");
        export("--resume");

        assertThat(file).isSymbolicLink();
        assertThat(real).content().isEqualTo(whole);
        assertThat(real.getParent().toFile().list()).containsExactly("data");
    }

    @Test
    void aLinkInPlaceOfThePartFileIsNotFollowed() throws IOException {
        Path other = Files.writeString(folder.resolve("other"), "precious");
        Files.createSymbolicLink(part, other);

        Run run = export();

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains(part.toString(), "it is in the way of an export to segments");
        assertThat(other).hasContent("precious");
        assertThat(part).isSymbolicLink();
        assertThat(api.requested).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "rw-r-----", "rw-r--r--"})
    void onlyTheOwnerCanReadRowsUntilTheFileHasThePermissionsOfTheEarlierOne(String permissions) throws IOException {
        Files.writeString(file, "earlier");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        failAt(3);

        assertThat(permissions(part)).isEqualTo("rw-------");
        assertThat(permissions(checkpoint)).isEqualTo("rw-------");
        export("--resume");
        assertThat(permissions(file)).isEqualTo(permissions);
    }

    @Test
    void aNewFileHasThePermissionsOfNewFiles() throws IOException {
        String usual = permissions(Files.createFile(folder.resolve("usual")));

        failAt(3);
        export("--resume");

        assertThat(permissions(file)).isEqualTo(usual);
    }

    @Test
    void aPartFileThatOthersCouldReadBecomesPrivateBeforeItGetsRows() throws IOException {
        failAt(3);
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-r--r--"));
        api.status = page -> {
            assertThat(permissions(part)).isEqualTo("rw-------");
            return 200;
        };

        assertThat(export("--resume").code()).isZero();
    }

    @Test
    void anExportToADeviceKeepsNothing() {
        file = Path.of("/dev/null");

        assertThat(export("--resume").code()).isZero();

        assertThat(Files.isRegularFile(file)).isFalse();
        assertThat(Files.exists(Path.of("/dev/null.segments-part"))).isFalse();
    }

    private void failAt(int failing) {
        api.status = page -> page == failing ? 403 : 200;
        export();
        api.status = page -> 200;
    }

    private void holdAt(int held, CountDownLatch reached, CountDownLatch release) {
        api.status = page -> {
            if (page == held) {
                reached.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            return 200;
        };
    }

    /** The output of an export that does not fail. */
    private String whole(String format) throws IOException {
        Path whole = folder.resolve("whole");
        Run run = run("export", "--format", format, "--output", whole.toString());
        assertThat(run.code()).isZero();
        assertThat(Files.readString(whole)).contains("a1", "b5");
        return Files.readString(whole);
    }

    private String busy() {
        return "segments: can't use the file " + file + ": another export is writing to it; wait for its end"
                + System.lineSeparator();
    }

    private List<String> names() {
        return Stream.of(Objects.requireNonNull(exports.toFile().list()))
                .sorted()
                .toList();
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Run export(String... args) {
        return run(with(args, "export", "--output", file.toString()));
    }

    private Run run(String... args) {
        return as("acme", api.url(), args);
    }

    private Run as(String tenant, String url, String... args) {
        String token = folder.resolve("token").toString();
        return Run.of(with(new String[] {"--tenant", tenant, "--base-url", url, "--access-token-file", token}, args));
    }

    private Process child(String... args) throws IOException {
        Map<String, String> environment = Map.of(
                "AMPERITY_TENANT", "acme",
                "AMPERITY_BASE_URL", api.url(),
                "AMPERITY_ACCESS_TOKEN", "s3cr3t");
        return ChildJvm.segments(
                folder,
                environment,
                folder.resolve("out").toFile(),
                folder.resolve("err").toFile(),
                with(args, "export", "--output", file.toString()));
    }

    private static String[] with(String[] last, String... first) {
        return Stream.concat(Stream.of(first), Stream.of(last)).toArray(String[]::new);
    }
}
