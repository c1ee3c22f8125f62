package io.github.segments4j.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Environment variables for the sandbox's flags, so that a container can be told without a command line:
 * SANDBOX_RATE_LIMIT stands for --rate-limit. An empty one is none.
 */
final class Variables implements IDefaultValueProvider {
    private static final String PREFIX = "SANDBOX_";

    private final Map<String, String> environment;

    Variables(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec flag) {
        return flag instanceof OptionSpec option && isSet(option.longestName()) ? value(option.longestName()) : null;
    }

    /** The name of what has set a flag: its own, or the variable's. */
    String source(String flag, boolean isGiven) {
        return !isGiven && isSet(flag) ? variable(flag) : flag;
    }

    /** A complaint about a flag that was not given is one about the variable. */
    String blaming(String complaint, @Nullable ArgSpec flag, String[] args) {
        if (!(flag instanceof OptionSpec option)) {
            return complaint;
        }
        boolean isGiven = Arrays.stream(option.names())
                .anyMatch(name -> Arrays.stream(args).anyMatch(arg -> arg.equals(name) || arg.startsWith(name + "=")));
        String name = option.longestName();
        return isGiven || !isSet(name)
                ? complaint
                : complaint.replace("option '" + name + "'", "the variable " + variable(name));
    }

    private boolean isSet(String flag) {
        return !value(flag).isEmpty();
    }

    private String value(String flag) {
        return environment.getOrDefault(variable(flag), "").strip();
    }

    private String variable(String flag) {
        return PREFIX + flag.substring(2).toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
