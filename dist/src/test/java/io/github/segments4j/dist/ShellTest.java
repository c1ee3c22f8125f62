package io.github.segments4j.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the programs of a user's machine make of {@code share/}. */
@Tag("slow")
class ShellTest {
    private static final Path SHARE = Archive.FOLDER.resolve("share");
    private static final Path COMPLETION = SHARE.resolve("completion");

    @Test
    void bashCompletesCommandsAndFlags() throws Exception {
        assertThat(inBash("segments", "co").out()).isEqualTo("count\n");
        assertThat(inBash("segments", "export", "--resu").out()).isEqualTo("--resume\n");
    }

    @Test
    void zshCompletesCommandsAndFlags() throws Exception {
        Ran.require("zsh");

        assertThat(inZsh("segments co", "segments count").code()).isZero();
        assertThat(inZsh("segments export --resu", "segments export --resume").code())
                .isZero();
        assertThat(inZsh("segments export --format n", "segments export --format ndjson")
                        .code())
                .isZero();
    }

    @Test
    void fishCompletesCommandsFlagsAndTheirValues() throws Exception {
        Ran.require("fish");

        assertThat(inFish("segments co").out()).startsWith("count\t");
        assertThat(inFish("segments export --resu").out()).startsWith("--resume\t");
        assertThat(inFish("segments export --format n").out()).startsWith("ndjson\t");
        assertThat(inFish("segments count --resu").out()).isEmpty();
    }

    @Test
    void manShowsThePageOfTheCommandAndOfEachSubcommand() throws Exception {
        Ran.require("man");

        Ran command = man("segments");
        Ran export = man("segments-export");

        assertThat(command.err()).isEmpty();
        assertThat(command.out()).contains("SEGMENTS(1)", "AMPERITY_ACCESS_TOKEN  an access token", "EXIT CODES");
        assertThat(export.out()).contains("--resume", "Default: csv.");
    }

    private static Ran man(String page) throws Exception {
        return Ran.in(
                SHARE,
                Map.of("MANPAGER", "cat", "MANWIDTH", "100", "LC_ALL", "C.UTF-8", "MAN_KEEP_FORMATTING", ""),
                "man",
                "--warnings",
                "-M",
                SHARE.resolve("man").toString(),
                page);
    }

    private static Ran inBash(String... words) throws Exception {
        String script = "source '" + COMPLETION + "/segments.bash'; COMP_WORDS=(" + String.join(" ", words)
                + "); COMP_CWORD=" + (words.length - 1) + "; _complete_segments; printf '%s\\n' \"${COMPREPLY[@]}\"";
        return Ran.in(COMPLETION, "bash", "--norc", "-c", script);
    }

    /** Types the start of a line and a tab into a zsh on a terminal of its own, and returns the screen once it has the rest. */
    private static Ran inZsh(String line, String completed) throws Exception {
        String script = """
                zmodload zsh/zpty
                zpty shell zsh -f -i
                zpty -w shell "fpath=($PWD \\$fpath); autoload -U compinit; compinit -u -D; PS1=REA; PS1+=DY"
                zpty -r shell screen '*READY*'
                zpty -n -w shell "$1"$'\\t'
                zpty -r shell screen "*$2*"
                print -r -- $screen
                """;
        return Ran.in(
                COMPLETION,
                Map.of("TERM", "vt100"),
                "timeout",
                "60",
                "zsh",
                "-f",
                "-c",
                script,
                "zsh",
                line,
                completed);
    }

    private static Ran inFish(String line) throws Exception {
        return Ran.in(
                COMPLETION, "fish", "--no-config", "-c", "source segments.fish; complete --do-complete '" + line + "'");
    }
}
