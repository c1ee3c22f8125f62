package io.github.segments4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * A running driver. It reads the options of one listing from stdin, as a line of JSON, and prints a line of JSON for
 * each row and one for the end. If there are a {@code clientId} and a {@code clientSecret} in place of an {@code
 * accessToken}, it creates an access token first. After {@code pauseAfter} rows it prints that it has paused, and waits
 * for another line. It repeats this until stdin ends. It prints its configuration to stderr, where no secret may appear.
 */
final class DriverProcess implements AutoCloseable {
    /** The time limit of one listing. The longest scenario takes about 12 s on an idle machine. */
    private static final long TIMEOUT_SECONDS = 120;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path errors;
    private final Process process;
    private final OutputStream in;
    private final BufferedReader out;

    DriverProcess(List<String> command) throws IOException {
        errors = Files.createTempFile("driver", ".err");
        process = Driver.withoutSecrets(command).redirectError(errors.toFile()).start();
        in = process.getOutputStream();
        out = process.inputReader(StandardCharsets.UTF_8);
    }

    Outcome list(ObjectNode options, IntSupplier requests, Runnable meanwhile) throws IOException {
        CompletableFuture<Void> timeout = CompletableFuture.runAsync(
                process::destroyForcibly, CompletableFuture.delayedExecutor(TIMEOUT_SECONDS, TimeUnit.SECONDS));
        try {
            Outcome outcome = run(options, requests, meanwhile);
            assertThat(stderr() + outcome.message())
                    .as("the output of the driver")
                    .doesNotContain(
                            options.path("accessToken").asText("no access token"),
                            options.path("clientSecret").asText("no client secret"));
            return outcome;
        } catch (IOException e) {
            throw new AssertionError(
                    "The driver ended, or took more than " + TIMEOUT_SECONDS + " s. Its stderr: " + stderr(), e);
        } finally {
            timeout.cancel(false);
        }
    }

    private Outcome run(ObjectNode options, IntSupplier requests, Runnable meanwhile) throws IOException {
        List<Row> rows = new ArrayList<>();
        List<Long> sleeps = new ArrayList<>();
        int atPause = -1;
        writeLine(JSON.writeValueAsString(options));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            JsonNode printed = JSON.readTree(line);
            if (printed.has("row")) {
                rows.add(Row.of(printed.get("row")));
            } else if (printed.has("slept")) {
                sleeps.add(printed.get("slept").asLong());
            } else if (printed.path("end").asText().equals("paused")) {
                atPause = requests.getAsInt();
                meanwhile.run();
                writeLine("");
            } else if (printed.path("end").asText().equals("complete")) {
                Long total = printed.hasNonNull("total") ? printed.get("total").asLong() : null;
                return new Outcome(rows, null, 0, 0, null, "", total, atPause, sleeps);
            } else {
                return failed(printed, rows, atPause, sleeps);
            }
        }
        throw new IOException("no line for the end after " + rows.size() + " rows");
    }

    private static Outcome failed(JsonNode end, List<Row> rows, int atPause, List<Long> sleeps) {
        assertThat(end.path("error").isTextual())
                .as("%s has the kind of the error", end)
                .isTrue();
        return new Outcome(
                rows,
                end.get("error").asText(),
                end.path("status").asInt(),
                end.path("attempts").asInt(),
                end.path("token").textValue(),
                end.path("message").asText(),
                null,
                atPause,
                sleeps);
    }

    private void writeLine(String line) throws IOException {
        in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    private String stderr() throws IOException {
        return Files.readString(errors);
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(errors);
    }
}
