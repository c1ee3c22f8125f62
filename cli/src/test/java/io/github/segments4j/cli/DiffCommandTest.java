package io.github.segments4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.segments4j.cli.output.CsvStyle;
import io.github.segments4j.cli.output.Format;
import io.github.segments4j.cli.output.Rows;
import io.github.segments4j.model.Segment;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiffCommandTest {
    private static final String OLD = """
        id,name,status
        a,A,active
        b,"B
        b",draft
        c,C,active
        """;
    private static final String NEW = """
        {"id":"d","name":"D"}
        {"id":"c","name":"new, c","status":null}
        {"id":"b","name":"B\\nb","status":"draft"}
        """;

    @TempDir
    Path folder;

    @Test
    void eachSegmentThatWasAddedRemovedOrChangedIsOneLine() throws IOException {
        Run run = Run.of("diff", file("old.csv", OLD), file("new.ndjson", NEW));

        assertThat(run.out()).isEqualTo("""
            + d  name: "D"
            - a  name: "A"  status: "active"
            ~ c  name: "C" -> "new, c"  status: "active" -> absent
            """);
        assertThat(run.err()).isEqualTo("1 added, 1 removed, 1 changed (1 renamed, 1 with another status)\n");
        assertThat(run.code()).isZero();
    }

    @Test
    void aHyphenIsStdin() throws IOException {
        InputStream stdin = System.in;
        try {
            System.setIn(new ByteArrayInputStream(NEW.getBytes(StandardCharsets.UTF_8)));

            Run run = Run.of("diff", "--exit-code", "-", file("new.ndjson", NEW));

            assertThat(run.err()).isEqualTo("0 added, 0 removed, 0 changed\n");
            assertThat(run.code()).isZero();
        } finally {
            System.setIn(stdin);
        }
    }

    @Test
    void csvWithoutALineEndAtItsEndMayHaveBeenCutShort() throws IOException {
        String cut = OLD.substring(0, OLD.length() - 3);

        assertThat(Run.of("diff", file("old.csv", OLD), file("cut.csv", cut)).err())
                .contains("cut.csv has no line end after its last row, so it may have been cut short")
                .doesNotContain("old.csv has");
        assertThat(Run.of("diff", file("cut.csv", cut), file("old.csv", OLD)).err())
                .contains("cut.csv has no line end");
        assertThat(Run.of("diff", file("old.csv", OLD), file("new.ndjson", NEW.strip()))
                        .err())
                .doesNotContain("no line end");
    }

    @Test
    void jsonHasThreeListsWithOneElementForEachSegment() throws IOException {
        Run run = Run.of("diff", "--format", "json", "--quiet", file("old.csv", OLD), file("new.ndjson", NEW));

        assertThat(run.out()).isEqualTo("""
            {
            "added":[
            {"id":"d","name":"D"}
            ],
            "removed":[
            {"id":"a","name":"A","status":"active"}
            ],
            "changed":[
            {"id":"c","fields":{"name":{"old":"C","new":"new, c"},"status":{"old":"active","new":null}}}
            ]
            }
            """);
        assertThat(run.err()).isEmpty();
        assertThat(Run.of("diff", "-f", "json", file("old.csv", OLD), file("old.csv", OLD))
                        .out())
                .isEqualTo("{\n\"added\":[],\n\"removed\":[],\n\"changed\":[]\n}\n");
    }

    @Test
    void csvHasOneRowForEachFieldThatDiffers() throws IOException {
        Path changes = folder.resolve("changes.csv");

        Run run = Run.of(
                "diff",
                "--format=csv",
                "--output",
                changes.toString(),
                file("old.csv", OLD),
                file("new.json", "[{\"id\":\"b\",\"name\":\"B\\nb\"}]"));

        assertThat(run.out()).isEmpty();
        assertThat(Files.readAllLines(changes))
                .containsExactly(
                        "change,id,field,old,new",
                        "removed,a,name,A,",
                        "removed,a,status,active,",
                        "removed,c,name,C,",
                        "removed,c,status,active,",
                        "changed,b,status,draft,");
    }

    @Test
    void valuesOfAnyKindAreShown() throws IOException {
        String before = file("old.json", "[{\"id\":\"a b\",\"name\":\"\\ud800\",\"x\":1.10,\"y\":{\"z\":[null]}}]");
        String after = file("new.json", "[{\"x\":\"\\u001b\",\"id\":\"a b\",\"name\":\"\\ud800\",\"y\":{\"z\":[]}}]");

        assertThat(Run.of("diff", before, after).out())
                .isEqualTo("~ a b  x: 1.10 -> \"\\u001B\"  y: {\"z\":[null]} -> {\"z\":[]}\n");
        assertThat(Run.of("diff", "--format", "csv", before, after).out().split("\r\n"))
                .containsExactly(
                        "change,id,field,old,new",
                        "changed,a b,x,1.10,\"\u001b\"",
                        "changed,a b,y,\"{\"\"z\"\":[null]}\",\"{\"\"z\"\":[]}\"");
    }

    @Test
    void withExitCodeADifferenceIsOneAndAnythingElseIsNot() throws IOException {
        String old = file("old.csv", OLD);
        String noFolder = folder.resolve("no/folder").toString();

        assertThat(Run.of("diff", "--exit-code", old, file("new.ndjson", NEW)).code())
                .isEqualTo(1);
        assertThat(Run.of("diff", "--exit-code", old, old).code()).isZero();
        assertThat(Run.of("diff", "--exit-code", old, noFolder).code()).isEqualTo(2);
        assertThat(Run.of("diff", "--exit-code", old, old, "--output", noFolder).code())
                .isEqualTo(2);
        assertThat(Run.of("diff", old, old, "--output", noFolder).code()).isEqualTo(1);
    }

    @Test
    void anExportIsComparedWithTheTenant() {
        String export = folder.resolve("segments.csv").toString();
        Run.of("export", "--sandbox", "--output", export);

        Run run = Run.of("diff", "--sandbox", "--exit-code", "--with-total", export);

        assertThat(run.code()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .matches("1000 rows in 10 pages \\(1000 in total\\), .* seconds\\R0 added, 0 removed, 0 changed\\R");
    }

    @Test
    void aListingThatWasNotStableIsReported() throws IOException {
        String twice = "{\"total\":4,\"data\":[{\"id\":\"a\",\"name\":\"x\"},{\"id\":\"a\",\"name\":\"A\"}]}";
        String old = file("old.csv", "id,name\na,A\nb,x\nb,B\n");
        try (FakeApi api = new FakeApi().then(twice)) {
            Run run = withTenant(api, "--quiet", "--with-total", old);

            assertThat(run.out()).isEqualTo("- b  name: \"B\"\n");
            assertThat(run.err().lines())
                    .satisfiesExactly(
                            line -> assertThat(line).contains("old.csv has more than one row for the id b,"),
                            line -> assertThat(line)
                                    .contains("acme")
                                    .contains("has more than one row for the id a,", "list them again"),
                            line -> assertThat(line)
                                    .contains("the server's total is 4, but its pages have 2 rows", "list them again"));
            assertThat(run.code()).isEqualTo(7);
        }
    }

    @Test
    void aListingWithMoreRowsThanItsTotalIsReported() throws IOException {
        try (FakeApi api = new FakeApi().then("{\"total\":0,\"data\":[{\"id\":\"a\",\"name\":\"A\"}]}")) {
            Run run = withTenant(api, "--with-total", file("old.csv", "id,name\na,A\n"));

            assertThat(run.err()).contains("the server's total is 0, but its pages have 1 row:");
            assertThat(run.code()).isZero();
        }
    }

    @Test
    void aListingThatFailsIsNotCompared() throws IOException {
        Path changes = Files.writeString(folder.resolve("changes"), "those of yesterday");
        try (FakeApi api = new FakeApi()
                .then("{\"next_token\":\"t\",\"data\":[{\"id\":\"a\",\"name\":\"A\"}]}")
                .then(403, "{}", Map.of())) {
            Run run = withTenant(api, "--output", changes.toString(), file("old.csv", OLD));

            assertThat(run.code()).isEqualTo(3);
            assertThat(changes).content().isEqualTo("those of yesterday");
        }
    }

    @Test
    void aFieldThatOnlyOneFileCanHaveIsNoDifferenceAndIsNamed() throws IOException {
        String some = file("some.csv", "name,id,tier,score\nA,a,,1.10\n");
        String others = file("others.csv", "id,name,status\na,A,active\n");
        String json = file("some.json", "[{\"id\":\"a\",\"name\":\"A\",\"tier\":\"\",\"score\":1.10,\"extra\":{}}]");

        Run csv = Run.of("diff", "--exit-code", some, others);
        Run mixed = Run.of("diff", "--exit-code", json, some);

        assertThat(csv.code()).isZero();
        assertThat(csv.err()).startsWith("not compared, since only one side can have them: score, status, tier\n");
        assertThat(mixed.code()).isZero();
        assertThat(mixed.err()).startsWith("not compared, since only one side can have it: extra\n");
    }

    @Test
    void escapedFormulasAreComparedAsExportWritesThem() {
        String escaped = folder.resolve("escaped.csv").toString();
        Run.of("export", "--sandbox", "--escape-formulas", "--byte-order-mark", "--output", escaped);

        assertThat(Run.of("diff", "--sandbox", "--exit-code", "--escape-formulas", escaped)
                        .code())
                .isZero();
        assertThat(Run.of("diff", "--sandbox", escaped).err()).contains("0 added, 0 removed, 2 changed (2 renamed,");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
          id,name\\na,A\\n\\nb           | line 4: the row has 1 field, but the header has 2
          id,name\\na,A\\nb,\\"B\\nc,C   | line 3: it is not valid CSV
          id,name,id\\na,A,a\\n          | a header that has the columns id and name, each column once
          ID  NAME\\n                    | a header that has the columns id and name, each column once
          [\\n{"id":"a","name":"A"}      | line 2: the JSON is not complete
          [{"id":"a","name":"A"}]\\n[]   | line 2: there is more after the end of the array
          {"id":"a"}                     | line 1: the row has no name
          {"data":[],"next_token":null}  | line 1: the row has no id
          {"id":"a","name":"A"}\\n7      | line 2: a segment must be an object, not a single value
          {"id":7,"name":"A"}            | line 1: the field id must be a string
          {"id":"a","id":"b"}            | line 1: Duplicate field 'id'
          {"id":"a","name":"A"},\\n      | line 1: Unexpected character
          ''                             | it is empty
          """)
    void whatIsWrongWithAFileIsNamedWithItsLine(String content, String message) throws IOException {
        String wrong = file("wrong", content.translateEscapes());
        String empty = file("empty.ndjson", "");

        for (Run run : List.of(Run.of("diff", wrong, empty), Run.of("diff", empty, wrong))) {
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err())
                    .contains("the file " + wrong + " can't be compared: ", message)
                    .endsWith(": correct it, or export it again with segments export\n");
        }
    }

    @Test
    void aFileThatIsMissingCutOrInAnotherEncodingIsRefused() throws IOException {
        String old = file("old.csv", OLD);
        byte[] gzip = Files.readAllBytes(write("x.csv.gz", Format.CSV, List.of(segment("a", "A"))));
        Path cut = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(gzip, gzip.length - 9));
        Path latin = Files.write(folder.resolve("latin.csv"), "id,name\na,é\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(Run.of("diff", old, cut.toString()).err()).contains("it is not complete gzip");
        assertThat(Run.of("diff", old, latin.toString()).err()).contains("it is not UTF-8");
        assertThat(Run.of("diff", old, folder.toString()).err()).contains("does not exist or can't be read");
        assertThat(Run.of("diff", folder + "/none", old).code()).isEqualTo(2);
    }

    @Test
    void optionsThatContradictEachOtherAreRefused() throws IOException {
        String old = file("old.csv", OLD);
        String json = file("new.ndjson", NEW);

        assertThat(Run.of("diff", old, old, "--sandbox").err()).contains("leave out either NEW, or --sandbox");
        assertThat(Run.of("diff", old, old, "--tenant", "acme").code()).isEqualTo(2);
        assertThat(Run.of("diff", old, old, "--quiet", "--verbose").code()).isEqualTo(2);
        assertThat(Run.of("diff", json, json, "--escape-formulas").err())
                .contains("--escape-formulas needs a CSV file");
        assertThat(Run.of("diff", json, old, "--output", old).err()).contains("--output would replace " + old);
        assertThat(Path.of(old)).content().isEqualTo(OLD);
    }

    @ParameterizedTest
    @EnumSource(
            value = Format.class,
            names = {"CSV", "JSON", "NDJSON"})
    void anExportInAnyFormatHasTheSameSegments(Format format) throws IOException {
        List<Segment> segments = new ArrayList<>();
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            segments.add(random(i, random));
        }
        String export = write("old." + format, format, segments).toString();
        Collections.shuffle(segments, random);

        for (Format other : List.of(Format.CSV, Format.JSON, Format.NDJSON)) {
            String reordered = write("new." + other + ".gz", other, segments).toString();
            Run run = Run.of("diff", "--exit-code", export, reordered);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).endsWith("0 added, 0 removed, 0 changed\n");
            assertThat(run.code()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void randomExportsChangeAsMapsDo(long seed) throws IOException {
        Random random = new Random(seed);
        Map<String, Segment> before = new LinkedHashMap<>();
        Map<String, Segment> after = new LinkedHashMap<>();
        for (int i = 0; i < 300; i++) {
            Segment segment = random(i, random);
            before.put(segment.id(), segment);
            Segment later = random.nextInt(5) > 0 ? segment : random(i + random.nextInt(2) * 1_000, random);
            after.put(later.id(), later);
        }
        Format one = random.nextBoolean() ? Format.JSON : Format.NDJSON;

        Run run = Run.of(
                "diff",
                "--format",
                "json",
                write("old", one, before.values()).toString(),
                write("new", Format.JSON, after.values()).toString());

        JsonNode json = new JsonMapper().readTree(run.out());
        assertThat(json.get("added").findValuesAsText("id"))
                .containsExactlyElementsOf(without(after.keySet(), before.keySet()));
        assertThat(json.get("removed").findValuesAsText("id"))
                .containsExactlyElementsOf(without(before.keySet(), after.keySet()));
        Map<String, Set<String>> changed = new LinkedHashMap<>();
        json.get("changed").forEach(change -> {
            Set<String> fields = new TreeSet<>();
            change.get("fields").fieldNames().forEachRemaining(fields::add);
            changed.put(change.get("id").asText(), fields);
        });
        assertThat(changed).isEqualTo(changes(before, after));
    }

    private static Map<String, Set<String>> changes(Map<String, Segment> before, Map<String, Segment> after) {
        Map<String, Set<String>> changes = new LinkedHashMap<>();
        before.forEach((id, old) -> {
            Segment current = after.getOrDefault(id, old);
            Set<String> fields = new TreeSet<>(old.fields().keySet());
            fields.addAll(current.fields().keySet());
            fields.removeIf(name ->
                    Objects.equals(old.fields().get(name), current.fields().get(name)));
            if (!fields.isEmpty()) {
                changes.put(id, fields);
            }
        });
        return changes;
    }

    private static List<String> without(Iterable<String> ids, Set<String> others) {
        List<String> rest = new ArrayList<>();
        ids.forEach(id -> {
            if (!others.contains(id)) {
                rest.add(id);
            }
        });
        return rest;
    }

    @Test
    @Tag("slow")
    void aMillionSegmentsFitIntoASmallHeap() throws Exception {
        Path old = folder.resolve("old.csv");
        Path current = folder.resolve("new.ndjson");
        try (Writer csv = Files.newBufferedWriter(old);
                Writer json = Files.newBufferedWriter(current)) {
            csv.write("id,name,status\r\n");
            for (int i = 0; i < 1_000_000; i++) {
                csv.write("segment-%08d,Holiday Email Customers %d,active\r\n".formatted(i, i));
                // 7,919 has no factor in common with the number of rows, so that this is another order of the same
                // rows.
                long j = i * 7_919L % 1_000_000;
                String id = (j < 1_000 ? "other-%08d" : "segment-%08d").formatted(j);
                String status = j >= 1_000 && j < 4_000 ? "draft" : "active";
                json.write("{\"id\":\"%s\",\"name\":\"Holiday Email Customers %d\",\"status\":\"%s\"}\n"
                        .formatted(id, j, status));
            }
        }

        String changes = ChildJvm.succeeding(
                ChildJvm.running(
                        folder,
                        Map.of(),
                        "-Xmx256m",
                        Segments.class.getName(),
                        "diff",
                        old.toString(),
                        current.toString()),
                folder);

        assertThat(changes.lines().map(line -> line.charAt(0)))
                .hasSize(5_000)
                .filteredOn(sign -> sign != '~')
                .hasSize(2_000)
                .filteredOn(sign -> sign == '+')
                .hasSize(1_000);
    }

    private Run withTenant(FakeApi api, String... args) throws IOException {
        List<String> all = new ArrayList<>(List.of("diff", "--tenant", "acme", "--base-url", api.url()));
        all.addAll(List.of("--access-token-file", file("token", "s3cr3t")));
        all.addAll(List.of(args));
        return Run.of(all.toArray(String[]::new));
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    /** As export writes it, and compressed if the name says so. */
    private Path write(String name, Format format, Iterable<Segment> segments) throws IOException {
        Path file = folder.resolve(name);
        OutputStream raw = Files.newOutputStream(file);
        try (OutputStream bytes = name.endsWith(".gz") ? new GZIPOutputStream(raw) : raw;
                Writer out = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8))) {
            Rows rows = format.rows(out, new CsvStyle(false, false), false);
            for (Segment segment : segments) {
                rows.write(List.of(segment));
            }
            rows.end();
        }
        return file;
    }

    private static Segment random(int number, Random random) {
        List<String> awkward = List.of(
                "", " ", "\"", "\r\n", "\n", "\r", ",", "'=1", "=1+1", "\t", "\uFEFF", "é", "😀", "\uD83D", "\\",
                "null");
        StringBuilder name = new StringBuilder();
        Stream.generate(() -> awkward.get(random.nextInt(awkward.size())))
                .limit(random.nextInt(5))
                .forEach(name::append);
        Segment.Builder segment = Segment.builder().id("id " + number).name(name.toString());
        if (random.nextBoolean()) {
            segment.status(awkward.get(random.nextInt(awkward.size())));
        }
        if (random.nextInt(3) == 0) {
            segment.field("tier", List.of(number % 3, Map.of("x", name.toString())));
        }
        return segment.build();
    }

    private static Segment segment(String id, String name) {
        return Segment.builder().id(id).name(name).build();
    }
}
