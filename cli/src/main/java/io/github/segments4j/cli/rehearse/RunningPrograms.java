package io.github.segments4j.cli.rehearse;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The programs that run now. Closing it ends them and everything that they have started, and lets no other one start. */
final class RunningPrograms implements AutoCloseable {
    /** Often enough to stop a loop soon and to notice the processes that a program starts, and cheap. */
    private static final long WATCH_MILLIS = 100;

    private final Set<RunningProgram> running = new HashSet<>();
    private boolean closed;

    /** A process, and all processes that it has started and that were seen. */
    private static final class RunningProgram {
        private final Process process;
        private final Set<ProcessHandle> descendants = new HashSet<>();

        RunningProgram(Process process) {
            this.process = process;
        }

        /**
         * A process whose parent ends is nobody's descendant any more, so it is remembered, and asked for its own
         * descendants. One that has ended is not asked: another process may have its number now.
         */
        synchronized void look() {
            Set<ProcessHandle> attached = process.descendants().collect(Collectors.toSet());
            List<ProcessHandle> orphans = descendants.stream()
                    .filter(each -> !attached.contains(each) && each.isAlive())
                    .toList();
            descendants.addAll(attached);
            orphans.stream().flatMap(ProcessHandle::descendants).forEach(descendants::add);
        }

        synchronized void kill() {
            look();
            process.destroyForcibly();
            descendants.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** How a program has ended. */
    record End(int exitCode, Optional<Problem> stopped) {}

    /**
     * Runs a program until it ends or has to be stopped. What it has started ends with it, but for a process that it
     * leaves behind within {@link #WATCH_MILLIS} of starting it, which is not noticed.
     *
     * @param objection why the program must be stopped, if it must; called now and then
     */
    End run(ProcessBuilder builder, Supplier<Optional<Problem>> objection) throws IOException, InterruptedException {
        RunningProgram program = start(builder);
        try {
            program.process.getOutputStream().close();
            Optional<Problem> stopped = Optional.empty();
            while (stopped.isEmpty() && !program.process.waitFor(WATCH_MILLIS, TimeUnit.MILLISECONDS)) {
                program.look();
                stopped = objection.get();
            }
            program.kill();
            int exitCode = program.process.waitFor();
            requireOpen();
            return new End(exitCode, stopped);
        } finally {
            program.kill();
            remove(program);
        }
    }

    private synchronized RunningProgram start(ProcessBuilder builder) throws IOException {
        requireOpen();
        try {
            RunningProgram program = new RunningProgram(builder.start());
            running.add(program);
            return program;
        } catch (IOException e) {
            throw new IllegalArgumentException("the command can't be run: " + e.getMessage(), e);
        }
    }

    private synchronized void requireOpen() throws IOException {
        if (closed) {
            throw new InterruptedIOException("the rehearsal has been interrupted");
        }
    }

    private synchronized void remove(RunningProgram program) {
        running.remove(program);
    }

    @Override
    public synchronized void close() {
        closed = true;
        running.forEach(RunningProgram::kill);
    }
}
