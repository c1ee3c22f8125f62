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
 * A driver that runs. For each listing it gets a line of JSON on stdin, says a line of JSON for each row and one
 * for its end, and after as many rows as it was told it says so and waits for another line. Then it waits for
 * the next listing, until stdin ends.
 */
final class DriverProcess implements AutoCloseable {
    /** Of one listing: the longest of the scenarios takes some 12 s on a machine that does nothing else. */
    private static final long LONGEST_SECONDS = 120;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path errors;
    private final Process process;
    private final OutputStream in;
    private final BufferedReader out;

    DriverProcess(List<String> command) throws IOException {
        errors = Files.createTempFile("driver", ".err");
        process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        in = process.getOutputStream();
        out = process.inputReader(StandardCharsets.UTF_8);
    }

    Outcome list(ObjectNode told, IntSupplier requests, Runnable meanwhile) throws IOException {
        CompletableFuture<Void> late = CompletableFuture.runAsync(
                process::destroyForcibly, CompletableFuture.delayedExecutor(LONGEST_SECONDS, TimeUnit.SECONDS));
        try {
            Outcome outcome = talk(told, requests, meanwhile);
            assertThat(said() + outcome.message())
                    .as("what the driver says")
                    .doesNotContain(told.path("accessToken").asText());
            return outcome;
        } catch (IOException e) {
            throw new AssertionError(
                    "The driver ended, or took more than " + LONGEST_SECONDS + " s. It said on stderr: " + said(), e);
        } finally {
            late.cancel(false);
        }
    }

    private Outcome talk(ObjectNode told, IntSupplier requests, Runnable meanwhile) throws IOException {
        List<Row> rows = new ArrayList<>();
        int atPause = -1;
        say(JSON.writeValueAsString(told));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            JsonNode said = JSON.readTree(line);
            if (said.has("row")) {
                rows.add(Row.of(said.get("row")));
            } else if (said.path("end").asText().equals("paused")) {
                atPause = requests.getAsInt();
                meanwhile.run();
                say("");
            } else if (said.path("end").asText().equals("complete")) {
                return new Outcome(rows, null, 0, 0, null, "", atPause);
            } else {
                return failed(said, rows, atPause);
            }
        }
        throw new IOException("no last word after " + rows.size() + " rows");
    }

    private static Outcome failed(JsonNode said, List<Row> rows, int atPause) {
        assertThat(said.path("error").isTextual())
                .as("%s is one of its words", said)
                .isTrue();
        return new Outcome(
                rows,
                said.get("error").asText(),
                said.path("status").asInt(),
                said.path("attempts").asInt(),
                said.path("token").textValue(),
                said.path("message").asText(),
                atPause);
    }

    private void say(String line) throws IOException {
        in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    private String said() throws IOException {
        return Files.readString(errors);
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(errors);
    }
}
