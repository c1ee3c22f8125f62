package io.github.segments4j.cli;

import io.github.segments4j.cli.verify.Report;
import io.github.segments4j.cli.verify.ReportFormat;
import io.github.segments4j.cli.verify.Verification;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code segments verify}. */
@Command(
        name = "verify",
        description = {
            "Tells how a server differs from the contract. It only reads, keeps the rate limit of 10 requests a"
                    + " second, and takes some 20 of them.",
            "A finding breaks clients that keep to the contract, is new when it is not in the contract and they live"
                    + " with it, or informational when the contract allows it.",
            "The exit code is 0 when there is none but informational ones, 6 when there are others, and 4 or 5 when"
                    + " there are none and a check could not be made for the rate limit, the server or the network."
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
            description = "How to write the findings. Default: ${DEFAULT-VALUE}.")
    ReportFormat format = ReportFormat.TEXT;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write them; - or nothing is stdout. A file is written beside and renamed when it is"
                    + " complete.")
    @Nullable
    Path output;

    @Option(
            names = "--max-pages",
            paramLabel = "N",
            defaultValue = "10",
            converter = WholeNumber.Pages.class,
            description =
                    "How many pages to ask for at most, all checks together. What needs more is not checked. Default:"
                            + " ${DEFAULT-VALUE}.")
    int maxPages;

    VerifyCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Verification verification = new Verification(connection.timeout, connection.deadline, maxPages, secrets());
        AtomicInteger code = new AtomicInteger();
        connection.connect(verification::watch, client -> {
            try (Output to = output == null || output.toString().equals("-")
                    ? Output.to(shell.out())
                    : Output.to(output, Output.Replacement::new)) {
                Report report = verification.run(client, ConnectionOptions.source(client));
                Writer out = new BufferedWriter(new OutputStreamWriter(to.stream(), StandardCharsets.UTF_8));
                format.write(report, out);
                to.complete();
                code.set(code(report));
            }
        });
        return code.get();
    }

    private static int code(Report report) {
        if (report.differs()) {
            return Failures.CONTRACT_BROKEN;
        }
        if (report.isComplete()) {
            return 0;
        }
        return report.isRateLimited() ? Failures.RATE_LIMITED : Failures.SERVER_OR_NETWORK;
    }

    /** The access token is seen where it is sent; a server may echo these all the same. */
    private List<String> secrets() {
        return Stream.of("AMPERITY_ACCESS_TOKEN", "AMPERITY_CLIENT_SECRET")
                .map(name -> shell.environment().getOrDefault(name, "").strip())
                .toList();
    }
}
