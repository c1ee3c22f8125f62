package io.github.segments4j.cli;

import io.github.segments4j.cli.output.Output;
import io.github.segments4j.cli.verify.Settings;
import io.github.segments4j.cli.verify.Verification;
import io.github.segments4j.cli.verify.report.EarlierReport;
import io.github.segments4j.cli.verify.report.Obstacle;
import io.github.segments4j.cli.verify.report.Report;
import io.github.segments4j.cli.verify.report.ReportFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code segments verify}. */
@Command(
        name = "verify",
        description = {
            "Reports how a server differs from the contract. It only reads, keeps the rate limit of 10 requests a"
                    + " second, and sends some 30 requests.",
            "A finding breaks clients that keep to the contract; or it is new, which means that it is not in the contract"
                    + " but does not break them; or it is informational, which means that the contract allows it.",
            "The exit code is 0 if there are no findings, or only informational ones; 6 if there are others; and if there"
                    + " are no others, 4 or 5 if a check failed because of the rate limit, the server or the network.",
            "If the first request fails, for example because the credentials are refused, the report says so, and the exit"
                    + " code is the one of any command. With --compare, only new findings count."
        },
        sortOptions = false)
final class VerifyCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    final ConnectionOptions connection = new ConnectionOptions();

    @Option(
            names = {"-f", "--format"},
            paramLabel = "text|json|junit|sarif",
            defaultValue = "text",
            description = "The format of the report. Default: ${DEFAULT-VALUE}.")
    ReportFormat format = ReportFormat.TEXT;

    @Mixin
    final OutputOption output = new OutputOption();

    @Option(
            names = "--max-pages",
            paramLabel = "N",
            defaultValue = "12",
            converter = WholeNumber.Positive.class,
            description =
                    "The most pages to request in all checks together; a check that needs more is skipped. Default:"
                            + " ${DEFAULT-VALUE}.")
    int maxPages;

    @Option(
            names = "--compare",
            paramLabel = "FILE",
            description =
                    "An earlier report in the format json. Only findings that it does not have are reported and count"
                            + " for the exit code; the others are known. FILE may be the file of --output as well: then each run is"
                            + " compared with the one before it.")
    @Nullable
    Path compare;

    @Option(
            names = "--also-unsafe",
            description =
                    "Send requests with methods that are not safe as well, all of which the server must refuse: POST, and"
                            + " get in lower case, to the path of the segments; and with an API key, requests for an access"
                            + " token with another secret and with another grant type.")
    boolean alsoUnsafe;

    VerifyCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Optional<EarlierReport> earlier = earlierReport();
        Verification verification = new Verification(new Settings(
                connection.timeout,
                connection.deadline,
                Duration.ofMillis(500),
                maxPages,
                alsoUnsafe,
                apiKey(),
                connection.rateLimiter(shell)));
        return connection.connect(shell, verification::configure, client -> {
            try (Output to = output.open(shell, Optional.empty())) {
                Report all = verification.run(client, ConnectionOptions.source(client));
                Report report = earlier.map(all::since).orElse(all);
                format.write(report, to.writer());
                to.complete();
                return exitCode(report);
            }
        });
    }

    private Optional<EarlierReport> earlierReport() throws IOException {
        if (compare == null) {
            return Optional.empty();
        }
        EarlierReport earlier = EarlierReport.read(compare);
        Optional<Path> file = output.file();
        boolean isReplaced = file.isPresent() && Files.exists(file.get()) && Files.isSameFile(file.get(), compare);
        if (isReplaced && format != ReportFormat.JSON) {
            throw new IllegalArgumentException("--output would replace the report " + compare
                    + " of --compare by one that cannot be compared: choose --format json, or another file");
        }
        return Optional.of(earlier);
    }

    /** A server might echo the secret. The access token is known from the requests. */
    private Optional<Settings.ApiKey> apiKey() {
        String id = shell.environment().get("AMPERITY_CLIENT_ID");
        String secret = shell.environment().get("AMPERITY_CLIENT_SECRET");
        return id == null || secret == null
                ? Optional.empty()
                : Optional.of(new Settings.ApiKey(id.strip(), secret.strip()));
    }

    private int exitCode(Report report) {
        Optional<Integer> failure = report.failure().map(new ErrorReporter(shell)::report);
        if (report.differs()) {
            return ErrorReporter.CONTRACT_BROKEN;
        }
        if (failure.isPresent()) {
            return failure.get();
        }
        if (report.isComplete()) {
            return 0;
        }
        return report.has(Obstacle.Kind.RATE_LIMITED) ? ErrorReporter.RATE_LIMITED : ErrorReporter.SERVER_OR_NETWORK;
    }
}
