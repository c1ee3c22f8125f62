package io.github.segments4j.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * An argument that is neither an option nor a command, and the name that the user may have meant. The value of an
 * unknown option is left out, since it may be a secret.
 */
record UnknownArgument(String name, CommandSpec command) {
    /** One wrong letter in three is still similar. */
    private static final int LETTERS_PER_MISTAKE = 3;

    static UnknownArgument of(UnmatchedArgumentException e) {
        String first = e.getUnmatched().get(0);
        return new UnknownArgument(
                first.replaceFirst("(?s)=.*", ""), e.getCommandLine().getCommandSpec());
    }

    String message() {
        String message = "there is no " + kind() + " \"" + name + "\" in " + command.qualifiedName();
        return message
                + suggestion().map(meant -> "; did you mean " + meant + "?").orElse("");
    }

    private String kind() {
        if (isOption()) {
            return "option";
        }
        return command.subcommands().isEmpty() ? "argument" : "command";
    }

    private boolean isOption() {
        return name.startsWith("-");
    }

    private Optional<String> suggestion() {
        List<String> known = isOption()
                ? command.options().stream().map(OptionSpec::longestName).toList()
                : List.copyOf(command.subcommands().keySet());
        String given = name.toLowerCase(Locale.ROOT);
        int tolerated = given.length() / LETTERS_PER_MISTAKE;
        Stream<String> beginsAlike = known.stream().filter(option -> tolerated > 0 && option.startsWith(given));
        Stream<String> similar = known.stream()
                .filter(option -> mistakes(given, option) <= tolerated)
                .sorted(Comparator.comparing(option -> mistakes(given, option)));
        return Stream.concat(beginsAlike, similar).findFirst();
    }

    /** How many letters are missing, added, different, or swapped with the next one. */
    private static int mistakes(String given, String meant) {
        int[][] distance = new int[given.length() + 1][meant.length() + 1];
        for (int i = 0; i <= given.length(); i++) {
            for (int j = 0; j <= meant.length(); j++) {
                if (i == 0 || j == 0) {
                    distance[i][j] = i + j;
                    continue;
                }
                int different = given.charAt(i - 1) == meant.charAt(j - 1) ? 0 : 1;
                distance[i][j] = Math.min(
                        distance[i - 1][j - 1] + different, 1 + Math.min(distance[i - 1][j], distance[i][j - 1]));
                if (i > 1
                        && j > 1
                        && given.charAt(i - 1) == meant.charAt(j - 2)
                        && given.charAt(i - 2) == meant.charAt(j - 1)) {
                    distance[i][j] = Math.min(distance[i][j], distance[i - 2][j - 2] + 1);
                }
            }
        }
        return distance[given.length()][meant.length()];
    }
}
