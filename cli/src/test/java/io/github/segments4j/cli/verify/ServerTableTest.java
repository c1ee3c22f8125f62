package io.github.segments4j.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.segments4j.cli.verify.TamperingProxy.Framing;
import io.github.segments4j.cli.verify.TamperingProxy.Response;
import io.github.segments4j.cli.verify.report.Report;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that change their answers in one way each: those of one table have findings, those of the other none. */
class ServerTableTest extends TamperedServer {
    private static final JsonMapper JSON = new JsonMapper();

    private record Server(String answers, String changes, List<String> findings) {
        @Override
        public String toString() {
            return answers + ": " + changes;
        }
    }

    @ParameterizedTest
    @MethodSource("deviating")
    void eachDifferenceHasItsFindingsAndNoOthers(Server server) throws IOException {
        Report report = verify(server);

        assertThat(VerificationRunner.titles(report)).containsExactlyInAnyOrderElementsOf(server.findings());
        assertThat(report.differs()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("legal")
    void whatTheContractAllowsIsNoDifference(Server server) throws IOException {
        Report report = verify(server);

        assertThat(VerificationRunner.titles(report)).containsExactlyInAnyOrderElementsOf(server.findings());
        assertThat(report.differs()).isFalse();
        assertThat(report.isComplete()).isTrue();
    }

    private static Report verify(Server server) throws IOException {
        proxy.changingResponses(answers(server.answers()), response -> {
            Response changed = response;
            for (String change : server.changes().split(" \\+ ", -1)) {
                changed = change(changed, change.strip());
            }
            return changed;
        });
        Report report = server.answers().matches("token|any")
                ? VerificationRunner.withApiKey(proxy.baseUrl(), sandbox)
                : VerificationRunner.of(proxy.baseUrl(), sandbox);
        assertThat(proxy.failures).isEmpty();
        return report;
    }

    static Stream<Server> deviating() throws IOException {
        return servers("deviating.txt");
    }

    static Stream<Server> legal() throws IOException {
        return servers("legal.txt");
    }

    private static Stream<Server> servers(String table) throws IOException {
        try (InputStream in = ServerTableTest.class.getResourceAsStream("/verify/" + table)) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(ServerTableTest::server);
        }
    }

    private static Server server(String line) {
        String[] columns = line.split(" *\\| *", 3);
        List<String> findings = columns[2].isBlank()
                ? List.of()
                : List.of(columns[2].strip().split(", (?=breaks|new|informational)", -1));
        return new Server(columns[0], columns[1], findings);
    }

    private static Predicate<Response> answers(String which) {
        AtomicInteger pages = new AtomicInteger();
        return switch (which) {
            case "page" -> Response::isPage;
            case "page 3" ->
                response -> response.isPage() && response.request().has("next_token") && pages.incrementAndGet() >= 2;
            case "error" -> Response::isError;
            case "token" -> response -> response.request().path().endsWith("/token");
            case "any" -> response -> true;
            default -> throw new IllegalArgumentException(which);
        };
    }

    private static Response change(Response response, String change) {
        String[] words = change.split(" ", 2);
        String rest = words.length == 1 ? "" : words[1];
        return switch (words[0]) {
            case "status" -> response.withStatus(Integer.parseInt(rest));
            case "header" -> header(response, rest);
            case "body" -> response.withBody(text(rest));
            case "before" -> response.withBody(joined(HexFormat.of().parseHex(rest), response.body()));
            case "after" ->
                response.withBody(joined(response.body(), HexFormat.of().parseHex(rest)));
            case "gzip" -> response.withHeader("Content-Encoding", "gzip").withBody(zipped(response.body()));
            case "chunked" -> response.framed(rest.isEmpty() ? Framing.CHUNKED : Framing.CHUNKED_WITH_LENGTH);
            case "until" -> response.framed(Framing.UNTIL_CLOSE);
            case "cut" -> response.framed(Framing.CUT);
            default -> field(response, change);
        };
    }

    private static Response header(Response response, String header) {
        String[] parts = header.split(": ?", 2);
        return parts[1].isEmpty()
                ? response.withoutHeader(parts[0])
                : response.withHeader(parts[0], parts[1].split(" & ", -1));
    }

    private static Response field(Response response, String change) {
        String[] parts = change.split(" = | gone", 2);
        String[] path = text(parts[0]).substring(1).split("/", -1);
        return response.with(json -> set(json, List.of(path), change.endsWith(" gone") ? "" : parts[1]));
    }

    /** Sets the fields at a path, or removes them if the value is empty. */
    private static void set(JsonNode json, List<String> path, String value) {
        String step = path.get(0);
        List<String> rest = path.subList(1, path.size());
        if (json instanceof ArrayNode rows) {
            for (int i = 0; i < rows.size(); i++) {
                if (rest.isEmpty()) {
                    rows.set(i, json(value));
                } else {
                    set(rows.get(i), rest, value);
                }
            }
        } else if (!rest.isEmpty()) {
            set(json.path(step), rest, value);
        } else if (value.isEmpty()) {
            ((ObjectNode) json).remove(step);
        } else {
            ((ObjectNode) json).set(step, json(value));
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Resolves escapes like those of JSON. */
    private static String text(String escaped) {
        return escaped.contains("\\u")
                ? json("\"" + escaped.replace("\"", "\\\"") + "\"").asText()
                : escaped;
    }

    private static byte[] joined(byte[] one, byte[] other) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.writeBytes(one);
        joined.writeBytes(other);
        return joined.toByteArray();
    }

    private static byte[] zipped(byte[] body) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }
}
