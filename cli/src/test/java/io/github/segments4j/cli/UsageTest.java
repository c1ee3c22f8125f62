package io.github.segments4j.cli;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How arguments, environment variables and the file of the access token are read, and how mistakes are explained. */
class UsageTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
          export --ouput x         | there is no option "--ouput" in segments export; did you mean --output?
          export --out x           | there is no option "--out" in segments export; did you mean --output?
          list --page-sise=3       | there is no option "--page-sise" in segments list; did you mean --page-size?
          count --TENANT x         | there is no option "--TENANT" in segments count; did you mean --tenant?
          sandbox --faults x       | there is no option "--faults" in segments sandbox; did you mean --fault?
          export -x                | there is no option "-x" in segments export
          count --output x         | there is no option "--output" in segments count
          expotr                   | there is no command "expotr" in segments; did you mean export?
          Lst --sandbox            | there is no command "Lst" in segments; did you mean list?
          help veryfy              | there is no command "veryfy" in segments; did you mean verify?
          something                | there is no command "something" in segments
          count extra              | there is no argument "extra" in segments count
          """)
    void aMistypedNameIsAnsweredWithTheOneThatWasMeant(String words, String message) {
        Run run = Run.of(words.split(" "));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err().lines().findFirst()).contains("segments: " + message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--access-token s3cr3t", "--access-token=s3cr3t", "--token s3cr3t"})
    void theValueOfAnUnknownOptionIsNotPrinted(String words) {
        assertThat(Run.of(("list " + words).split(" ")).err()).doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list --format",
                "export --format",
                "diff --format",
                "verify --format",
                "rehearse --format",
                "sandbox --rate-limit",
                "sandbox --retry-after",
                "sandbox --paging"
            })
    void aWrongChoiceIsAnsweredWithTheChoicesOfTheHelp(String words) {
        String[] args = (words + " xml").split(" ");
        String help = Run.of(args[0], "--help").out();
        String choices = help.replaceFirst("(?s).*" + args[1] + "=([a-z|]+).*", "$1");

        assertThat(choices).contains("|");
        assertThat(Run.of(args).err()).contains("it must be " + choices + ", not \"xml\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "export", "count", "diff", "verify", "rehearse", "sandbox", "generate"})
    void helpIsAlsoACommand(String command) {
        Run help = Run.with(Map.of("SANDBOX_PORT", "wrong"), "help", command);

        assertThat(help).isEqualTo(Run.of(command, "--help"));
        assertThat(help.out()).contains("Usage: segments " + command).doesNotContain("${", "wrong");
        assertThat(Run.of("help")).isEqualTo(Run.of("--help"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--tenant", "--access-token-file", "--base-url", "--page-size"})
    void anArgumentIsNeverTakenFromAFile(String option) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "s3cr3t --version");

        Run run = Run.of("list", "--tenant", "acme", option, "@" + secret);

        assertThat(run.code()).isIn(1, 2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).doesNotContain("s3cr3t");
        assertThat(Run.of("@" + secret).err()).contains("there is no command").doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${env:PATH}", "${sys:java.home}", "${java.home}", "${PATH:-x}", "$${env:PATH}"})
    void noVariableIsReplacedInAValue(String value) {
        for (String variable : new String[] {"TENANT", "RATE_LIMIT", "DATA", "FAULT", "PORT"}) {
            Run run = Run.with(Map.of("SANDBOX_" + variable, value), "sandbox");

            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).contains(variable).doesNotContain(System.getProperty("java.home"));
            assertThat(run.err()).doesNotContain(System.getenv().getOrDefault("PATH", "/usr/bin"));
        }
        assertThat(Run.of("list", "--tenant", value).err()).contains('"' + value + '"');
    }

    @Test
    void aFileNameThatTheLocaleCannotEncodeIsRefused() {
        Run run = Run.of("export", "--sandbox", "--output", "segm\uFFFD\uFFFDnte.csv");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("'--output'", "the locale has no encoding", "LC_ALL");
    }

    @Test
    void quietAndVerboseExcludeEachOther() {
        for (String command : new String[] {"list", "export", "count", "verify"}) {
            assertThat(Run.of(command, "--sandbox", "--quiet", "--verbose").code())
                    .isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--byte-order-mark", "--escape-formulas"})
    void optionsForSpreadsheetsNeedCsv(String option) {
        assertThat(Run.of("export", "--sandbox", option).code()).isZero();
        Run list = Run.of("list", "--sandbox", option);

        assertThat(list.code()).isEqualTo(2);
        assertThat(list.err()).contains(option, "need --format csv");
    }

    @ParameterizedTest
    @MethodSource
    void aTokenFileMayHaveAByteOrderMark(byte[] mark, Charset encoding) throws IOException {
        byte[] token = "  s3cr3t\r\n".getBytes(encoding);
        byte[] bytes = new byte[mark.length + token.length];
        System.arraycopy(mark, 0, bytes, 0, mark.length);
        System.arraycopy(token, 0, bytes, mark.length, token.length);
        try (FakeApi api = new FakeApi().then("{\"total\":1,\"data\":[]}")) {
            Run run = Run.of(
                    "count",
                    "--tenant",
                    "acme",
                    "--base-url",
                    api.url(),
                    "--access-token-file",
                    Files.write(folder.resolve("token"), bytes).toString());

            assertThat(run.code()).isZero();
            assertThat(api.authorizations).containsExactly("Bearer s3cr3t");
        }
    }

    static Stream<Arguments> aTokenFileMayHaveAByteOrderMark() {
        return Stream.of(
                arguments(new byte[] {}, UTF_8),
                arguments(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, UTF_8),
                arguments(new byte[] {(byte) 0xFF, (byte) 0xFE}, UTF_16LE),
                arguments(new byte[] {(byte) 0xFE, (byte) 0xFF}, UTF_16BE));
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aTokenFileThatIsNoTokenIsNamedWithTheReason() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Path huge = folder.resolve("huge");
        try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(10_000_000_000L);
        }
        Map<String, String> reasons = Map.of(
                "/dev/zero",
                "too long",
                huge.toString(),
                "too long",
                folder.toString(),
                "it is a directory",
                pipe.toString(),
                "its end was not reached within the --timeout",
                folder.resolve("none").toString(),
                "no such file");

        reasons.forEach((file, reason) -> {
            Run run = Run.of("count", "--tenant", "acme", "--timeout", "100ms", "--access-token-file", file);

            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err())
                    .startsWith("segments: can't use the file " + file + ": ")
                    .contains(reason);
        });
    }

    @ParameterizedTest
    @CsvSource({"2, 7", "1, 0", "0, 0"})
    void fewerRowsThanTheTotalAreReported(int total, int code) throws IOException {
        Path file = folder.resolve("segments.csv");
        Path token = Files.writeString(folder.resolve("token"), "s3cr3t");
        try (FakeApi api = new FakeApi().then("{\"total\":" + total + ",\"data\":[{\"id\":\"a\",\"name\":\"A\"}]}")) {
            Run run = Run.of(
                    "export",
                    "--with-total",
                    "--quiet",
                    "--output",
                    file.toString(),
                    "--tenant",
                    "acme",
                    "--base-url",
                    api.url(),
                    "--access-token-file",
                    token.toString());

            assertThat(run.code()).isEqualTo(code);
            assertThat(file).hasContent("id,name,status\na,A,");
            if (code == 0) {
                assertThat(run.err()).isEmpty();
            } else {
                assertThat(run.err()).contains("the server's total is 2, but its pages have 1 row: ");
            }
        }
    }
}
