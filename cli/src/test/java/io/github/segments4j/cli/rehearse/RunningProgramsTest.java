package io.github.segments4j.cli.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class RunningProgramsTest {
    private static final Problem STOPPED = new Problem(Problem.Kind.TIMEOUT, "the test has seen enough");

    @TempDir
    Path folder;

    /** The last process holds the pipe open, so the pipe ends when that process does. */
    @Test
    void whatAnOrphanStartsEndsWithTheProgram() throws Exception {
        Files.writeString(folder.resolve("orphan.sh"), """
                touch started
                until [ -e parent-ended ]; do sleep 0.01; done
                sh -c 'touch grandchild-started; exec sleep 600' >pipe &
                wait
                """);
        ProcessBuilder program = new ProcessBuilder("sh", "-c", """
                sh -c 'sh orphan.sh & until [ -e seen ]; do sleep 0.01; done'
                touch parent-ended
                exec sleep 600
                """).directory(folder.toFile());
        assertThat(new ProcessBuilder("mkfifo", "pipe")
                        .directory(folder.toFile())
                        .start()
                        .waitFor())
                .isZero();
        CompletableFuture<Integer> endOfPipe = CompletableFuture.supplyAsync(this::readPipe);

        try (RunningPrograms running = new RunningPrograms()) {
            running.run(program, new Observer()::objection);
        }

        assertThat(endOfPipe.get(1, TimeUnit.MINUTES)).isZero();
    }

    private int readPipe() {
        try (InputStream pipe = Files.newInputStream(folder.resolve("pipe"))) {
            return pipe.readAllBytes().length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The processes are looked for before each call, so those that were there in one call are known in the next one. */
    private final class Observer {
        private boolean wasStarted;
        private boolean hadGrandchild;

        Optional<Problem> objection() {
            if (wasStarted) {
                create("seen");
            }
            Optional<Problem> objection = hadGrandchild ? Optional.of(STOPPED) : Optional.empty();
            wasStarted = Files.exists(folder.resolve("started"));
            hadGrandchild = Files.exists(folder.resolve("grandchild-started"));
            return objection;
        }

        private void create(String name) {
            try {
                Files.write(folder.resolve(name), new byte[0]);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
