package io.github.segments4j.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The contract: the OpenAPI document that says what an answer looks like. */
final class Contract {
    static final String ACCESS_TOKENS = "/v0/oauth2/token";

    private static final String DOCUMENT = "io/github/segments4j/contract/segments.yaml";

    private final JsonNode root;

    private Contract(JsonNode root) {
        this.root = root;
    }

    static Contract load() throws IOException {
        try (InputStream in = Contract.class.getClassLoader().getResourceAsStream(DOCUMENT)) {
            if (in == null) {
                throw new IOException("the command is not complete: the contract " + DOCUMENT + " is missing");
            }
            return read(in);
        }
    }

    static Contract read(InputStream document) throws IOException {
        return new Contract(new YAMLMapper().readTree(document));
    }

    /** The version of the API. */
    String version() {
        return root.path("info").path("version").asText();
    }

    Operation segments() {
        return new Operation(root.path("paths").path("/segments").path("get"));
    }

    Operation accessTokens() {
        return new Operation(root.path("paths").path(ACCESS_TOKENS).path("post"));
    }

    private JsonNode resolve(JsonNode node) {
        JsonNode reference = node.path("$ref");
        return reference.isMissingNode()
                ? node
                : resolve(root.at(reference.asText().substring(1)));
    }

    /** The answers to one method of one path. */
    final class Operation {
        private final JsonNode operation;

        private Operation(JsonNode operation) {
            this.operation = operation;
        }

        boolean documents(int status, String header) {
            return response(status).path("headers").properties().stream()
                    .anyMatch(documented -> documented.getKey().equalsIgnoreCase(header));
        }

        /** The schema of the body with this status, if the contract has one. */
        Optional<Schema> schema(int status) {
            JsonNode schema =
                    response(status).path("content").path("application/json").path("schema");
            return schema.isMissingNode() ? Optional.empty() : Optional.of(Schema.of(schema, Contract.this::resolve));
        }

        /** The name of the schema that a body with this status should have. */
        Optional<String> schemaName(int status) {
            return schema(status == 200 ? 200 : 400).map(Schema::name);
        }

        /** The statuses that may be gone at the next attempt, 429 included. */
        Set<Integer> transientStatuses() {
            JsonNode retries = operation.path("x-retries");
            Set<Integer> statuses = new HashSet<>();
            retries.path("statuses").forEach(status -> statuses.add(status.asInt()));
            retries.path("waitedOut").forEach(status -> statuses.add(status.asInt()));
            return statuses;
        }

        private JsonNode response(int status) {
            return resolve(operation.path("responses").path(String.valueOf(status)));
        }
    }
}
