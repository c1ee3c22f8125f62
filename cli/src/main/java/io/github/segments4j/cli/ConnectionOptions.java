package io.github.segments4j.cli;

import io.github.segments4j.SegmentsClient;
import io.github.segments4j.SegmentsClientBuilder;
import io.github.segments4j.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which server to ask, and as whom. What no flag says comes from the environment. */
final class ConnectionOptions {
    @Spec(Spec.Target.MIXEE)
    CommandSpec spec = CommandSpec.create();

    @Option(names = "--tenant", paramLabel = "NAME", description = "The tenant; otherwise AMPERITY_TENANT.")
    @Nullable
    String tenant;

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            description = "Where the API is; otherwise AMPERITY_BASE_URL, otherwise https://TENANT.amperity.com/api.")
    @Nullable
    String baseUrl;

    @Option(
            names = "--access-token-file",
            paramLabel = "FILE",
            description = "A file that holds the access token; otherwise AMPERITY_ACCESS_TOKEN.")
    @Nullable
    Path accessTokenFile;

    @Option(names = "--sandbox", description = "Ask an embedded sandbox of 1000 segments instead; needs no account.")
    boolean sandbox;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "30s",
            converter = DurationConverter.class,
            description =
                    "How long one attempt may take: a number with the unit ms, s, m or h. Default: ${DEFAULT-VALUE}.")
    Duration timeout = Duration.ofSeconds(30);

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            defaultValue = "5m",
            converter = DurationConverter.class,
            description = "How long one page may take, with all its attempts and the waits between them. Default:"
                    + " ${DEFAULT-VALUE}.")
    Duration deadline = Duration.ofMinutes(5);

    @Option(
            names = {"-q", "--quiet"},
            description = "Say nothing on stderr but errors.")
    boolean quiet;

    interface Task {
        void run(SegmentsClient client) throws IOException;
    }

    /** Tenant and base URL; no secret. */
    static String source(SegmentsClient client) {
        return client.toString().replaceAll("^\\w+\\[|]$", "");
    }

    void connect(Task task) throws IOException {
        connect(builder -> {}, task);
    }

    /** With settings of the client that no flag has. */
    void connect(Consumer<SegmentsClientBuilder> settings, Task task) throws IOException {
        if (quiet) {
            // Before the first logger is made: it reads this once.
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
        }
        if (!sandbox) {
            try (SegmentsClient client = client(settings)) {
                task.run(client);
            }
            return;
        }
        if (tenant != null || baseUrl != null || accessTokenFile != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--sandbox brings its own --tenant, --base-url and --access-token-file: leave them out");
        }
        try (Sandbox server = Sandbox.builder().start();
                SegmentsClient client = builder(settings)
                        .tenant(server.tenant())
                        .baseUrl(server.baseUrl())
                        .accessToken(server.accessToken())
                        .build()) {
            task.run(client);
        }
    }

    private SegmentsClient client(Consumer<SegmentsClientBuilder> settings) throws IOException {
        SegmentsClientBuilder builder = builder(settings);
        if (tenant != null) {
            builder.tenant(tenant);
        }
        if (baseUrl != null) {
            builder.baseUrl(baseUrl);
        }
        if (accessTokenFile != null) {
            builder.accessToken(Files.readString(accessTokenFile).strip());
        }
        return builder.build();
    }

    private SegmentsClientBuilder builder(Consumer<SegmentsClientBuilder> settings) {
        SegmentsClientBuilder builder =
                SegmentsClient.builder().timeout(timeout).deadline(deadline);
        settings.accept(builder);
        return builder;
    }
}
