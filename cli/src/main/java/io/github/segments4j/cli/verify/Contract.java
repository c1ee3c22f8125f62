package io.github.segments4j.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The document that says what an answer looks like. Nothing of that is said here again. */
final class Contract {
    private static final String DOCUMENT = "io/github/segments4j/contract/segments.yaml";

    private final JsonNode root;

    private Contract(JsonNode root) {
        this.root = root;
    }

    static Contract load() throws IOException {
        try (InputStream in = Contract.class.getClassLoader().getResourceAsStream(DOCUMENT)) {
            if (in == null) {
                throw new IOException("the contract is missing: there is no " + DOCUMENT);
            }
            return read(in);
        }
    }

    static Contract read(InputStream document) throws IOException {
        return new Contract(new YAMLMapper().readTree(document));
    }

    /** Of the API, as its vendor counts. */
    String version() {
        return root.path("info").path("version").asText();
    }

    Operation segments() {
        return new Operation(root.path("paths").path("/segments").path("get"));
    }

    Operation accessTokens() {
        return new Operation(root.path("paths").path(ACCESS_TOKENS).path("post"));
    }

    static final String ACCESS_TOKENS = "/v0/oauth2/token";

    /** What one method of one path may answer. */
    final class Operation {
        private final JsonNode operation;

        private Operation(JsonNode operation) {
            this.operation = operation;
        }

        boolean documents(int status) {
            return operation.path("responses").has(String.valueOf(status));
        }

        boolean documents(int status, String header) {
            Iterable<String> names = () -> response(status).path("headers").fieldNames();
            for (String name : names) {
                if (name.equalsIgnoreCase(header)) {
                    return true;
                }
            }
            return false;
        }

        /** Of the body with this status; empty if the document has none. */
        Optional<Schema> schema(int status) {
            JsonNode schema =
                    response(status).path("content").path("application/json").path("schema");
            return schema.isMissingNode() ? Optional.empty() : Optional.of(Schema.of(schema, Contract.this::resolved));
        }

        private JsonNode response(int status) {
            return resolved(operation.path("responses").path(String.valueOf(status)));
        }
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : resolved(root.at(reference.substring(1)));
    }
}
