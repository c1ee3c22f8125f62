package io.github.segments4j.cli;

import io.github.segments4j.cli.output.Output;
import io.github.segments4j.cli.output.Resumption;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --output} of every command that writes data. */
final class OutputOption {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The file to write; - is stdout, which is the default. The file appears when it is complete:"
                    + " nobody reads half of it, and a failure leaves an earlier file as it was. A pipe, a device or an"
                    + " open file such as /dev/fd/3 is written as the data arrives.")
    @Nullable
    Path output;

    /** The file to write, unless it is stdout. */
    Optional<Path> file() {
        return Optional.ofNullable(output).filter(file -> !file.toString().equals("-"));
    }

    Output open(Shell shell, Optional<Resumption> resumption) throws IOException {
        return file().isPresent() ? Output.to(file().get(), resumption, shell.out()) : Output.to(shell.out());
    }
}
