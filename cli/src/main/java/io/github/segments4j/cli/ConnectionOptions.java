package io.github.segments4j.cli;

import io.github.segments4j.RateLimiter;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.SegmentsClientBuilder;
import io.github.segments4j.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server to connect to, and with which credentials. Settings without a flag come from the environment. */
final class ConnectionOptions {
    @Option(names = "--tenant", paramLabel = "NAME", description = "The tenant. Default: AMPERITY_TENANT.")
    @Nullable
    String tenant;

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            description =
                    "The base URL of the API. Default: AMPERITY_BASE_URL, or else https://TENANT.amperity.com/api.")
    @Nullable
    String baseUrl;

    @Option(
            names = "--access-token-file",
            paramLabel = "FILE",
            description = "A file that holds the access token. Default: AMPERITY_ACCESS_TOKEN.")
    @Nullable
    Path accessTokenFile;

    @Option(
            names = "--proxy",
            paramLabel = "URL",
            description = "An HTTP proxy: http://HOST:PORT or http://USER:PASSWORD@HOST:PORT. Default: HTTPS_PROXY, or"
                    + " HTTP_PROXY for plain http, unless NO_PROXY has the host.")
    @Nullable
    String proxy;

    @Option(
            names = "--sandbox",
            description = "Connect to an embedded sandbox of 1000 segments instead; needs no account.")
    boolean sandbox;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "30s",
            converter = DurationConverter.class,
            description =
                    "The longest time for one attempt: a number with the unit ms, s, m or h. Default: ${DEFAULT-VALUE}.")
    Duration timeout = Duration.ofSeconds(30);

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            defaultValue = "5m",
            converter = DurationConverter.class,
            description = "The longest time for one page, with all attempts and the waits between them. Default:"
                    + " ${DEFAULT-VALUE}.")
    Duration deadline = Duration.ofMinutes(5);

    @Option(
            names = "--attempts",
            paramLabel = "N",
            defaultValue = "8",
            converter = WholeNumber.Attempts.class,
            description = "How often to attempt one page, 1 to 100, when the error is transient; a 429 does not count."
                    + " Default: ${DEFAULT-VALUE}.")
    int attempts;

    @Option(
            names = "--share-limit",
            negatable = true,
            description = "Keep to the rate limit together with all commands of this user that run on this machine with"
                    + " the same tenant and base URL. This is the default, if the folder for temporary files allows it;"
                    + " never with --sandbox.")
    @Nullable
    Boolean shareLimit;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print nothing but errors on stderr.")
    boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "Print a line on stderr for each request, answer, retry and wait.")
    boolean verbose;

    /** What to do with a client; returns the exit code. */
    interface Task {
        int run(SegmentsClient client) throws IOException;
    }

    /** The tenant and the base URL of a client, without secrets. */
    static String source(SegmentsClient client) {
        return client.toString().replaceAll("^\\w+\\[|]$", "");
    }

    /** Runs a task with a client, and returns its exit code. */
    int connect(Shell shell, Task task) throws IOException {
        return connect(shell, builder -> {}, task);
    }

    /** Runs a task with a client that has settings without a flag, and returns its exit code. */
    int connect(Shell shell, Consumer<SegmentsClientBuilder> settings, Task task) throws IOException {
        requireOneVerbosity();
        // Before the first logger is created: it reads this once.
        if (quiet) {
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
        }
        if (verbose) {
            System.setProperty("org.slf4j.simpleLogger.log.io.github.segments4j", "debug");
        }
        SegmentsClientBuilder builder =
                SegmentsClient.builder().timeout(timeout).deadline(deadline).attempts(attempts);
        builder.rateLimiter(rateLimiter(shell));
        settings.accept(builder);
        return sandbox ? runWithSandbox(builder, task) : run(configure(builder, shell.environment()), task);
    }

    /** The limiter for all requests of the command. */
    RateLimiter rateLimiter(Shell shell) {
        boolean isWanted = Boolean.TRUE.equals(shareLimit);
        if (sandbox && isWanted) {
            throw new IllegalArgumentException("--sandbox has a rate limit of its own: leave out --share-limit");
        }
        Optional<String> name = tenant(shell.environment());
        if (!sandbox && !Boolean.FALSE.equals(shareLimit) && name.isPresent()) {
            try {
                return new SharedLimit(name.get(), effectiveBaseUrl(shell.environment())).open();
            } catch (IOException | UncheckedIOException e) {
                if (isWanted) {
                    throw new IllegalArgumentException("--share-limit: " + e.getMessage(), e);
                }
                if (verbose) {
                    shell.say("this command keeps to the rate limit by itself. " + e.getMessage());
                }
            }
        }
        return RateLimiter.perSecond(10);
    }

    /** Refuses options that name a server, beside an argument that makes them meaningless. */
    void requireNoServer(String argument) {
        requireOneVerbosity();
        if (sandbox
                || tenant != null
                || baseUrl != null
                || accessTokenFile != null
                || proxy != null
                || shareLimit != null) {
            throw new IllegalArgumentException(
                    "with " + argument + ", nothing is read from a server: leave out either " + argument
                            + ", or --sandbox, --tenant, --base-url, --access-token-file, --proxy and --share-limit");
        }
    }

    private void requireOneVerbosity() {
        if (quiet && verbose) {
            throw new IllegalArgumentException("--quiet and --verbose contradict each other: leave out one");
        }
    }

    private int runWithSandbox(SegmentsClientBuilder builder, Task task) throws IOException {
        if (tenant != null || baseUrl != null || accessTokenFile != null) {
            throw new IllegalArgumentException(
                    "--sandbox has its own tenant, base URL and access token: leave out --tenant, --base-url and"
                            + " --access-token-file");
        }
        try (Sandbox server = Sandbox.builder().start()) {
            builder.tenant(server.tenant()).baseUrl(server.baseUrl()).accessToken(server.accessToken());
            return run(builder, task);
        }
    }

    private static int run(SegmentsClientBuilder builder, Task task) throws IOException {
        try (SegmentsClient client = builder.build()) {
            return task.run(client);
        }
    }

    private SegmentsClientBuilder configure(SegmentsClientBuilder builder, Map<String, String> environment)
            throws IOException {
        if (tenant != null) {
            builder.tenant(tenant);
        }
        if (baseUrl != null) {
            builder.baseUrl(baseUrl);
        }
        if (accessTokenFile != null) {
            builder.accessToken(new AccessTokenFile(accessTokenFile).read(timeout));
        }
        if (proxy != null) {
            builder.proxy(proxy);
        } else {
            proxyVariable(environment).ifPresent(setting -> setProxy(builder, setting));
        }
        return builder;
    }

    private Optional<ProxyVariables.Setting> proxyVariable(Map<String, String> environment) {
        try {
            return new ProxyVariables(environment).of(new URI(effectiveBaseUrl(environment)));
        } catch (URISyntaxException e) {
            return Optional.empty(); // The client says what is wrong with it.
        }
    }

    private Optional<String> tenant(Map<String, String> environment) {
        return Optional.ofNullable(tenant).or(() -> Optional.ofNullable(environment.get("AMPERITY_TENANT")));
    }

    private String effectiveBaseUrl(Map<String, String> environment) {
        String usual = "https://" + tenant(environment).orElse("tenant") + ".amperity.com/api";
        return baseUrl == null ? environment.getOrDefault("AMPERITY_BASE_URL", usual) : baseUrl;
    }

    private static void setProxy(SegmentsClientBuilder builder, ProxyVariables.Setting setting) {
        try {
            builder.proxy(setting.address());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(setting.variable() + ": " + e.getMessage(), e);
        }
    }
}
