package io.github.segments4j.cli;

import io.github.segments4j.sandbox.Sandbox;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Loads the classes that most commands use, for the JVM's archive of classes. Connects to its own sandboxes only. */
final class Training {
    private Training() {}

    /**
     * Runs some commands, whose output nobody sees.
     *
     * @param args a folder for the files that they write
     * @throws IOException if nothing can be written there
     */
    public static void main(String[] args) throws IOException {
        Locale.setDefault(Locale.ROOT);
        Path folder = Path.of(args[0]);
        run("list", "--sandbox", "--output=" + folder.resolve("segments.txt"));
        run("export", "--sandbox", "--page-size=1000", "--with-total", "--output=" + folder.resolve("segments.csv"));
        try (Sandbox sandbox = Sandbox.builder().start()) {
            Path token = Files.writeString(folder.resolve("token"), sandbox.accessToken());
            // The sandbox has no TLS, so this fails after the first message, which needs most of the classes.
            run(
                    "count",
                    "--attempts=1",
                    "--tenant=" + sandbox.tenant(),
                    "--access-token-file=" + token,
                    "--base-url=" + sandbox.baseUrl().replace("http:", "https:"));
        }
    }

    private static void run(String... args) {
        OutputStream nowhere = OutputStream.nullOutputStream();
        Segments.run(new Shell(Stdout.FILE, nowhere, nowhere, false, Map.of()), args);
    }
}
