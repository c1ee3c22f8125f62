package io.github.segments4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets a client read a listing of {@link Driver#WAREHOUSE}: all rows, paced, retried, and resumed after an error. */
final class Walk {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Walk() {}

    static void run(Driver driver, String listing) throws IOException {
        try (ContractServer server = new ContractServer(Driver.WAREHOUSE);
                DriverProcess process = driver.startWalk()) {
            Outcome first = read(process, server, listing, null);
            assertThat(first.error()).as("the error of the first part").isEqualTo("invalid-request");
            assertThat(first.message()).contains("the listing ends here");
            assertThat(first.token()).as("the token to resume from").isNotNull();

            Outcome rest = read(process, server, listing, first.token());

            assertThat(rest.error()).as(rest.message()).isNull();
            List<Row> rows = new ArrayList<>(first.rows());
            rows.addAll(rest.rows());
            assertThat(rows).extracting(Row::id).isEqualTo(server.ids(listing));
            assertThat(server.refusals()).as("requests that came too early").isZero();
        }
    }

    private static Outcome read(DriverProcess process, ContractServer server, String listing, @Nullable String token)
            throws IOException {
        ObjectNode options = JSON.createObjectNode()
                .put("baseUrl", server.baseUrl())
                .put("accessToken", ContractServer.ACCESS_TOKEN)
                .put("listing", listing)
                .put("startToken", token);
        return process.list(options, () -> 0, () -> {});
    }
}
