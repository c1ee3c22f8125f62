package io.github.segments4j.cli.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segments4j.sandbox.RequestLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestsTest {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    @Test
    void requestsThatAreExactlyASecondApartAreNotInTheSameSecond() {
        assertThat(new Requests(List.of(at(0), at(1), at(999), at(1000))).mostInASecond())
                .isEqualTo(3);
        assertThat(new Requests(List.of(at(0), at(1000), at(2000))).mostInASecond())
                .isOne();
        assertThat(new Requests(List.of()).mostInASecond()).isZero();
    }

    @Test
    void onlyAPageThatComesAgainAndAgainIsALoop() {
        RequestLog.Entry repeated = page("next_token=a");

        assertThat(new Requests(Collections.nCopies(9, repeated)).loop()).isEmpty();
        assertThat(new Requests(Collections.nCopies(10, repeated)).loop()).hasValue(10);
        assertThat(new Requests(IntStream.range(0, 100)
                                .mapToObj(i -> page("next_token=" + i))
                                .toList())
                        .loop())
                .isEmpty();
        assertThat(new Requests(Collections.nCopies(100, entry(0, "", 503, "status 503"))).loop())
                .isEmpty();
    }

    @Test
    void aRequestIsUnneededIfThePageIsKnownOrItCameTooSoonOrAfterARefusal() {
        assertThat(unneeded(page(""), page("next_token=a"), entry(0, "next_token=b", 503, "status 503")))
                .isZero();
        assertThat(unneeded(page(""), page(""))).isOne();
        assertThat(unneeded(entry(0, "", 200, "cut after 100 bytes"), page(""))).isZero();
        assertThat(unneeded(entry(0, "", 200, "latency 1500 ms"), page(""))).isZero();
        assertThat(unneeded(entry(0, "", 429))).isOne();
        assertThat(unneeded(entry(0, "", 429, "status 429"))).isZero();
        assertThat(unneeded(entry(0, "", 401), entry(0, "", 401))).isOne();
    }

    @Test
    void aRequestThatFollowsARetryAfterAtOnceIsImpatient() {
        RequestLog.Entry refused = entry(0, "", 429, "status 429 {Retry-After=2}");

        assertThat(new Requests(List.of(refused, at(249))).impatient()).isOne();
        assertThat(new Requests(List.of(refused, at(250))).impatient()).isZero();
        assertThat(new Requests(List.of(refused)).impatient()).isZero();
        assertThat(new Requests(List.of(entry(0, "", 429, "status 429"), at(1))).impatient())
                .isZero();
    }

    @Test
    void aRequestForAnotherPageMayHaveBeenUnderWayWhenTheRetryAfterCame() {
        RequestLog.Entry refused = entry(0, "next_token=a", 429, "status 429 {Retry-After=2}");
        RequestLog.Entry other = entry(1, "next_token=b", 200);

        assertThat(new Requests(List.of(refused, other)).impatient()).isZero();
        assertThat(new Requests(List.of(refused, other, entry(2, "next_token=a", 200))).impatient())
                .isOne();
        assertThat(new Requests(List.of(refused, other, entry(2000, "next_token=a", 200))).impatient())
                .isZero();
    }

    @Test
    void theRowsOfEachPageCountOnceSinceTheFirstPage() {
        Requests requests = new Requests(List.of(
                page("limit=1&with_total=true"),
                page("limit=30"),
                entry(0, "limit=30&next_token=a", 200, "empty page"),
                entry(0, "limit=30&next_token=b", 200, "HTML"),
                page("limit=300&next_token=b"),
                page("next_token=b")));

        assertThat(requests.rows(100)).isEqualTo(130);
        assertThat(requests.repeatedPages()).isOne();
    }

    private static int unneeded(RequestLog.Entry... entries) {
        return new Requests(List.of(entries)).unneeded();
    }

    private static RequestLog.Entry at(long millis) {
        return entry(millis, "", 200);
    }

    private static RequestLog.Entry page(String query) {
        return entry(0, query, 200);
    }

    private static RequestLog.Entry entry(long millis, String query, int status, String... faults) {
        return new RequestLog.Entry(
                START.plusMillis(millis),
                "GET",
                "/api/segments",
                query,
                Map.of(),
                status,
                new ArrayList<>(List.of(faults)));
    }
}
