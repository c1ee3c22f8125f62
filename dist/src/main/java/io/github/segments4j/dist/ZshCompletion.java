package io.github.segments4j.dist;

import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for zsh, which shows what each command and flag does. */
final class ZshCompletion {
    private final StringBuilder script = new StringBuilder("#compdef segments\n");

    private ZshCompletion() {}

    static String of(CommandLine segments) {
        ZshCompletion completion = new ZshCompletion();
        completion.write(segments);
        return completion.script.toString();
    }

    private void write(CommandLine segments) {
        script.append("local context state line\nlocal -a commands\n_arguments -C");
        addOptions(segments.getCommandSpec());
        script.append(" '1:command:->command' '*::argument:->arguments'\n");
        script.append("case $state in\n  command)\n    commands=(");
        for (CommandLine line : segments.getSubcommands().values()) {
            CommandSpec command = line.getCommandSpec();
            String description = command.usageMessage().description()[0].replace(":", "\\:");
            script.append(" \\\n      ").append(quoted(command.name() + ":" + description));
        }
        script.append(")\n    _describe command commands\n    ;;\n  arguments)\n    case $words[1] in\n");
        for (CommandLine line : segments.getSubcommands().values()) {
            script.append("      ").append(line.getCommandName()).append(") _arguments");
            addOptions(line.getCommandSpec());
            script.append(" ;;\n");
        }
        script.append("    esac\n    ;;\nesac\n");
    }

    private void addOptions(CommandSpec command) {
        for (OptionSpec option : command.options()) {
            if (option.hidden()) {
                continue;
            }
            for (String name : option.names()) {
                script.append(" \\\n        ")
                        .append(quoted(times(option) + name + argument(option, name.startsWith("--"))));
            }
        }
    }

    private static String times(OptionSpec option) {
        return option.isMultiValue() ? "*" : "";
    }

    private static String argument(OptionSpec option, boolean isLong) {
        String description = "[" + option.description()[0].replaceAll("[]\\[:\\\\]", "\\\\$0") + "]";
        if (option.arity().max() == 0) {
            return description;
        }
        return (isLong ? "=" : "+") + description + ":" + option.paramLabel().replace("|", " or ") + ":"
                + values(option);
    }

    private static String values(OptionSpec option) {
        if (option.completionCandidates() != null) {
            return "(" + String.join(" ", option.completionCandidates()) + ")";
        }
        return option.type() == Path.class ? "_files" : "";
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
