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
 * One entry of {@code scenarios.yaml}, whose head explains each field. A field that is not known is refused.
 *
 * @param alone nothing else runs meanwhile: it is about time
 * @param before what the sandbox's admin interface is told before the client starts
 * @param meanwhile what it is told while the client waits, after {@code pauseAfter} rows
 */
record Scenario(
        String name,
        boolean alone,
        Server sandbox,
        List<Map<String, Object>> faults,
        List<AdminCall> before,
        Client client,
        List<AdminCall> meanwhile,
        Expected expect) {

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    Scenario {
        sandbox = sandbox == null ? Server.PLAIN : sandbox;
        faults = faults == null ? List.of() : faults;
        before = before == null ? List.of() : before;
        client = client == null ? Client.PLAIN : client;
        meanwhile = meanwhile == null ? List.of() : meanwhile;
    }

    /** What {@code SandboxBuilder} can be told. */
    record Server(
            @Nullable Integer segments,
            @Nullable Long seed,
            @Nullable List<Map<String, String>> data,
            @Nullable String tenant,
            Map<String, Integer> otherTenants,
            Limit rateLimit,
            int requestsPerSecond,
            RetryAfter retryAfter,
            Paging paging,
            @Nullable String accessTokenLife,
            @Nullable String pageTokenLife,
            @Nullable Long faultSeed) {
        static final Server PLAIN = new Server(null, null, null, null, null, null, 0, null, null, null, null, null);

        Server {
            otherTenants = otherTenants == null ? Map.of() : otherTenants;
            rateLimit = rateLimit == null ? Limit.NONE : rateLimit;
            requestsPerSecond = requestsPerSecond == 0 ? 10 : requestsPerSecond;
            retryAfter = retryAfter == null ? RetryAfter.NONE : retryAfter;
            paging = paging == null ? Paging.SNAPSHOT : paging;
        }
    }

    /** One request of the admin interface. */
    record AdminCall(String method, String path, Map<String, Object> body) {
        AdminCall {
            method = method == null ? "POST" : method;
            body = body == null ? Map.of() : body;
        }
    }

    /** What the driver is told. */
    record Client(
            @Nullable String tenant,
            @Nullable String accessToken,
            @Nullable String accessTokenLife,
            List<Integer> pageSizes,
            @Nullable String startToken,
            int startAfterPage,
            double share,
            long timeoutMillis,
            long deadlineMillis,
            int pauseAfter) {
        static final Client PLAIN = new Client(null, null, null, null, null, 0, 0, 0, 0, 0);

        Client {
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
                    List.of(size),
                    startToken,
                    startAfterPage,
                    share,
                    timeoutMillis,
                    deadlineMillis,
                    pauseAfter);
        }
    }

    private record All(List<Scenario> scenarios) {}

    /** Those whose names hold {@code -Dconformance.scenarios}, or all. */
    static Stream<Scenario> chosen() throws IOException {
        String text = System.getProperty("conformance.scenarios", "");
        return read(Path.of("scenarios.yaml")).stream()
                .filter(each -> each.name().contains(text));
    }

    /** All of a file; one with several page sizes is one for each of them. */
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
                sandbox,
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
