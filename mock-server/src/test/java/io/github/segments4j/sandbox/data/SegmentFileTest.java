package io.github.segments4j.sandbox.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segments4j.sandbox.json.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentFileTest {
    private static final List<Segment> TWO = List.of(
            new Segment("a", "Say \"hi\",\r\nthen go", Map.of("status", "active")),
            new Segment("b", "顧客 😀", Map.of()));

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id,name,status\r\na,\"Say \"\"hi\"\",\r\nthen go\",active\r\nb,顧客 😀,\r\n",
                "\uFEFFname,status,id\n\"Say \"\"hi\"\",\r\nthen go\",active,a\n\n\"顧客 😀\",,b"
            })
    void csvIsRead(String csv) throws IOException {
        assertThat(read("x.CSV", csv)).isEqualTo(TWO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"id\":\"a\",\"name\":\"Say \\\"hi\\\",\\r\\nthen go\",\"status\":\"active\"},{\"id\":\"b\",\"name\":\"顧客 \\ud83d\\uDE00\",\"status\":null}]",
                "[{\"id\":\"a\",\"name\":\"Say \\u0022hi\\\",\\r\\nthen go\",\"status\":\"active\"}, {\"name\":\"顧客 😀\",\"id\":\"b\",\"status\":\"\"}]",
                "{\"id\":\"a\",\"name\":\"Say \\\"hi\\\",\\r\\nthen go\",\"status\":\"active\"}\n{\"id\":\"b\",\"name\":\"顧客 😀\"}\n"
            })
    void jsonIsRead(String json) throws IOException {
        assertThat(read("x.json", json)).isEqualTo(TWO);
    }

    @Test
    void furtherFieldsAreKeptAsTheyAre() throws IOException {
        assertThat(read("x.csv", "id,tier,name,note\na,gold,A,\nb,,B,1\n"))
                .isEqualTo(List.of(
                        new Segment("a", "A", Map.of("tier", "gold")), new Segment("b", "B", Map.of("note", "1"))));

        SegmentList json = SegmentFile.read(Files.writeString(
                folder.resolve("x.json"),
                "{\"n\":-1.5e+3,\"id\":\"a\",\"x\":[{\"id\":7},null,true],\"name\":\"A\",\"tier\":\"\"}"));

        assertThat(json.get(0).write(new JsonWriter()))
                .hasToString("{\"id\":\"a\",\"name\":\"A\",\"n\":-1.5E+3,\"x\":[{\"id\":7},null,true],\"tier\":\"\"}");
    }

    @Test
    void aFileWithoutRowsIsValid() throws IOException {
        assertThat(read("x.csv", "id,name")).isEmpty();
        assertThat(read("x.json", " [ ] ")).isEmpty();
        assertThat(read("x.ndjson", "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", "\r\r\n"})
    void anyLineEndEndsARowOfCsv(String end) throws IOException {
        assertThat(read("x.csv", "id,name~a,\"b~c\"~d,e".replace("~", end)))
                .isEqualTo(List.of(new Segment("a", "b" + end + "c", Map.of()), new Segment("d", "e", Map.of())));
    }

    @Test
    void aFieldThatPagesHaveIsAnOrdinaryFieldOfARow() throws IOException {
        String row = "{\"id\":\"a\",\"name\":\"b\",\"data\":[{\"id\":\"c\"}],\"next_token\":\"d\",\"total\":1}";

        for (String content : List.of(row, row + "\n", "[" + row + "]")) {
            SegmentList segments = file("x.ndjson", content);

            assertThat(segments.size()).isEqualTo(1);
            assertThat(segments.get(0).write(new JsonWriter())).hasToString(row);
        }
    }

    @Test
    void halfASurrogatePairIsKeptAsAnEscape() throws IOException {
        String rows = "{\"id\":\"\\ude00\",\"name\":\"VIP \\ud83d\",\"x\":{\"\\ud83d\":\"\\ude00\\ud83d 😀\"}}";

        SegmentList segments = file("x.json", rows);

        JsonWriter json = new JsonWriter();
        segments.write(0, json);
        assertThat(json).hasToString(rows);
        assertThat(segments.get(0).write(new JsonWriter())).hasToString(rows);
        assertThat(segments.find("\ude00")).hasValue(0);
    }

    @Test
    void everyRowIsFoundByItsId() throws IOException {
        List<String> ids = IntStream.range(0, 5_000)
                .mapToObj(i -> "x".repeat(i % 7) + "\"\\é" + i)
                .toList();
        SegmentList segments = SegmentList.of(
                ids.stream().map(id -> new Segment(id, "name", Map.of())).toList());

        for (int i = 0; i < ids.size(); i++) {
            assertThat(segments.find(ids.get(i))).hasValue(i);
            assertThat(segments.find(ids.get(i) + "?")).isEmpty();
        }
        assertThat(segments.get(4_999).id()).isEqualTo(ids.get(4_999));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.csv", "x.json"})
    void anEmptyFileIsRefusedUnlessItsLinesAreItsRows(String name) throws IOException {
        for (String empty : List.of("", "\uFEFF")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> read(name, empty))
                    .withMessageContaining("it is empty; without segments, a .csv file has a header, a .json file []");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> read(name, " \n"));
        assertThat(read("x.ndjson", " \n")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
          x.txt  | id,name                                       | must end in .csv, .json or .ndjson
          x.csv  | id;name                                       | line 1 must be a header
          x.csv  | id,id,name                                    | line 1 must be a header
          x.csv  | id,name~a                                     | the row at line 2 has 1 fields, the header 2
          x.csv  | id,name~a,b,c                                 | the row at line 2 has 3 fields, the header 2
          x.csv  | id,name~a,"b                                  | opens in line 2 is never closed
          x.csv  | id,name~a,"b~c"~,d                            | the row at line 4 has no id
          x.csv  | id,name~a,                                    | the row at line 2 has no name
          x.csv  | id,name~a,b~a,c                               | the id of line 3 is that of line 2
          x.csv  | id,name~a,b"c                                 | line 2 has a quotation mark
          x.csv  | id,name~a,"b"c                                | line 2 goes on after a closing quotation mark
          x.json | [{"id":"a"}]                                  | the row at line 1 has no name
          x.json | [{"id":7,"name":"b"}]                         | line 1, column 8: the field id must be a string
          x.json | [{"id":"a","name":"b"},]                      | line 1, column 24: here a { is missing
          x.json | [~{"id":"a","name":"b"}~{}]                   | line 3, column 1: here a , is missing
          x.json | [{"id":"a","name":"b"}] x                     | nothing may follow
          x.json | [{"id":"a","name":"b\\x"}]                    | unknown escape
          x.json | [{"id":"a","name":"b~"}]                      | not closed, or holds a bare control character
          x.json | [{"id":"a","name":"b","x":01}]                | a value is missing
          x.json | [{"id":"a","name":"b","x":nul}]               | a value is missing
          x.json | [{"id":"a","name":"b"                         | here a , is missing
          x.json | 7                                             | here a { is missing
          x.json | [{"id":"a","id":"b","name":"c"}]              | line 1, column 16: the field id is there twice
          x.json | [{"id":"a","name":"b","x":{"y":1,"y":1}}]     | the field y is there twice
          x.json | [{"id":"a","name":"b","x":1e9999999999}]      | line 1, column 27: the exponent of a number
          x.ndjson | {"id":"a","name":"b\\u12G4"}                | unknown escape
          """)
    void anErrorNamesItsPosition(String name, String content, String error) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(name, content.replace('~', '\n')))
                .withMessageContaining("The file ")
                .withMessageContaining(error);
    }

    @Test
    void endlessNestingIsAnErrorAndNoStackOverflow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("x.json", "[{\"x\":" + "[".repeat(100_000)))
                .withMessageContaining("nested too deeply");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.csv", "x.json", "x.ndjson"})
    void whatIsNoFileOrHasNoEndIsRefusedInASentence(String name) throws IOException {
        Path device = Files.createSymbolicLink(folder.resolve(name), Path.of("/dev/zero"));
        Path directory = Files.createDirectory(folder.resolve("folder-" + name));
        String endless = name.endsWith("csv") ? "id,name\na," : "{\"id\":\"a\",\"name\":\"";

        for (Path file : List.of(device, directory)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SegmentFile.read(file))
                    .withMessageEndingWith("it is a folder, a device or a pipe instead of a file");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("endless-" + name, endless + "x".repeat(1_200_000)))
                .withMessageContaining("the row at line")
                .withMessageEndingWith("has more than 1000000 characters");
    }

    @Test
    void theNameOfAFileCannotControlATerminal() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("\u001b[31m\u007f.txt", ""))
                .withMessageContaining("\\u001b[31m\\u007f.txt");
    }

    @Test
    void aFileThatIsNotUtf8IsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> {
                    Path file =
                            Files.write(folder.resolve("x.csv"), "id,name\na,é".getBytes(StandardCharsets.ISO_8859_1));
                    SegmentFile.read(file);
                })
                .withMessageContaining("not UTF-8");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> SegmentFile.read(folder.resolve("none.csv")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none.csv");
    }

    private SegmentList file(String name, String content) throws IOException {
        return SegmentFile.read(Files.writeString(folder.resolve(name), content));
    }

    private List<Segment> read(String name, String content) throws IOException {
        SegmentList segments = file(name, content);
        return IntStream.range(0, segments.size()).mapToObj(segments::get).toList();
    }
}
