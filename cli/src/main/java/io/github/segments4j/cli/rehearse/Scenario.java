package io.github.segments4j.cli.rehearse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.segments4j.sandbox.Limit;
import io.github.segments4j.sandbox.Paging;
import io.github.segments4j.sandbox.RetryAfter;
import io.github.segments4j.sandbox.Sandbox;
import io.github.segments4j.sandbox.SandboxBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a sandbox serves and which faults it injects. The fields are those of {@code conformance/scenarios.yaml}, whose
 * first lines explain them.
 *
 * @param alone whether nothing else may run at the same time
 * @param rehearsal how a program may end; if it is missing, that depends on the expected error
 */
public record Scenario(
        String name,
        boolean alone,
        @Nullable Ending rehearsal,
        Server sandbox,
        List<JsonNode> faults,
        Client client,
        Expected expect) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public Scenario {
        Objects.requireNonNull(name, "a scenario needs a name");
        sandbox = sandbox == null ? Server.DEFAULTS : sandbox;
        faults = faults == null ? List.of() : faults;
        client = client == null ? new Client(null, null) : client;
        expect = expect == null ? new Expected(null) : expect;
    }

    /** Settings of {@link SandboxBuilder}. Pages are small, so that there are several whatever a program asks for. */
    record Server(
            @Nullable Integer segments,
            @Nullable Long seed,
            @Nullable List<Map<String, String>> data,
            Limit rateLimit,
            int requestsPerSecond,
            RetryAfter retryAfter,
            int maxPageSize,
            Paging paging,
            @Nullable Long faultSeed) {
        static final Server DEFAULTS =
                new Server(null, null, null, Limit.SLIDING, 10, RetryAfter.NONE, 100, Paging.SNAPSHOT, null);

        Server {
            rateLimit = rateLimit == null ? Limit.SLIDING : rateLimit;
            requestsPerSecond = requestsPerSecond == 0 ? 10 : requestsPerSecond;
            retryAfter = retryAfter == null ? RetryAfter.NONE : retryAfter;
            maxPageSize = maxPageSize == 0 ? 100 : maxPageSize;
            paging = paging == null ? Paging.SNAPSHOT : paging;
        }
    }

    /** What the program gets in place of the credentials of the sandbox. Other fields are for the clients of this project. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Client(@Nullable String tenant, @Nullable String accessToken) {}

    /** Other fields are for the clients of this project. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Expected(@Nullable String error) {}

    /** {@return how a program may end} */
    public Ending ending() {
        if (rehearsal != null) {
            return rehearsal;
        }
        if (expect.error() == null) {
            return Ending.SUCCEEDS;
        }
        return expect.error().endsWith("?") ? Ending.EITHER : Ending.FAILS;
    }

    String tenant(Sandbox started) {
        return Optional.ofNullable(client.tenant()).orElseGet(started::tenant);
    }

    String accessToken(Sandbox started) {
        return Optional.ofNullable(client.accessToken()).orElseGet(started::accessToken);
    }

    /** Starts the sandbox. {@code folder} receives the rows of the scenario, if it has any of its own. */
    Sandbox start(Path folder) throws IOException {
        if (sandbox.data() == null) {
            return builder().start();
        }
        Path file = folder.resolve("segments.json");
        JSON.writeValue(file.toFile(), sandbox.data());
        try {
            return builder().data(file).start();
        } finally {
            Files.delete(file);
        }
    }

    /** The settings of the sandbox, except for the rows of the scenario's own. */
    SandboxBuilder builder() {
        SandboxBuilder builder = Sandbox.builder()
                .rateLimit(sandbox.rateLimit())
                .requestsPerSecond(sandbox.requestsPerSecond())
                .retryAfter(sandbox.retryAfter())
                .maxPageSize(sandbox.maxPageSize())
                .paging(sandbox.paging());
        if (sandbox.segments() != null) {
            builder.segments(sandbox.segments());
        }
        if (sandbox.seed() != null) {
            builder.seed(sandbox.seed());
        }
        if (sandbox.faultSeed() != null) {
            builder.faultSeed(sandbox.faultSeed());
        }
        faults.forEach(fault -> builder.fault(rule(fault)));
        return builder;
    }

    /** Writes {@code {fault: status, status: 503, times: 2}} as the sandbox's {@code status=503,times=2}. */
    private static String rule(JsonNode fault) {
        if (fault.isTextual()) {
            return fault.textValue();
        }
        StringBuilder rule = new StringBuilder();
        fault.path("faults").forEach(each -> rule.append(',').append(rule(each)));
        String name = fault.path("fault").asText();
        if (!name.isEmpty()) {
            rule.append(',').append(name);
            if (fault.has(name)) {
                rule.append('=').append(fault.get(name).asText());
            }
        }
        fault.properties().forEach(field -> {
            if (!List.of("faults", "fault", name).contains(field.getKey())) {
                rule.append(',')
                        .append(field.getKey())
                        .append('=')
                        .append(field.getValue().asText());
            }
        });
        return rule.substring(Math.min(1, rule.length()));
    }
}
