package io.github.segments4j.cli;

import io.github.segments4j.cli.output.Output;
import io.github.segments4j.cli.verify.Verification;
import io.github.segments4j.cli.verify.report.Report;
import io.github.segments4j.cli.verify.report.ReportFormat;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
        Verification verification = new Verification(connection.timeout, connection.deadline, maxPages, secrets());
        return connection.connect(verification::configure, client -> {
            try (Output to = output.open(shell, Optional.empty())) {
                Report report = verification.run(client, ConnectionOptions.source(client));
                Writer out = new BufferedWriter(new OutputStreamWriter(to.stream(), StandardCharsets.UTF_8));
                format.write(report, out);
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
        return report.isRateLimited() ? ErrorReporter.RATE_LIMITED : ErrorReporter.SERVER_OR_NETWORK;
    }

    /** The secrets that a server might echo. The access token is also known from the requests that contain it. */
    private List<String> secrets() {
        return Stream.of("AMPERITY_ACCESS_TOKEN", "AMPERITY_CLIENT_SECRET")
                .map(name -> shell.environment().getOrDefault(name, "").strip())
                .toList();
    }
}
