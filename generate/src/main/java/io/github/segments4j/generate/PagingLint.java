package io.github.segments4j.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Checks how a contract declares its listings, before a client is generated from it: each operation with {@code x-paging}
 * must match {@code extensions.schema.json}, must name parameters and fields that it has, and must not contradict itself.
 */
final class PagingLint {
    private static final String PAGING = "x-paging";
    private static final Pattern LIKE_PAGING = Pattern.compile("x[-_]?pag.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern JSON_MEDIA_TYPE =
            Pattern.compile("[^/;]+/([^;]+\\+)?json *(;.*)?", Pattern.CASE_INSENSITIVE);
    private static final String ONLY_TOKENS =
            " A listing is paged by a token: a query parameter of type string takes it,"
                    + " and a field of type string in the answer has that of the next page. Paging by an offset, a page number, a"
                    + " Link header or a field such as has_more is not supported: remove x-paging to generate plain calls.";

    private final JsonSchema extensions;

    PagingLint(Path schema) throws IOException {
        try (InputStream in = Files.newInputStream(schema)) {
            extensions =
                    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(in);
        }
    }

    /** Returns a sentence for each problem, with its place. */
    List<String> check(Path contract) {
        Document document = Document.read(contract);
        Findings findings = new Findings();
        document.root().path("paths").properties().forEach(path -> {
            findings.operation = path.getKey();
            checkNamesOfPath(path.getValue(), findings);
        });
        document.operations().forEach(operation -> {
            findings.operation = operation.place();
            checkNamesOfOperation(operation.node(), findings);
            if (operation.node().has(PAGING)) {
                check(operation, document, findings);
            }
        });
        return Stream.concat(findings.sentences.stream(), NamesLint.check(document).stream())
                .map(sentence -> sentence.replaceAll("\\p{Cntrl}", "?"))
                .toList();
    }

    /** An extension in another place would do nothing. */
    private static void checkNamesOfPath(JsonNode path, Findings findings) {
        likePaging(path)
                .forEach(name -> findings.add(name, "it must be in an operation, such as get: move or remove it."));
    }

    /** An extension with another name would do nothing. */
    private static void checkNamesOfOperation(JsonNode operation, Findings findings) {
        likePaging(operation)
                .filter(name -> !name.equals(PAGING))
                .forEach(name -> findings.add(
                        name, "there is no such extension: its name is " + PAGING + ". Rename or remove it."));
        if (likePaging(operation).findAny().isEmpty()) {
            Stream.of("x-rate-limit", "x-retries")
                    .filter(operation::has)
                    .forEach(name -> findings.add(
                            name,
                            "only a listing has it: add " + PAGING + ", or remove this to generate a plain call."));
        }
    }

    private static Stream<String> likePaging(JsonNode node) {
        return node.properties().stream().map(Map.Entry::getKey).filter(LIKE_PAGING.asMatchPredicate());
    }

    private void check(Document.Operation listing, Document document, Findings findings) {
        JsonNode operation = listing.node();
        if (!findings.operation.startsWith("GET ")) {
            findings.add(PAGING, "a listing is a GET, since it is sent again after a failure: remove the extension.");
            return;
        }
        if (!operation.path(PAGING).has("token")) {
            findings.add(PAGING, "it has no token." + ONLY_TOKENS);
            return;
        }
        List<ValidationMessage> messages = extensions.validate(operation).stream()
                .sorted((one, other) -> one.getMessage().compareTo(other.getMessage()))
                .toList();
        for (ValidationMessage message : messages) {
            String place = message.getInstanceLocation().toString().replaceFirst("^\\$\\.?", "");
            findings.add(place, message.getMessage().replaceFirst("^\\$[^:]*: ", "") + ".");
        }
        if (messages.isEmpty()) {
            checkParameters(listing, document, findings);
            checkAnswer(operation, document, findings);
            checkPace(operation.path("x-rate-limit"), findings);
            checkRetries(operation.path("x-retries"), findings);
        }
    }

    private static void checkParameters(Document.Operation listing, Document document, Findings findings) {
        JsonNode paging = listing.node().path(PAGING);
        List<JsonNode> parameters = document.parameters(listing);
        Map<String, String> types = Map.of("token", "string", "size", "integer", "total", "boolean");
        for (String role : List.of("token", "size", "total")) {
            if (!paging.has(role)) {
                continue;
            }
            String place = "x-paging." + role + ".parameter";
            String name = paging.path(role).path("parameter").asText();
            Optional<JsonNode> parameter = parameters.stream()
                    .filter(each -> each.path("in").asText().equals("query")
                            && each.path("name").asText().equals(name)
                            && hasType(document.resolve(each.path("schema")), String.valueOf(types.get(role))))
                    .findFirst();
            if (parameter.isEmpty()) {
                findings.add(
                        place,
                        "the operation has no query parameter " + name + " of type " + types.get(role) + "."
                                + (role.equals("token") ? ONLY_TOKENS : ""));
                continue;
            }
            if (!role.equals("size") && parameter.get().path("required").asBoolean()) {
                findings.add(
                        place,
                        "the parameter " + name
                                + " is required, but a listing has requests without it: make it optional.");
            }
            if (role.equals("token")) {
                requirePlainText(document.resolve(parameter.get().path("schema")), place, name, findings);
            }
        }
    }

    /** A client passes a token on as it is. It would read text with one of these words as another type. */
    private static void requirePlainText(JsonNode schema, String place, String name, Findings findings) {
        for (String word : List.of("format", "enum", "const")) {
            if (schema.has(word)) {
                findings.add(place, name + " has \"" + word + "\", but a token is plain text: remove it.");
            }
        }
    }

    private static void checkAnswer(JsonNode operation, Document document, Findings findings) {
        JsonNode paging = operation.path("x-paging");
        JsonNode content =
                document.resolve(operation.path("responses").path("200")).path("content");
        JsonNode answer = content.properties().stream()
                .filter(each -> JSON_MEDIA_TYPE.matcher(each.getKey()).matches())
                .findFirst()
                .map(each -> document.resolve(each.getValue().path("schema")))
                .orElse(content);
        String token = paging.path("token").path("field").asText();
        JsonNode tokenSchema = document.resolve(field(answer, token, document));
        if (hasType(tokenSchema, "string")) {
            requirePlainText(tokenSchema, "x-paging.token.field", token, findings);
        } else {
            findings.add(
                    "x-paging.token.field",
                    "the answer with status 200 has no field " + token + " of type string." + ONLY_TOKENS);
        }
        String field = paging.path("rows").path("field").asText();
        String schema = paging.path("rows").path("schema").asText();
        String items = field(answer, field, document).path("items").path("$ref").asText();
        if (!items.equals("#/components/schemas/" + schema)) {
            findings.add(
                    "x-paging.rows",
                    "the answer with status 200 has no field " + field + " that is an array of the schema " + schema
                            + ", by a $ref.");
        } else if (!NamesLint.canBeRow(schema)) {
            findings.add(
                    "x-paging.rows.schema",
                    "the clients can't have a type with the name " + schema + ": rename the schema.");
        }
    }

    /** A field of an object, or of a part of its allOf. */
    private static JsonNode field(JsonNode answer, String name, Document document) {
        for (JsonNode part : answer.path("allOf")) {
            JsonNode found = field(document.resolve(part), name, document);
            if (!found.isMissingNode()) {
                return found;
            }
        }
        return answer.path("properties").path(name);
    }

    /** In OpenAPI 3.1 the type may be an array, such as that of a field that may be null. */
    private static boolean hasType(JsonNode schema, String type) {
        JsonNode types = schema.path("type");
        List<String> names = Stream.concat(Stream.of(types), StreamSupport.stream(types.spliterator(), false))
                .map(JsonNode::asText)
                .filter(name -> !name.isEmpty() && !name.equals("null"))
                .toList();
        return names.equals(List.of(type));
    }

    private static void checkPace(JsonNode limit, Findings findings) {
        int requests = limit.path("requests").asInt();
        int window = limit.path("windowMillis").asInt();
        JsonNode pace = limit.path("pace");
        if (pace.path("burst").asInt() > requests) {
            findings.add("x-rate-limit.pace.burst", "it is larger than the limit of " + requests + " requests.");
        }
        if (pace.path("windowMillis").asInt() < window) {
            findings.add(
                    "x-rate-limit.pace.windowMillis", "it is shorter than the server's window of " + window + " ms.");
        }
        if (pace.path("spacingMillis").asLong() * requests < window) {
            findings.add(
                    "x-rate-limit.pace.spacingMillis",
                    requests + " times this is shorter than the server's window of " + window + " ms.");
        }
        JsonNode refused = limit.path("refused");
        double decrease = refused.path("decrease").asDouble();
        if (refused.path("repeatedDecrease").asDouble() > decrease) {
            findings.add(
                    "x-rate-limit.refused.repeatedDecrease",
                    "it is larger than the decrease of " + decrease
                            + ": a repeated refusal must take at least as much.");
        }
    }

    private static void checkRetries(JsonNode retries, Findings findings) {
        List<JsonNode> statuses = new ArrayList<>();
        retries.path("statuses").forEach(statuses::add);
        for (JsonNode status : retries.path("waitedOut")) {
            if (statuses.contains(status)) {
                findings.add(
                        "x-retries.waitedOut",
                        status + " is also in statuses: it either counts as an attempt or it does not.");
            }
        }
        long first = retries.path("backoffMillis").asLong();
        if (retries.path("longestBackoffMillis").asLong() < first) {
            findings.add("x-retries.longestBackoffMillis", "it is shorter than the first backoff of " + first + " ms.");
        }
        long longest = retries.path("longestRetryAfterMillis").asLong();
        if (retries.path("deadlineMillis").asLong() <= longest) {
            findings.add(
                    "x-retries.deadlineMillis",
                    "it leaves no time to wait for the longest Retry-After of " + longest + " ms.");
        }
    }

    /** The sentences so far, and the operation that is being checked. */
    private static final class Findings {
        private final List<String> sentences = new ArrayList<>();
        private String operation = "";

        void add(String place, String problem) {
            sentences.add(operation + ": " + (place.isEmpty() ? "" : place + ": ") + problem);
        }
    }
}
