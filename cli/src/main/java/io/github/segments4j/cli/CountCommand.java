package io.github.segments4j.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code segments count}. */
@Command(
        name = "count",
        description = "Prints how many segments the tenant has, with one request. Can be slow for a large tenant.",
        sortOptions = false)
final class CountCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    final ConnectionOptions connection = new ConnectionOptions();

    CountCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        return connection.connect(shell, client -> {
            shell.print(client.count() + "\n");
            return 0;
        });
    }
}
