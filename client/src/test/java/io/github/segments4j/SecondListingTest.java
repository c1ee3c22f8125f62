package io.github.segments4j;

import static io.github.segments4j.ScriptedServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import feign.TypedResponse;
import io.github.segments4j.generated.Campaign;
import io.github.segments4j.generated.CampaignsApi;
import io.github.segments4j.generated.ListRecipientsResponse;
import io.github.segments4j.generated.Recipient;
import io.github.segments4j.generated.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists campaigns, for which the client has no line: {@link CampaignListing} is what somebody would add by hand. */
class SecondListingTest {
    private final FakeTime time = new FakeTime();
    private ScriptedServer server;
    private SegmentsClient client;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer();
        client = server.client(time).build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void allRowsOfAllPagesAreRead() {
        server.then(page("t%2B/ +", "a", "b")).then(page("t2")).then(page("", "c"));

        assertThat(campaigns(ListOptions.pageSize(2))).extracting(Campaign::id).containsExactly("a", "b", "c");
        assertThat(server.asked)
                .extracting(ScriptedServer.Asked::query)
                .containsExactly("limit=2", "limit=2&next_token=t%252B%2F%20%2B", "limit=2&next_token=t2");
        assertThat(server.asked).allSatisfy(request -> {
            assertThat(request.path()).isEqualTo("/api/campaigns");
            assertThat(request.headers().get("amperity-tenant")).containsExactly("acme");
            assertThat(request.headers().get("api-version")).containsExactly("2024-04-01");
            assertThat(request.headers().get("Authorization")).containsExactly("Bearer a-secret-token");
        });
    }

    @Test
    void itSharesThePaceOfTheClient() {
        IntStream.rangeClosed(1, 20).forEach(number -> server.then(page("t" + number, "a" + number)));
        server.then(page("", "last"));

        assertThat(campaigns(ListOptions.defaults())).hasSize(21);
        assertThat(time.passed()).isEqualTo(Duration.ofMillis(2_080));
    }

    @Test
    void transientErrorsAreRetried() {
        server.then(json(503, "{}")).then(page("t1", "a")).then(json(429, "{}")).then(page("", "b"));

        assertThat(campaigns(ListOptions.defaults())).extracting(Campaign::id).containsExactly("a", "b");
        assertThat(server.asked).hasSize(4);
    }

    @Test
    void itResumesAtTheTokenOfAPageAndAtThatOfAnError() {
        server.then(page("t1", "a")).then(page("t2", "b")).then(json(400, "{\"message\":\"no\"}"));

        List<CampaignListing.CampaignPage> pages = new ArrayList<>();
        SegmentsException error = catchThrowableOfType(
                SegmentsException.class,
                () -> campaigns(ListOptions.defaults()).pages().forEach(pages::add));
        server.then(page("", "c"));

        assertThat(pages)
                .extracting(CampaignListing.CampaignPage::nextToken)
                .containsExactly(Optional.of("t1"), Optional.of("t2"));
        assertThat(error.pageToken()).contains("t2");
        assertThat(campaigns(ListOptions.startingAt(error.pageToken().orElseThrow())))
                .extracting(Campaign::id)
                .containsExactly("c");
    }

    @Test
    void itReadsAhead() {
        server.then(page("t1", "a")).then(page("t2", "b")).then(page("", "c"));

        assertThat(campaigns(ListOptions.defaults().withReadAhead(1)))
                .extracting(Campaign::id)
                .containsExactly("a", "b", "c");
    }

    @Test
    void aTokenThatRepeatsEndsIt() {
        server.then(page("t1", "a")).then(page("t1", "b"));

        assertThatThrownBy(() -> campaigns(ListOptions.defaults()).forEach(row -> {}))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("next_token a second time");
    }

    @Test
    void parametersAndFieldsOfEveryKindAreSentAndRead() {
        CampaignsApi api = client.fetcher.api(CampaignsApi.class);
        server.then(
                "{\"data\":[{\"id\":\"r\",\"state\":\"paused\",\"kind\":\"old\",\"reached_at\":\"2026-01-31T23:59:59Z\","
                        + "\"labels\":{\"b\":\"1\",\"a\":\"2\"},\"groups\":[7,8],\"score\":1.5,\"anything\":[null]}]}");

        TypedResponse<ListRecipientsResponse> response = api.listRecipients(
                "acme",
                "north/1",
                CampaignsApi.LIST_RECIPIENTS_API_VERSION,
                List.of(State.SENT, State.of("paused")),
                "new,old",
                State.FAILED,
                Quoted.encoded("2026-01-31T23:59:59+01:00"),
                null,
                FeignApi.options(Deadline.ofPage(Duration.ofMinutes(1), time)));

        assertThat(server.asked.get(0).rawPath()).isEqualTo("/api/campaigns/north%2F1/recipients");
        assertThat(server.asked.get(0).query())
                .isEqualTo("state=sent&state=paused&kinds=new%2Cold&only=failed"
                        + "&reached_after=2026-01-31T23%3A59%3A59%2B01%3A00");
        Recipient row = response.body().data().get(0);
        assertThat(row.state()).isEqualTo(State.of("paused"));
        assertThat(row.kind()).contains("old");
        assertThat(row.reachedAt()).contains("2026-01-31T23:59:59Z");
        assertThat(row.labels().orElseThrow().keySet()).containsExactly("b", "a");
        assertThat(row.groups().orElseThrow()).containsExactly(7L, 8L);
        assertThat(row.fields().keySet())
                .containsExactly("id", "state", "kind", "reached_at", "labels", "groups", "score", "anything");
    }

    /** CONTRIBUTING.md shows the code of {@link CampaignListing}, and says how long it is. */
    @Test
    void theGuideShowsItInThirtyLines() throws IOException {
        String source = Files.readString(Path.of("src/test/java/io/github/segments4j/CampaignListing.java"));
        String code = source.substring(source.indexOf("/** All campaigns"));

        assertThat(code.lines()).hasSizeLessThanOrEqualTo(30);
        assertThat(Files.readString(Path.of("../CONTRIBUTING.md"))).contains("```java\n" + code + "```");
    }

    private CampaignListing campaigns(ListOptions options) {
        return new CampaignListing(client.fetcher, "acme", CampaignsApi.LIST_CAMPAIGNS_API_VERSION, options);
    }

    private static String page(String token, String... ids) {
        String rows = List.of(ids).stream().map("{\"id\":\"%s\"}"::formatted).collect(Collectors.joining(","));
        return "{\"data\":[%s],\"next_token\":\"%s\"}".formatted(rows, token);
    }
}
