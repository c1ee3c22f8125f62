package io.github.segments4j.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Reads the flags of the sandbox from environment variables, so that a container can be configured without a command
 * line: SANDBOX_RATE_LIMIT stands for --rate-limit. An empty variable counts as not set.
 */
final class EnvironmentDefaults implements IDefaultValueProvider {
    private final Map<String, String> environment;

    EnvironmentDefaults(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec flag) {
        return flag instanceof OptionSpec option ? value(option.longestName()).orElse(null) : null;
    }

    /** What set a flag: the name of its variable, or its own name. */
    String source(String flag, boolean isOnCommandLine) {
        return !isOnCommandLine && value(flag).isPresent() ? variable(flag) : flag;
    }

    /** Lets an error message of picocli name the variable, if that has set the flag. */
    String nameVariable(String message, @Nullable ArgSpec flag, String[] args) {
        if (!(flag instanceof OptionSpec option)) {
            return message;
        }
        boolean isOnCommandLine = Arrays.stream(option.names())
                .anyMatch(name -> Arrays.stream(args).anyMatch(arg -> arg.equals(name) || arg.startsWith(name + "=")));
        String name = option.longestName();
        return isOnCommandLine || value(name).isEmpty()
                ? message
                : message.replace("option '" + name + "'", "the variable " + variable(name));
    }

    private Optional<String> value(String flag) {
        return Optional.ofNullable(environment.get(variable(flag)))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    private static String variable(String flag) {
        return "SANDBOX_" + flag.substring(2).toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
