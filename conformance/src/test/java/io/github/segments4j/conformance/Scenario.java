package io.github.segments4j.conformance;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.segments4j.sandbox.Limit;
import io.github.segments4j.sandbox.Paging;
import io.github.segments4j.sandbox.RetryAfter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code scenarios.yaml}, whose first lines explain each field. An unknown field is an error.
 *
 * @param alone whether the scenario measures time, so that nothing else may run meanwhile
 * @param rehearsal for {@code segments rehearse}, which runs the scenario with programs of others
 * @param answers what a server of the scenario's own answers, in place of the sandbox
 * @param before requests of the admin interface that are sent before the client starts
 * @param meanwhile requests of the admin interface that are sent while the client pauses
 */
record Scenario(
        String name,
        boolean alone,
        @Nullable String rehearsal,
        Server sandbox,
        List<ScriptedAnswer> answers,
        List<Map<String, Object>> faults,
        List<AdminCall> before,
        Client client,
        List<AdminCall> meanwhile,
        Expected expect) {

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    Scenario {
        sandbox = sandbox == null ? Server.DEFAULTS : sandbox;
        answers = answers == null ? List.of() : answers;
        faults = faults == null ? List.of() : faults;
        before = before == null ? List.of() : before;
        client = client == null ? Client.DEFAULTS : client;
        meanwhile = meanwhile == null ? List.of() : meanwhile;
    }

    /** Settings of {@code SandboxBuilder}. */
    record Server(
            @Nullable Integer segments,
            @Nullable Long seed,
            @Nullable List<Map<String, String>> data,
            @Nullable String tenant,
            Map<String, Integer> otherTenants,
            Limit rateLimit,
            int requestsPerSecond,
            RetryAfter retryAfter,
            @Nullable Integer maxPageSize,
            Paging paging,
            @Nullable String accessTokenLife,
            @Nullable Long faultSeed) {
        static final Server DEFAULTS = new Server(null, null, null, null, null, null, 0, null, null, null, null, null);

        Server {
            otherTenants = otherTenants == null ? Map.of() : otherTenants;
            rateLimit = rateLimit == null ? Limit.NONE : rateLimit;
            requestsPerSecond = requestsPerSecond == 0 ? 10 : requestsPerSecond;
            retryAfter = retryAfter == null ? RetryAfter.NONE : retryAfter;
            paging = paging == null ? Paging.SNAPSHOT : paging;
        }
    }

    /** A request of the admin interface. */
    record AdminCall(String method, String path, Map<String, Object> body) {
        AdminCall {
            method = method == null ? "POST" : method;
            body = body == null ? Map.of() : body;
        }
    }

    /** Options of the driver. */
    record Client(
            @Nullable String tenant,
            @Nullable String accessToken,
            @Nullable String accessTokenLife,
            boolean apiKey,
            @Nullable String apiVersion,
            boolean onePage,
            boolean virtualTime,
            @Nullable String baseUrlEnd,
            List<Integer> pageSizes,
            boolean withTotal,
            @Nullable String startToken,
            int startAfterPage,
            double share,
            @Nullable Integer attempts,
            @Nullable Integer maxEmptyPages,
            long timeoutMillis,
            long deadlineMillis,
            int pauseAfter) {
        static final Client DEFAULTS = new Client(
                null, null, null, false, null, false, false, null, null, false, null, 0, 0, null, null, 0, 0, 0);

        Client {
            baseUrlEnd = baseUrlEnd == null ? "" : baseUrlEnd;
            pageSizes = pageSizes == null ? List.of() : pageSizes;
            share = share == 0 ? 100 : share;
            timeoutMillis = timeoutMillis == 0 ? 30_000 : timeoutMillis;
            deadlineMillis = deadlineMillis == 0 ? 300_000 : deadlineMillis;
        }

        Client withPageSize(int size) {
            return new Client(
                    tenant,
                    accessToken,
                    accessTokenLife,
                    apiKey,
                    apiVersion,
                    onePage,
                    virtualTime,
                    baseUrlEnd,
                    List.of(size),
                    withTotal,
                    startToken,
                    startAfterPage,
                    share,
                    attempts,
                    maxEmptyPages,
                    timeoutMillis,
                    deadlineMillis,
                    pauseAfter);
        }
    }

    private record All(List<Scenario> scenarios) {}

    /** Returns the scenarios whose names contain {@code -Dconformance.scenarios}, or all. */
    static Stream<Scenario> selected() throws IOException {
        String text = System.getProperty("conformance.scenarios", "");
        return read(Path.of("scenarios.yaml")).stream()
                .filter(each -> each.name().contains(text));
    }

    /** Reads all scenarios of a file. A scenario with several page sizes becomes one for each of them. */
    static List<Scenario> read(Path file) throws IOException {
        List<Scenario> all = new ArrayList<>();
        for (Scenario each : YAML.readValue(file.toFile(), All.class).scenarios()) {
            List<Integer> sizes = each.client().pageSizes();
            if (sizes.size() < 2) {
                all.add(each);
            } else {
                sizes.forEach(size -> all.add(each.withPageSize(size)));
            }
        }
        return all;
    }

    private Scenario withPageSize(int size) {
        return new Scenario(
                name + ", pages of " + size,
                alone,
                rehearsal,
                sandbox,
                answers,
                faults,
                before,
                client.withPageSize(size),
                meanwhile,
                expect);
    }

    @Override
    public String toString() {
        return name;
    }
}
