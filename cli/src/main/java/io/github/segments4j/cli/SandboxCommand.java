package io.github.segments4j.cli;

import io.github.segments4j.cli.SandboxConverters.Tenant;
import io.github.segments4j.sandbox.Limit;
import io.github.segments4j.sandbox.Paging;
import io.github.segments4j.sandbox.RetryAfter;
import io.github.segments4j.sandbox.Sandbox;
import io.github.segments4j.sandbox.SandboxBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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
            "Runs a local stand-in for the API until it is interrupted, and prints how to connect to it.",
            "In a browser, its address shows how to connect, the last requests, and the documentation of the API, where"
                    + " requests can be tried.",
            "It is not the vendor's service: its data is made up, and is lost when it ends."
        },
        sortOptions = false,
        footer = {
            "",
            "Each flag can also be set by an environment variable, such as SANDBOX_RATE_LIMIT; a flag wins. For a flag"
                    + " that can be repeated, the variable holds several values, separated by spaces.",
            "While the sandbox runs, GET /_sandbox/ lists how to watch and change it."
        })
final class SandboxCommand implements Callable<Integer> {
    private final Shell shell;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            converter = WholeNumber.Port.class,
            description = "The port; 0 is any free port. Default: ${DEFAULT-VALUE}.")
    int port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            converter = SandboxConverters.AddressConverter.class,
            description =
                    "The address to listen on: an IP address of this machine, or 0.0.0.0 or :: for all of them. With"
                            + " addresses other than 127.0.0.1 and ::1, /_sandbox/ needs the admin token. Default:"
                            + " ${DEFAULT-VALUE}, for this machine only.")
    String bind = "127.0.0.1";

    @Option(
            names = "--admin-token",
            paramLabel = "TOKEN",
            converter = SandboxConverters.AdminTokenConverter.class,
            description =
                    "The token that requests to /_sandbox/ must bring, as Authorization: Bearer TOKEN. Others on this"
                            + " machine can read a flag, but not the variable SANDBOX_ADMIN_TOKEN. Default: a new one"
                            + " where one is needed, which is printed.")
    @Nullable
    String adminToken;

    @Option(
            names = "--allowed-host",
            paramLabel = "NAME",
            hideParamSyntax = true,
            split = "\\s+",
            converter = SandboxConverters.HostConverter.class,
            description =
                    "Another host name or address by which clients reach the sandbox, such as host.docker.internal; can"
                            + " be repeated. Requests for a host other than these, localhost and the addresses of --bind"
                            + " are refused.")
    List<String> allowedHosts = new ArrayList<>();

    @Option(
            names = "--cors",
            paramLabel = "ORIGIN",
            hideParamSyntax = true,
            split = "\\s+",
            converter = SandboxConverters.OriginConverter.class,
            description = "The origin of a web application that may use the API from a browser, such as"
                    + " http://localhost:5173; can be repeated. Default: none.")
    List<String> origins = new ArrayList<>();

    @Option(
            names = "--segments",
            paramLabel = "N",
            converter = WholeNumber.NotNegative.class,
            description = "How many segments to make up for each tenant. Default: 1000.")
    @Nullable
    Integer segments;

    @Option(
            names = "--seed",
            paramLabel = "N",
            converter = SandboxConverters.SeedConverter.class,
            description = "The seed of the made-up segments: the same seed gives the same segments. Default: 42.")
    @Nullable
    Long seed;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description =
                    "Serve the segments of this .csv, .json or .ndjson file instead. Its columns or fields are id,"
                            + " name and, optionally, status, as export writes them.")
    @Nullable
    Path data;

    @Option(
            names = "--tenant",
            paramLabel = "NAME[=N]",
            hideParamSyntax = true,
            split = "\\s+",
            defaultValue = "acme",
            converter = SandboxConverters.TenantConverter.class,
            description =
                    "The tenant. Can be repeated, to add tenants that have their own credentials, rate limit and N"
                            + " made-up segments. Default: ${DEFAULT-VALUE}.")
    List<Tenant> tenants = new ArrayList<>();

    @Option(
            names = "--rate-limit",
            paramLabel = "sliding|fixed|bucket|weighted|paced|none",
            defaultValue = "sliding",
            description =
                    "How requests are counted: in any second (sliding), in each second of the clock (fixed), with a token"
                            + " bucket that holds one second's requests (bucket), in the current second plus a fading"
                            + " share of the one before (weighted), evenly spaced, one at a time (paced), or not at"
                            + " all (none). Default: ${DEFAULT-VALUE}.")
    Limit rateLimit = Limit.SLIDING;

    @Option(
            names = "--requests-per-second",
            paramLabel = "N",
            converter = WholeNumber.Positive.class,
            description = "How many requests to allow each second, 1 or more. Default: 10.")
    @Nullable
    Integer requestsPerSecond;

    @Option(
            names = "--retry-after",
            paramLabel = "none|seconds|date",
            defaultValue = "none",
            description =
                    "The form of the Retry-After header when the rate limit is exceeded. Default: ${DEFAULT-VALUE}.")
    RetryAfter retryAfter = RetryAfter.NONE;

    @Option(
            names = "--max-page-size",
            paramLabel = "N",
            converter = WholeNumber.Positive.class,
            description = "The most segments in one page, whatever a request asks for. Default: 1000.")
    @Nullable
    Integer maxPageSize;

    @Option(
            names = "--paging",
            paramLabel = "snapshot|live",
            defaultValue = "snapshot",
            description =
                    "Whether a listing shows the segments as they were at its first page (snapshot), or as they are"
                            + " when each page is requested (live). Default: ${DEFAULT-VALUE}.")
    Paging paging = Paging.SNAPSHOT;

    @Option(
            names = "--fault",
            paramLabel = "RULE",
            hideParamSyntax = true,
            split = "\\s+",
            converter = SandboxConverters.FaultConverter.class,
            description = {
                "A fault to inject; can be repeated. A RULE consists of one or more faults with their parameters, and of"
                        + " times=N (default: 1), probability=0.1 or always, separated by commas. With nth=N it starts"
                        + " with the Nth request. It applies to GET /segments, or with endpoint=token to the token"
                        + " endpoint:",
                "  status=503,retryAfter=2s,times=3    status=503,nth=3",
                "  status=429,endpoint=token,always",
                "  latency=20ms,jitter=10ms,gzip,always",
                "  drip=10,pause=50ms    cutAfter=100    redirect=URL",
                "  deprecated=INSTANT,sunset=INSTANT    deprecated=true,sunset=INSTANT",
                "  disconnect reset stall invalidJson html emptyPage repeatedToken nullToken emptyToken",
                "  hostileToken rowWithoutId unknownFields unknownStatus expiredToken"
            })
    List<String> faults = new ArrayList<>();

    @Option(
            names = {"-v", "--verbose"},
            arity = "0..1",
            paramLabel = "true|false",
            defaultValue = "false",
            fallbackValue = "true",
            description = "Print a line on stderr for each request to the API: time, method, path and query, status,"
                    + " faults and duration.")
    boolean verbose;

    SandboxCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        checkConflicts();
        try (Sandbox sandbox = start()) {
            new SandboxPage(sandbox, tenants.stream().map(Tenant::name).toList()).serve();
            shell.print(banner(sandbox).text());
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private void checkConflicts() {
        if (data != null) {
            String problem = source("--data") + " brings its own segments: leave out ";
            reject(tenants.get(0).segments().isPresent(), problem + "=N in " + source("--tenant"));
            reject(segments != null, problem + source("--segments"));
            reject(seed != null, problem + source("--seed"));
            reject(
                    !Files.isReadable(data),
                    source("--data") + ": the file " + data + " does not exist or can't be read");
        }
        reject(
                rateLimit == Limit.NONE && requestsPerSecond != null,
                source("--rate-limit") + " none allows any number of requests: leave out "
                        + source("--requests-per-second"));
        Set<String> names = new HashSet<>();
        for (Tenant tenant : tenants) {
            reject(
                    !names.add(tenant.name()),
                    source("--tenant") + " names " + tenant.name() + " twice: use other names");
        }
    }

    private void reject(boolean isWrong, String message) {
        if (isWrong) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    private Sandbox start() {
        try {
            return builder().start();
        } catch (IllegalArgumentException e) {
            // Everything else that the sandbox may refuse has been checked before.
            throw new ParameterException(spec.commandLine(), source("--data") + ": " + e.getMessage());
        }
    }

    private SandboxBuilder builder() {
        int count = segments == null ? 1_000 : segments;
        Tenant first = tenants.get(0);
        SandboxBuilder builder = Sandbox.builder()
                .bind(bind)
                .port(port)
                .tenant(first.name())
                .segments(first.segments().orElse(count))
                .rateLimit(rateLimit)
                .retryAfter(retryAfter)
                .paging(paging);
        for (Tenant other : otherTenants()) {
            builder.anotherTenant(other.name(), other.segments().orElse(count));
        }
        if (adminToken != null) {
            builder.adminToken(adminToken);
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
        if (maxPageSize != null) {
            builder.maxPageSize(maxPageSize);
        }
        if (verbose) {
            builder.accessLog(shell::tell);
        }
        allowedHosts.forEach(builder::allowedHost);
        origins.forEach(builder::cors);
        faults.forEach(builder::fault);
        return builder;
    }

    private List<Tenant> otherTenants() {
        return tenants.subList(1, tenants.size());
    }

    private String source(String flag) {
        return new EnvironmentDefaults(shell.environment())
                .source(flag, spec.commandLine().getParseResult().hasMatchedOption(flag));
    }

    private SandboxBanner banner(Sandbox sandbox) {
        return new SandboxBanner(
                sandbox,
                otherTenants().stream()
                        .map(tenant -> sandbox.tenant(tenant.name()))
                        .toList(),
                bind,
                allowedHosts,
                adminToken == null ? Optional.empty() : Optional.of(source("--admin-token")));
    }
}
