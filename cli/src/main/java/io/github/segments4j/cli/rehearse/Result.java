package io.github.segments4j.cli.rehearse;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a program did in one scenario.
 *
 * @param scenario the name of the scenario
 * @param ending how the program may end in it
 * @param problems what it did wrong
 * @param requests how many requests it sent
 * @param unneeded how many of them brought nothing new
 * @param duration how long it ran
 * @param logs the folder with its output and its requests, if it has failed
 */
public record Result(
        String scenario,
        Ending ending,
        List<Problem> problems,
        int requests,
        int unneeded,
        Duration duration,
        Optional<Path> logs) {
    /** {@return whether nothing was wrong} */
    public boolean passed() {
        return problems.isEmpty();
    }

    boolean has(Problem.Kind kind) {
        return problems.stream().anyMatch(problem -> problem.kind() == kind);
    }
}
