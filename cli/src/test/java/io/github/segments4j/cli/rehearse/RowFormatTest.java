package io.github.segments4j.cli.rehearse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowFormatTest {
    @TempDir
    Path folder;

    @Test
    void idsAreReadInEachForm() throws Exception {
        assertThat(read(RowFormat.Kind.JSONL, "{\"id\":\"a\"}\n\n{\"id\":7,\"x\":[1]}\n"))
                .containsExactly("a", "7");
        assertThat(read(RowFormat.Kind.JSON, "[{\"id\":\"a\"},{\"id\":\"b\"}]")).containsExactly("a", "b");
        assertThat(read(RowFormat.Kind.CSV, "\uFEFFname,id\r\n\"x\ny, z\",a\r\n,\"b\"\"\"\r\n"))
                .containsExactly("a", "b\"");
        assertThat(read(RowFormat.Kind.LINES, "a\r\nb c\n\nd")).containsExactly("a", "b c", "d");
    }

    @Test
    void anEmptyFileHasNoRows() throws Exception {
        for (RowFormat.Kind kind : RowFormat.Kind.values()) {
            assertThat(read(kind, "")).as(kind.toString()).isEmpty();
        }
        assertThat(read(RowFormat.Kind.JSON, "[]")).isEmpty();
        assertThat(read(RowFormat.Kind.CSV, "id,name\n")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
      JSONL | {"id":"a"}~done       | line 2 is not JSON
      JSONL | {"id":"a"}~{"ID":"b"} | row 2 has no field "id"
      JSONL | 7                     | row 1 has no field "id"
      CSV   | name~x                | the header has no column "id"
      CSV   | name,id~x             | row 1 has no column "id"
      CSV   | id~"x                 | it is not CSV
      """)
    void whatIsNoRowIsNamed(RowFormat.Kind kind, String text, String reason) {
        assertThatExceptionOfType(RowFormat.UnreadableRowsException.class)
                .isThrownBy(() -> read(kind, text.replace("~", "\n")))
                .withMessageContaining(reason);
    }

    private List<String> read(RowFormat.Kind kind, String text) throws Exception {
        List<String> ids = new ArrayList<>();
        new RowFormat(kind, "id").read(Files.writeString(folder.resolve("rows"), text), ids::add);
        return ids;
    }
}
