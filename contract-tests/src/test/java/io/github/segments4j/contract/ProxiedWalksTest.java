package io.github.segments4j.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segments4j.ListOptions;
import io.github.segments4j.SegmentPage;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.model.Segment;
import io.github.segments4j.sandbox.Limit;
import io.github.segments4j.sandbox.Paging;
import io.github.segments4j.sandbox.Sandbox;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole conversations with the sandbox, with Prism in front: every exchange keeps the contract. */
@PrismTest
class ProxiedWalksTest {
    /** Long enough for the awkward names, of which each hundred has one. */
    private static final int SEGMENTS = 250;

    @ParameterizedTest
    @EnumSource
    void everyPageKeepsTheContractWhileSegmentsComeAndGo(Paging paging) {
        try (Sandbox sandbox = Sandbox.builder()
                        .segments(SEGMENTS)
                        .paging(paging)
                        .rateLimit(Limit.NONE)
                        .start();
                Prism proxy = Prism.proxy(sandbox.baseUrl())) {
            ApiRequest first = Vendor.segments(sandbox.tenant(), sandbox.accessToken())
                    .query("limit", "20")
                    .query("with_total", "true");
            List<String> ids = new ArrayList<>();

            ApiRequest request = first;
            for (int pages = 1; pages <= SEGMENTS && request != null; pages++) {
                Response page = request.send(proxy.url());
                assertValid(request, page, 200);
                List<String> its = page.jsonPath().getList("data.id");
                ids.addAll(its);
                sandbox.segments().delete(its.get(0));
                sandbox.segments().add("Added \uD83C\uDF84 \"while\" paging " + pages);
                String token = page.jsonPath().getString("next_token");
                request = token == null || token.isEmpty() ? null : first.query("next_token", token);
            }

            assertThat(ids).doesNotHaveDuplicates();
            if (paging == Paging.SNAPSHOT) {
                assertThat(ids).hasSize(SEGMENTS);
            }
        }
    }

    @Test
    void accessTokensAndTokensOfPagesComeAndGo(ProxiedSandbox proxied) {
        Sandbox sandbox = proxied.sandbox();
        sandbox.segments().add("First");
        sandbox.segments().add("Second");
        ApiRequest key = Vendor.token(sandbox.tenant(), sandbox.clientId(), sandbox.clientSecret());

        Response made = key.send(proxied.url());
        assertValid(key, made, 200);
        ApiRequest first = Vendor.segments(sandbox.tenant(), made.jsonPath().getString("access_token"))
                .query("limit", "1");
        Response page = first.send(proxied.url());
        assertValid(first, page, 200);
        ApiRequest second = first.query("next_token", page.jsonPath().getString("next_token"));
        assertValid(second, second.send(proxied.url()), 200);

        sandbox.clock().advance(Duration.ofHours(2));

        assertValid(second, second.send(proxied.url()), 401);
        ApiRequest late = second.header("Authorization", "Bearer " + sandbox.accessToken());
        assertValid(late, late.send(proxied.url()), 400);
    }

    @Test
    void allThatTheClientSendsAndGetsKeepsTheContract(ProxiedSandbox proxied) {
        Sandbox sandbox = proxied.sandbox();
        for (int i = 1; i <= 5; i++) {
            sandbox.segments().add("Segment " + i);
        }
        try (SegmentsClient client = SegmentsClient.builder()
                .baseUrl(proxied.url())
                .tenant(sandbox.tenant())
                .apiKey(sandbox.clientId(), sandbox.clientSecret())
                .build()) {
            List<String> names = new ArrayList<>();
            ListOptions options = ListOptions.pageSize(2).withTotal();
            for (int pages = 1; pages <= 5 && options != null; pages++) {
                SegmentPage page = client.page(options);
                assertThat(page.headers()).doesNotContainKey(Prism.VIOLATIONS);
                names.addAll(page.data().stream().map(Segment::name).toList());
                options = page.nextToken()
                        .map(token -> ListOptions.pageSize(2).withStartingAt(token))
                        .orElse(null);
            }

            assertThat(names).containsExactly("Segment 1", "Segment 2", "Segment 3", "Segment 4", "Segment 5");
            assertThat(client.count()).isEqualTo(5);
        }
    }

    private static void assertValid(ApiRequest request, Response response, int status) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(Verdict.ofPrism(response)).as("Prism").isEqualTo(Verdict.VALID);
        assertThat(Verdict.ofValidator(request, response)).as("validator").isEqualTo(Verdict.VALID);
    }
}
