package io.github.segments4j.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.segments4j.ListOptions;
import io.github.segments4j.PermissionException;
import io.github.segments4j.ProtocolException;
import io.github.segments4j.SegmentPage;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.SegmentsClientBuilder;
import io.github.segments4j.contract.CannedServer.Received;
import io.github.segments4j.model.Segment;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client's generated half, which follows the contract, held against the names on the vendor's pages. */
class ClientOnTheWireTest {
    private CannedServer server;

    @BeforeEach
    void start() {
        server = new CannedServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aPageIsAskedForInTheVendorsWords() {
        server.answers(200, "application/json", "{\"data\":[]}");

        try (SegmentsClient client = client().accessToken("an-access-token").build()) {
            client.page(
                    ListOptions.pageSize(12).withStartingAt("ABCd1fghIJk2l3M").withTotal());
        }

        Received request = server.received().get(0);
        assertThat(request.line()).startsWith("GET ");
        URI uri = URI.create(request.line().substring("GET ".length()));
        assertThat(uri.getPath()).isEqualTo("/api/segments");
        assertThat(uri.getQuery().split("&"))
                .containsExactlyInAnyOrder("limit=12", "next_token=ABCd1fghIJk2l3M", "with_total=true");
        assertThat(request.headers())
                .containsEntry("Amperity-tenant", List.of("acme"))
                .containsEntry("Api-version", List.of("2024-04-01"))
                .containsEntry("Authorization", List.of("Bearer an-access-token"))
                .containsEntry("Accept", List.of("application/json"));
        assertThat(request.body()).isEmpty();
    }

    @Test
    void aPageIsReadInTheVendorsWords() {
        server.answers(200, "application/json", """
        {"total": 7, "next_token": "ABCa1bcdDEe2f3G",
         "data": [{"id": "ab-1CDEfGHI", "name": "Holiday Segment", "status": "active"}]}""");

        try (SegmentsClient client = client().accessToken("an-access-token").build()) {
            SegmentPage page = client.page(ListOptions.defaults());

            assertThat(page.data())
                    .containsExactly(Segment.builder()
                            .id("ab-1CDEfGHI")
                            .name("Holiday Segment")
                            .status("active")
                            .build());
            assertThat(page.nextToken()).contains("ABCa1bcdDEe2f3G");
            assertThat(client.count()).isEqualTo(7);
        }
    }

    @Test
    void anErrorIsReadInTheVendorsWords() {
        server.answers(403, "application/json", """
        {"status": 403, "message": "Not yours.", "request_id": "r-1", "trace_id": "t-1"}""");

        try (SegmentsClient client = client().accessToken("an-access-token").build()) {
            PermissionException error =
                    catchThrowableOfType(PermissionException.class, () -> client.page(ListOptions.defaults()));

            assertThat(error.serverMessage()).contains("Not yours.");
            assertThat(error.requestId()).contains("r-1");
            assertThat(error.traceId()).contains("t-1");
        }
    }

    @Test
    void anAccessTokenIsAskedForAndReadInTheVendorsWords() {
        server.answers(200, "application/json", """
        {"access_token": "made.of.a.key", "expires_in": 3600, "token_type": "Bearer", "data": []}""");

        try (SegmentsClient client = client().apiKey("an-id", "a-secret").build()) {
            client.page(ListOptions.defaults());
        }

        Received exchange = server.received().get(0);
        assertThat(exchange.line()).isEqualTo("POST /api/v0/oauth2/token");
        assertThat(exchange.headers())
                .containsEntry("X-amperity-tenant", List.of("acme"))
                .containsEntry("Content-type", List.of("application/x-www-form-urlencoded"));
        assertThat(exchange.body().split("&"))
                .containsExactlyInAnyOrder(
                        "grant_type=client_credentials", "client_id=an-id", "client_secret=a-secret");
        assertThat(server.received().get(1).headers()).containsEntry("Authorization", List.of("Bearer made.of.a.key"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      data | {}
      id   | {"data":[{"name":"A"}]}
      name | {"data":[{"id":"1"}]}
      """)
    void aPageWithoutWhatTheVendorAlwaysSendsIsRefusedByName(String field, String page) {
        server.answers(200, "application/json", page);

        try (SegmentsClient client = client().accessToken("an-access-token").build()) {
            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> client.page(ListOptions.defaults()))
                    .withMessageContaining(field);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      access_token | {"expires_in":3600,"token_type":"Bearer"}
      token_type   | {"access_token":"t","expires_in":3600}
      """)
    void anAccessTokenWithoutWhatTheVendorAlwaysSendsIsRefusedByName(String field, String answer) {
        server.answers(200, "application/json", answer);

        try (SegmentsClient client = client().apiKey("an-id", "a-secret").build()) {
            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> client.page(ListOptions.defaults()))
                    .withMessageContaining(field);
        }
    }

    private SegmentsClientBuilder client() {
        return SegmentsClient.builder()
                .baseUrl(server.url() + "/api")
                .tenant("acme")
                .attempts(1);
    }
}
