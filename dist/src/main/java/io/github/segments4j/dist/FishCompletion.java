package io.github.segments4j.dist;

import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for fish, which picocli has not. */
final class FishCompletion {
    private final StringBuilder script =
            new StringBuilder("# Completion of segments for fish.\ncomplete -c segments -f\n");

    private FishCompletion() {}

    static String of(CommandLine segments) {
        FishCompletion completion = new FishCompletion();
        CommandSpec root = segments.getCommandSpec();
        completion.addOptions(root, "__fish_use_subcommand");
        for (CommandLine line : segments.getSubcommands().values()) {
            CommandSpec command = line.getCommandSpec();
            completion.add("__fish_use_subcommand", " -a " + command.name() + describe(firstLine(command)));
            completion.addOptions(command, "__fish_seen_subcommand_from " + command.name());
        }
        return completion.script.toString();
    }

    private void addOptions(CommandSpec command, String condition) {
        for (OptionSpec option : command.options()) {
            if (!option.hidden()) {
                add(condition, names(option) + value(option) + describe(firstLine(option)));
            }
        }
    }

    private void add(String condition, String completion) {
        script.append("complete -c segments -n ")
                .append(quoted(condition))
                .append(completion)
                .append('\n');
    }

    private static String names(OptionSpec option) {
        StringBuilder names = new StringBuilder();
        for (String name : option.names()) {
            names.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        return names.toString();
    }

    private static String value(OptionSpec option) {
        if (option.arity().max() == 0) {
            return "";
        }
        if (option.completionCandidates() != null) {
            return " -x -a " + quoted(String.join(" ", option.completionCandidates()));
        }
        return option.type() == Path.class ? " -r -F" : " -x";
    }

    private static String describe(String text) {
        return " -d " + quoted(text);
    }

    private static String firstLine(CommandSpec command) {
        return command.usageMessage().description()[0];
    }

    private static String firstLine(ArgSpec option) {
        return option.description()[0];
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
