package io.github.segments4j.cli;

import io.github.segments4j.RateLimiter;
import io.github.segments4j.cli.output.Output;
import io.github.segments4j.cli.verify.Verification;
import io.github.segments4j.cli.verify.report.Obstacle;
import io.github.segments4j.cli.verify.report.Report;
import io.github.segments4j.cli.verify.report.ReportFormat;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code segments verify}. */
@Command(
        name = "verify",
        description = {
            "Reports how a server differs from the contract. It only reads, keeps the rate limit of 10 requests a"
                    + " second, and sends some 20 requests.",
            "A finding breaks clients that keep to the contract; or it is new, which means that it is not in the contract"
                    + " but does not break them; or it is informational, which means that the contract allows it.",
            "The exit code is 0 if there are no findings, or only informational ones; 6 if there are others; and if there"
                    + " are no others, 4 or 5 if a check failed because of the rate limit, the server or the network."
        },
        sortOptions = false)
final class VerifyCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    final ConnectionOptions connection = new ConnectionOptions();

    @Option(
            names = {"-f", "--format"},
            paramLabel = "text|json|junit",
            defaultValue = "text",
            description = "The format of the report. Default: ${DEFAULT-VALUE}.")
    ReportFormat format = ReportFormat.TEXT;

    @Mixin
    final OutputOption output = new OutputOption();

    @Option(
            names = "--max-pages",
            paramLabel = "N",
            defaultValue = "10",
            converter = WholeNumber.Positive.class,
            description =
                    "The most pages to request in all checks together; a check that needs more is skipped. Default:"
                            + " ${DEFAULT-VALUE}.")
    int maxPages;

    VerifyCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        // A server might echo it. The access token is known from the requests.
        Optional<String> clientSecret = Optional.ofNullable(shell.environment().get("AMPERITY_CLIENT_SECRET"));
        Verification verification = new Verification(
                connection.timeout,
                connection.deadline,
                maxPages,
                clientSecret.map(String::strip),
                RateLimiter.perSecond(10));
        return connection.connect(shell, verification::configure, client -> {
            try (Output to = output.open(shell, Optional.empty())) {
                Report report = verification.run(client, ConnectionOptions.source(client));
                format.write(report, to.writer());
                to.complete();
                return exitCode(report);
            }
        });
    }

    private static int exitCode(Report report) {
        if (report.differs()) {
            return ErrorReporter.CONTRACT_BROKEN;
        }
        if (report.isComplete()) {
            return 0;
        }
        return report.has(Obstacle.Kind.RATE_LIMITED) ? ErrorReporter.RATE_LIMITED : ErrorReporter.SERVER_OR_NETWORK;
    }
}
