package io.github.segments4j.dist;

import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The manual page of a command, with what its {@code --help} shows. */
final class ManualPage {
    private final StringBuilder page = new StringBuilder();

    private ManualPage() {}

    static String of(CommandLine line) {
        ManualPage manual = new ManualPage();
        manual.write(line);
        return manual.page.toString();
    }

    private void write(CommandLine line) {
        CommandSpec command = line.getCommandSpec();
        UsageMessageSpec usage = command.usageMessage();
        String name = command.qualifiedName("-");
        page.append(".TH ").append(name.toUpperCase(Locale.ROOT)).append(" 1 \"\" \"");
        page.append(command.root().version()[0]).append("\" \"\"\n");
        heading("NAME");
        text(name + " - " + usage.description()[0].replaceFirst("\\.$", ""));
        heading("SYNOPSIS");
        preformatted(new Help(command, Help.defaultColorScheme(Help.Ansi.OFF)).synopsis(0));
        heading("DESCRIPTION");
        paragraphs(usage.description());
        heading("OPTIONS");
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            entry(parameter.paramLabel(), parameter.description());
        }
        for (OptionSpec option : command.options()) {
            if (!option.hidden()) {
                String value = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
                entry(String.join(", ", option.names()) + value, option.description());
            }
        }
        if (!line.getSubcommands().isEmpty()) {
            heading("COMMANDS");
            line.getSubcommands()
                    .forEach((subcommand, of) ->
                            entry(subcommand, of.getCommandSpec().usageMessage().description()));
        }
        if (!usage.footerHeading().isBlank()) {
            section(usage.footerHeading().replace("%n", ""));
        }
        for (String part : usage.footer()) {
            footer(part);
        }
        seeAlso(line);
    }

    /** A heading ends with a colon, and the rows of a table are indented. */
    private void footer(String part) {
        if (part.startsWith(" ")) {
            preformatted(part);
        } else if (part.endsWith(":")) {
            section(part);
        } else {
            paragraphs(part);
        }
    }

    private void section(String title) {
        heading(title.replace(":", "").toUpperCase(Locale.ROOT));
    }

    private void heading(String title) {
        page.append(".SH ").append(title).append('\n');
    }

    private void paragraphs(String... paragraphs) {
        for (String paragraph : paragraphs) {
            page.append(".PP\n");
            text(paragraph);
        }
    }

    private void preformatted(String lines) {
        page.append(".nf\n");
        text(lines.stripTrailing());
        page.append(".fi\n");
    }

    private void entry(String term, String... description) {
        page.append(".TP\n.B ").append(escaped(term)).append('\n');
        text(String.join(" ", description));
    }

    private void seeAlso(CommandLine line) {
        CommandLine parent = line.getParent();
        heading("SEE ALSO");
        if (parent != null) {
            text("segments(1)");
        } else {
            text("segments-"
                    + String.join("(1), segments-", line.getSubcommands().keySet()) + "(1)");
        }
    }

    private void text(String text) {
        text.lines().forEach(line -> page.append(escaped(line)).append('\n'));
    }

    /** A backslash, and a point or an apostrophe at the start of a line, would be commands. */
    private static String escaped(String line) {
        return line.replace("\\", "\\e").replace("-", "\\-").replaceFirst("^(?=[.'])", "\\\\&");
    }
}
