package io.github.segments4j.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segments4j.ListOptions;
import io.github.segments4j.SegmentPage;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.sandbox.Limit;
import io.github.segments4j.sandbox.Sandbox;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports of three pages that are killed before each change that they make to a file, twice in a row. */
class KillTest {
    private static final int NEVER = Integer.MAX_VALUE;

    private static Sandbox sandbox;
    private static SegmentsClient client;

    @TempDir
    Path folder;

    private Path exports;
    private Path file;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.builder().segments(5).rateLimit(Limit.NONE).start();
        client = SegmentsClient.builder()
                .tenant(sandbox.tenant())
                .baseUrl(sandbox.baseUrl())
                .accessToken(sandbox.accessToken())
                .rateLimiter(new NoLimit())
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        sandbox.close();
    }

    @BeforeEach
    void createFolder() throws IOException {
        exports = Files.createDirectory(folder.resolve("exports"));
        file = exports.resolve("segments");
    }

    @ParameterizedTest
    @EnumSource(names = {"CSV", "JSON"})
    void afterTwoKillsTheNextExportCompletesTheFile(Format format) throws IOException {
        String whole = whole(format);
        int pairs = 0;

        for (int first = 0; export(format, first) == Outcome.KILLED; first++) {
            for (int second = 0; export(format, second) == Outcome.KILLED; second++) {
                assertThat(Files.notExists(file) || Files.readString(file).equals(whole))
                        .as("kills at %d and %d leave no half file", first, second)
                        .isTrue();
                assertThat(export(format, NEVER)).isEqualTo(Outcome.COMPLETE);
                assertComplete(whole, "kills at " + first + " and " + second);
                Files.delete(file);
                export(format, first);
                pairs++;
            }
            assertComplete(whole, "a kill at " + first);
            Files.delete(file);
        }

        assertComplete(whole, "no kill");
        assertThat(pairs).isGreaterThan(500);
    }

    @Test
    void aKillLeavesAnEarlierFileAsItWas() throws IOException {
        String whole = whole(Format.NDJSON);
        int kills = 0;

        Files.writeString(file, "earlier");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        while (export(Format.NDJSON, kills) == Outcome.KILLED) {
            assertThat(file).hasContent("earlier");
            assertThat(export(Format.NDJSON, 0)).isEqualTo(Outcome.KILLED);
            kills++;
        }

        assertThat(kills).isGreaterThan(10);
        assertComplete(whole, "the last");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void anExportThatStartsOverAndIsKilledMixesNoOldRowsIn() throws IOException {
        String whole = whole(Format.CSV);
        Path part = exports.resolve("segments.segments-part");
        Path checkpoint = exports.resolve("segments.segments-checkpoint");
        for (int changes = 0; Files.notExists(checkpoint); changes++) {
            export(Format.CSV, changes);
        }
        String saved = Files.readString(checkpoint);
        String old = "x".repeat((int) Files.size(part));
        Outcome outcome = Outcome.KILLED;

        for (int changes = 0; outcome == Outcome.KILLED; changes++) {
            Files.writeString(checkpoint, saved);
            Files.writeString(part, old);
            outcome = export(Format.CSV, changes, false);
            boolean isUntouched =
                    outcome == Outcome.KILLED && Files.readString(part).equals(old);
            if (!isUntouched) {
                export(Format.CSV, NEVER);
                assertComplete(whole, "a kill at " + changes);
                Files.delete(file);
            }
        }
    }

    /** The next export starts when the earlier one has just renamed or deleted its part, and has not ended yet. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anExportThatEndsTouchesNoFileOfTheNextOne(boolean complete) throws IOException {
        Path part = exports.resolve("segments.segments-part");
        Path checkpoint = exports.resolve("segments.segments-checkpoint");
        Disk ending = new Disk() {
            @Override
            void move(Path from, Path to) throws IOException {
                super.move(from, to);
                killNextExport(from);
            }

            @Override
            void delete(Path deleted) throws IOException {
                super.delete(deleted);
                killNextExport(deleted);
            }

            private void killNextExport(Path gone) throws IOException {
                for (int changes = 0; gone.equals(part) && Files.notExists(checkpoint); changes++) {
                    export(Format.CSV, changes);
                }
            }
        };

        try (Output output = new FileOutput(file, Optional.empty(), ending)) {
            output.stream().write('x');
            if (complete) {
                output.complete();
            }
        }

        assertThat(checkpoint).isNotEmptyFile();
        assertThat(part).isNotEmptyFile();
    }

    private enum Outcome {
        COMPLETE,
        KILLED
    }

    private Outcome export(Format format, int changes) throws IOException {
        return export(format, changes, true);
    }

    private Outcome export(Format format, int changes, boolean resume) throws IOException {
        Resumption resumption = new Resumption(format, sandbox.baseUrl(), resume, kept -> {});
        try (MortalDisk disk = new MortalDisk(changes);
                Output output = new FileOutput(file, Optional.of(resumption), disk)) {
            Writer writer = output.writer();
            Rows rows = format.rows(
                    writer, new CsvStyle(false, false), output.resumed().isPresent());
            ListOptions options = ListOptions.defaults().withPageSize(2);
            Optional<String> token = output.resumed().map(Checkpoint::nextToken);
            for (SegmentPage page : client.list(
                            token.map(options::withStartingAt).orElse(options))
                    .pages()) {
                rows.write(page.data());
                writer.flush();
                output.pageWritten(page);
            }
            rows.end();
            writer.flush();
            output.complete();
            return Outcome.COMPLETE;
        } catch (MortalDisk.Killed e) {
            return Outcome.KILLED;
        }
    }

    private String whole(Format format) throws IOException {
        export(format, NEVER);
        String whole = Files.readString(file);
        Files.delete(file);
        assertThat(whole).hasLineCount(format == Format.NDJSON ? 5 : format == Format.CSV ? 6 : 7);
        return whole;
    }

    private void assertComplete(String whole, String after) throws IOException {
        assertThat(Files.readString(file)).as("after %s", after).isEqualTo(whole);
        assertThat(exports.toFile().list()).as("after %s", after).containsExactly("segments");
    }
}
