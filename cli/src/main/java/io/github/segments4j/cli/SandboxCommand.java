package io.github.segments4j.cli;

import io.github.segments4j.sandbox.Limit;
import io.github.segments4j.sandbox.Paging;
import io.github.segments4j.sandbox.RetryAfter;
import io.github.segments4j.sandbox.Sandbox;
import io.github.segments4j.sandbox.SandboxBuilder;
import io.github.segments4j.sandbox.SandboxTenant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code segments sandbox}. */
@Command(
        name = "sandbox",
        description = {
            "Runs a stand-in for the API on 127.0.0.1 until it is interrupted. It prints what to connect with.",
            "In a browser, its address shows the API's documentation, from which requests can be tried.",
            "It is not the vendor's service: its data is made up, and it forgets everything when it ends."
        },
        sortOptions = false,
        footer = {
            "",
            "Each flag may be a variable instead, named like SANDBOX_RATE_LIMIT; a flag wins. Where a flag may be"
                    + " given again, its variable takes several values with spaces between.",
            "While it runs, GET /_sandbox/ lists what it can be asked and told."
        })
final class SandboxCommand implements Callable<Integer> {
    private final Shell shell;

    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            converter = WholeNumber.Port.class,
            description = "The port; 0 is any free one. Default: ${DEFAULT-VALUE}.")
    int port;

    @Option(
            names = "--segments",
            paramLabel = "N",
            converter = WholeNumber.Segments.class,
            description = "How many segments to make up. Default: 1000.")
    @Nullable
    Integer segments;

    @Option(
            names = "--seed",
            paramLabel = "N",
            converter = SandboxValue.Seed.class,
            description = "Which segments to make up: the same seed gives the same ones. Default: 42.")
    @Nullable
    Long seed;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description =
                    "Serve the segments of this .csv, .json or .ndjson file instead, with the columns or fields id,"
                            + " name and, if there is one, status: what export writes.")
    @Nullable
    Path data;

    @Option(
            names = "--tenant",
            paramLabel = "NAME[=N]",
            hideParamSyntax = true,
            split = "\\s+",
            defaultValue = "acme",
            converter = SandboxValue.TenantConverter.class,
            description =
                    "The tenant; given again, one more, with credentials, a rate limit and N made-up segments of its own."
                            + " Default: ${DEFAULT-VALUE}.")
    List<SandboxValue.Tenant> tenants = new ArrayList<>();

    @Option(
            names = "--rate-limit",
            paramLabel = "sliding|fixed|bucket|weighted|paced|none",
            defaultValue = "sliding",
            description =
                    "How requests are counted: in any second (sliding), in each second of the clock (fixed), by a bucket"
                            + " that holds a second's requests and is refilled evenly (bucket), in this second and, fading,"
                            + " the one before (weighted), one at a time and evenly spaced (paced), or not at all (none)."
                            + " Default: ${DEFAULT-VALUE}.")
    Limit rateLimit = Limit.SLIDING;

    @Option(
            names = "--requests-per-second",
            paramLabel = "N",
            converter = WholeNumber.RequestsPerSecond.class,
            description = "How many requests to allow, 1 or more a second. Default: 10.")
    @Nullable
    Integer requestsPerSecond;

    @Option(
            names = "--retry-after",
            paramLabel = "none|seconds|date",
            defaultValue = "none",
            description = "Whether and how a 429 of the rate limit says when to come back. Default: ${DEFAULT-VALUE}.")
    RetryAfter retryAfter = RetryAfter.NONE;

    @Option(
            names = "--paging",
            paramLabel = "snapshot|live",
            defaultValue = "snapshot",
            description = "What a listing sees of changes: nothing, it is of one moment (snapshot), or all (live)."
                    + " Default: ${DEFAULT-VALUE}.")
    Paging paging = Paging.SNAPSHOT;

    @Option(
            names = "--access-token-life",
            paramLabel = "TIME",
            defaultValue = "1h",
            converter = SandboxValue.AccessTokenLife.class,
            description = "How long a token made from the API key is good, 1s to 24h. Default: ${DEFAULT-VALUE}.")
    Duration accessTokenLife = Duration.ofHours(1);

    @Option(
            names = "--page-token-life",
            paramLabel = "TIME",
            defaultValue = "1h",
            converter = SandboxValue.PageTokenLife.class,
            description = "How long a token of a page is good, 1s to 24h. Default: ${DEFAULT-VALUE}.")
    Duration pageTokenLife = Duration.ofHours(1);

    @Option(
            names = "--fault",
            paramLabel = "RULE",
            hideParamSyntax = true,
            split = "\\s+",
            converter = SandboxValue.FaultConverter.class,
            description = {
                "Something that goes wrong; may be given again. A RULE is one fault or more, each with its parameters,"
                        + " and times=N (1 unless said), probability=0.1 or always, with commas between. It strikes"
                        + " GET /segments, with endpoint=token the token endpoint instead:",
                "  status=503,retryAfter=2s,times=3",
                "  status=429,endpoint=token,always",
                "  latency=20ms,jitter=10ms,gzip,always",
                "  drip=10,pause=50ms    cutAfter=100    redirect=URL",
                "  deprecated=INSTANT,sunset=INSTANT",
                "  disconnect stall invalidJson html emptyPage repeatedToken nullToken emptyToken hostileToken",
                "  rowWithoutId unknownFields unknownStatus expiredToken"
            })
    List<String> faults = new ArrayList<>();

    @Option(
            names = "--fault-seed",
            paramLabel = "N",
            defaultValue = "42",
            converter = SandboxValue.Seed.class,
            description = "What chance starts from. Default: ${DEFAULT-VALUE}.")
    long faultSeed;

    @Option(
            names = {"-v", "--verbose"},
            arity = "0..1",
            paramLabel = "true|false",
            defaultValue = "false",
            fallbackValue = "true",
            converter = SandboxValue.YesOrNo.class,
            description =
                    "A line on stderr for each request of the API: time, method, path and query, status, faults, how long"
                            + " it took.")
    boolean verbose;

    SandboxCommand(Shell shell) {
        this.shell = shell;
    }

    @Spec
    void spec(CommandSpec given) {
        spec = given;
        given.defaultValueProvider(new Variables(shell.environment()));
    }

    @Override
    public Integer call() throws IOException {
        try (Sandbox sandbox = started()) {
            String[] others =
                    tenants.stream().skip(1).map(SandboxValue.Tenant::name).toArray(String[]::new);
            new SandboxPage(sandbox, others).serve(SandboxPage.class.getClassLoader());
            shell.out().write(banner(sandbox).getBytes(StandardCharsets.UTF_8));
            shell.out().flush();
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private Sandbox started() {
        SandboxBuilder builder = configured();
        try {
            return builder.start();
        } catch (IllegalArgumentException e) {
            // All else that it might refuse was checked before.
            throw wrong(source("--data") + ": " + e.getMessage());
        }
    }

    private SandboxBuilder configured() {
        SandboxValue.Tenant first = tenants.get(0);
        boolean isCounted = first.segments() != SandboxValue.Tenant.NOT_SAID;
        if (data != null && (segments != null || seed != null || isCounted)) {
            throw wrong(source("--data") + " brings its own rows: leave "
                    + (isCounted ? "=N in " + source("--tenant") : source(segments != null ? "--segments" : "--seed"))
                    + " out");
        }
        if (data != null && !Files.isReadable(data)) {
            throw wrong(source("--data") + ": there is no file to be read at " + data);
        }
        if (segments != null && isCounted) {
            throw wrong(source("--tenant") + " has a number of segments: leave " + source("--segments") + " out");
        }
        if (rateLimit == Limit.NONE && requestsPerSecond != null) {
            throw wrong(source("--rate-limit") + " none allows any number: leave " + source("--requests-per-second")
                    + " out");
        }
        SandboxBuilder builder = Sandbox.builder()
                .port(port)
                .tenant(first.name())
                .rateLimit(rateLimit)
                .retryAfter(retryAfter)
                .paging(paging)
                .accessTokenLife(accessTokenLife)
                .pageTokenLife(pageTokenLife)
                .faultSeed(faultSeed);
        int count = segments == null ? 1_000 : segments;
        builder.segments(isCounted ? first.segments() : count);
        Set<String> names = new HashSet<>(Set.of(first.name()));
        for (SandboxValue.Tenant each : tenants.subList(1, tenants.size())) {
            if (!names.add(each.name())) {
                throw wrong(source("--tenant") + " names " + each.name() + " twice: each must have a name of its own");
            }
            builder.anotherTenant(
                    each.name(), each.segments() == SandboxValue.Tenant.NOT_SAID ? count : each.segments());
        }
        if (seed != null) {
            builder.seed(seed);
        }
        if (data != null) {
            builder.data(data);
        }
        if (requestsPerSecond != null) {
            builder.requestsPerSecond(requestsPerSecond);
        }
        if (verbose) {
            builder.accessLog(shell.err()::println);
        }
        faults.forEach(builder::fault);
        return builder;
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    private String source(String flag) {
        return new Variables(shell.environment())
                .source(flag, spec.commandLine().getParseResult().hasMatchedOption(flag));
    }

    /** Each line by itself can be read by a script or pasted into a shell. */
    private String banner(Sandbox sandbox) {
        return """
        SANDBOX: a stand-in for the Amperity API, with made-up data. Ctrl-C ends it.

        base-url:      %1$s
        tenant:        %2$s
        access-token:  %3$s
        client-id:     %4$s
        client-secret: %5$s
        segments:      %6$d
        browser:       http://127.0.0.1:%7$d/
        admin:         http://127.0.0.1:%7$d/_sandbox/
        %9$s
        Try it:
        %8$s

        Or, in another terminal:
        export AMPERITY_TENANT=%2$s AMPERITY_ACCESS_TOKEN=%3$s AMPERITY_BASE_URL=%1$s
        %10$s export --output segments.csv

        """.formatted(
                        sandbox.baseUrl(),
                        sandbox.tenant(),
                        sandbox.accessToken(),
                        sandbox.clientId(),
                        sandbox.clientSecret(),
                        sandbox.segments().size(),
                        sandbox.port(),
                        curl(sandbox, sandbox.tenant(sandbox.tenant())),
                        others(sandbox),
                        command());
    }

    /** As it was typed, for the shell; the launcher says how. */
    private static String command() {
        String typed = System.getProperty("segments.command", "segments");
        return typed.matches("[A-Za-z0-9_./-]+") ? typed : "'" + typed.replace("'", "'\\''") + "'";
    }

    private String others(Sandbox sandbox) {
        StringBuilder lines = new StringBuilder();
        for (SandboxValue.Tenant each : tenants.subList(1, tenants.size())) {
            SandboxTenant other = sandbox.tenant(each.name());
            lines.append("also:          tenant=%s access-token=%s client-id=%s client-secret=%s segments=%d%n"
                    .formatted(
                            other.name(),
                            other.accessToken(),
                            other.clientId(),
                            other.clientSecret(),
                            other.segments().size()));
        }
        return lines.toString();
    }

    /** A whole request, to be pasted into a shell. */
    static String curl(Sandbox sandbox, SandboxTenant tenant) {
        return "curl -H 'amperity-tenant: %s' -H 'api-version: 2024-04-01' -H 'Authorization: Bearer %s' '%s/segments?limit=2'"
                .formatted(tenant.name(), tenant.accessToken(), sandbox.baseUrl());
    }
}
