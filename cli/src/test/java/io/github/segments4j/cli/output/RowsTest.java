package io.github.segments4j.cli.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.segments4j.model.Segment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowsTest {
    private static final CsvStyle LOSSLESS = new CsvStyle(false, false);
    private static final CsvStyle ESCAPED = new CsvStyle(false, true);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
          CSV    | id,name,status\\r\\na,VIP �!�,\\r\\n
          TABLE  | ID  NAME     STATUS\\na   VIP �!�\\n
          JSON   | [\\n{"id":"a","name":"VIP \\\\ud83d!\\\\udc00"}\\n]\\n
          NDJSON | {"id":"a","name":"VIP \\\\ud83d!\\\\udc00"}\\n
          """)
    void aLoneSurrogateIsEscapedInJsonAndReplacedElsewhere(Format format, String written) throws IOException {
        assertThat(written(format, LOSSLESS, "VIP \ud83d!\udc00")).isEqualTo(written.translateEscapes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "\udc00\ud83d", "\ud83d\ud83d\ude00", "\ud83d\n"})
    void aLoneSurrogateIsEscapedWhereverItStands(String name) throws IOException {
        String json = written(Format.NDJSON, LOSSLESS, name);

        assertThat(json.indexOf('?')).isNegative();
        assertThat(json.replace("\\ud83d", "\ud83d")
                        .replace("\\udc00", "\udc00")
                        .replace("\\n", "\n"))
                .isEqualTo("{\"id\":\"a\",\"name\":\"" + name + "\"}\n");
    }

    @ParameterizedTest
    @EnumSource(names = {"CSV", "JSON", "NDJSON"})
    void aPairOfSurrogatesStaysWhereverABufferEnds(Format format) throws IOException {
        String name = "x" + "😀".repeat(20_000);

        assertThat(written(format, LOSSLESS, name)).contains(name);
        assertThat(written(format, LOSSLESS, "x" + name)).contains("x" + name);
    }

    @ParameterizedTest
    @CsvSource({
        "plain, 5",
        "顧客, 4",
        "ｶﾅ, 2",
        "ＡＢ, 4",
        "한국, 4",
        "\u1112\u1161\u11ab, 2",
        "😀, 2",
        "👨\u200d👩\u200d👧\u200d👦, 2",
        "👍🏽, 2",
        "❤, 1",
        "❤\uFE0F, 2",
        "🇩🇪🇫🇷, 4",
        "e\u0301, 1",
        "a\u0300\u0301\u0302\u0303z, 2",
        "\u0301, 0",
        "ไทย, 3",
        "ก็, 1"
    })
    void aTextIsAsWideAsATerminalShowsIt(String text, int columns) {
        assertThat(DisplayWidth.of(text)).isEqualTo(columns);
    }

    @Test
    void columnsOfATableAreAlignedByDisplayWidth() throws IOException {
        assertThat(table(segment("a", "顧客"), segment("b", "e\u0301"), segment("c", "plain")))
                .isEqualTo("""
                ID  NAME   STATUS
                a   顧客   active
                b   e\u0301      active
                c   plain  active
                """);
    }

    @Test
    void aVeryLongNameDoesNotPadTheOtherLines() throws IOException {
        String name = "x".repeat(20_000);

        assertThat(table(segment("a", name), segment("b", "y"))).isEqualTo("""
                ID  NAME  STATUS
                a   %s  active
                b   y     active
                """.formatted(name));
    }

    @ParameterizedTest
    @MethodSource
    void formulasOfSpreadsheetsAreEscapedOnRequestOnly(String name, String field) throws IOException {
        assertThat(written(Format.CSV, ESCAPED, name)).isEqualTo("id,name,status\r\na," + field + ",\r\n");
        assertThat(written(Format.CSV, LOSSLESS, name)).doesNotContain("'");
    }

    static Stream<Arguments> formulasOfSpreadsheetsAreEscapedOnRequestOnly() {
        return Stream.of(
                arguments("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\""),
                arguments("+1", "'+1"),
                arguments("-1", "'-1"),
                arguments("@x", "'@x"),
                arguments("＝1", "'＝1"),
                arguments("＠x", "'＠x"),
                arguments("\t1", "'\t1"),
                arguments("\r1", "\"'\r1\""),
                arguments(" =1", "' =1"),
                arguments("x\n=1", "\"x\n'=1\""),
                arguments("x;=1", "x;'=1"),
                arguments("x,\"=1\"", "\"x,'\"\"=1\"\"\""),
                arguments("1-1=0", "1-1=0"),
                arguments("a@b.c", "a@b.c"));
    }

    @Test
    void aByteOrderMarkIsWrittenOnceAndOnRequestOnly() throws IOException {
        CsvStyle style = new CsvStyle(true, false);

        assertThat(written(Format.CSV, style, "ü")).isEqualTo("\uFEFFid,name,status\r\na,ü,\r\n");
        assertThat(written(Format.CSV, LOSSLESS, "ü")).startsWith("id,");
        assertThat(resumed(style)).isEqualTo("b,B,\r\n");
    }

    private static String resumed(CsvStyle style) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Writer writer = Output.to(out).writer();
        Format.CSV
                .rows(writer, style, true)
                .write(List.of(Segment.builder().id("b").name("B").build()));
        writer.flush();
        return out.toString(UTF_8);
    }

    private static String table(Segment... segments) throws IOException {
        return written(Format.TABLE, LOSSLESS, segments);
    }

    private static String written(Format format, CsvStyle style, String name) throws IOException {
        return written(format, style, Segment.builder().id("a").name(name).build());
    }

    private static String written(Format format, CsvStyle style, Segment... segments) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Writer writer = Output.to(out).writer();
        Rows rows = format.rows(writer, style, false);
        rows.write(List.of(segments));
        rows.end();
        writer.flush();
        return out.toString(UTF_8);
    }

    private static Segment segment(String id, String name) {
        return Segment.builder().id(id).name(name).status("active").build();
    }
}
