package io.github.segments4j.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code segments help}. That of picocli has an option --help of its own, which the one of all commands excludes. */
@Command(name = "help", description = "Shows this help, or that of a command.")
final class HelpCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command, such as export.")
    @Nullable
    String command;

    @Override
    public Integer call() {
        CommandLine all = spec.parent().commandLine();
        CommandLine about = command == null ? all : all.getSubcommands().get(command);
        if (about == null) {
            throw new UnmatchedArgumentException(all, List.of(command));
        }
        about.usage(all.getOut());
        return 0;
    }
}
