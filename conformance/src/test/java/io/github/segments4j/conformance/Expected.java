package io.github.segments4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.segments4j.sandbox.RequestLog;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The expected result of a scenario, and the expected requests.
 *
 * @param names the names of the rows, if a server of the scenario's own has sent them
 * @param error the kind of the error; with a question mark, the listing may also ignore what is wrong
 * @param message a part of the message of the error
 * @param resume whether the listing ends with an error, and returns all other rows when it is resumed
 * @param requests the number of requests, or the smallest and the largest number
 * @param queries all parameters of each request
 * @param userAgent a part of the header of every request
 */
record Expected(
        Rows rows,
        @Nullable String rowStatus,
        @Nullable List<String> names,
        @Nullable Long total,
        @Nullable String error,
        @Nullable Integer status,
        @Nullable Integer attempts,
        String message,
        boolean resume,
        List<Integer> requests,
        @Nullable Integer requestsAtPause,
        @Nullable Integer pages,
        @Nullable List<Integer> statuses,
        @Nullable Integer refusals,
        @Nullable String firstToken,
        Map<String, String> query,
        @Nullable List<Map<String, String>> queries,
        @Nullable String path,
        Map<String, String> headers,
        @Nullable String userAgent,
        @Nullable NeverMoreThan neverMoreThan,
        List<Wait> waits,
        @Nullable List<Long> sleeps) {

    Expected {
        rows = rows == null ? new Rows(0, null, null) : rows;
        message = message == null ? "" : message;
        requests = requests == null ? List.of() : requests;
        query = query == null ? Map.of() : query;
        headers = headers == null ? Map.of() : headers;
        waits = waits == null ? List.of() : waits;
    }

    /** A selection of the rows that the sandbox had at the start, in its order. */
    record Rows(int from, @Nullable Integer to, @Nullable List<Integer> without) {
        List<Row> of(List<Row> all) {
            List<Row> some = new ArrayList<>();
            for (int i = from; i < (to == null ? all.size() : to); i++) {
                if (without == null || !without.contains(i)) {
                    some.add(all.get(i));
                }
            }
            return some;
        }
    }

    record NeverMoreThan(int requests, long millis) {}

    /** The time between a request and the next one. The number of the first request is 1. */
    record Wait(int after, long atLeastMillis, boolean untilNowPlus) {}

    void check(Outcome outcome, List<Row> all, List<RequestLog.Entry> sent, Instant nowPlus) {
        boolean isErrorOptional = error != null && error.endsWith("?");
        if (!isErrorOptional || outcome.error() != null) {
            assertThat(outcome.error())
                    .as("error; its message: %s", outcome.message())
                    .isEqualTo(isErrorOptional ? error.replace("?", "") : error);
        }
        if (!isErrorOptional) {
            checkRows(outcome, all);
        }
        if (status != null) {
            assertThat(outcome.status()).as("status of the error").isEqualTo(status);
        }
        if (attempts != null) {
            assertThat(outcome.attempts()).as("attempts of the error").isEqualTo(attempts);
        }
        assertThat(outcome.message()).as("message of the error").contains(message);
        if (requestsAtPause != null) {
            assertThat(outcome.requestsAtPause())
                    .as("requests before the pause")
                    .isEqualTo(requestsAtPause);
        }
        if (sleeps != null) {
            checkSleeps(outcome.sleeps());
        }
        checkRequests(sent);
        checkTimes(sent, nowPlus);
    }

    private void checkRows(Outcome outcome, List<Row> all) {
        if (names != null) {
            assertThat(outcome.rows()).extracting(Row::name).as("names").isEqualTo(names);
        } else {
            assertThat(outcome.rows()).as("rows").isEqualTo(expected(all));
        }
        assertThat(outcome.total()).as("total").isEqualTo(total);
    }

    private List<Row> expected(List<Row> all) {
        return rows.of(all).stream()
                .map(row -> rowStatus == null ? row : row.withStatus(rowStatus))
                .toList();
    }

    private void checkSleeps(List<Long> slept) {
        assertThat(slept).as("sleeps in milliseconds").hasSameSizeAs(sleeps);
        for (int i = 0; i < slept.size(); i++) {
            // A client may count in whole milliseconds.
            assertThat(slept.get(i))
                    .as("sleep %d of %s, expected were %s", i + 1, slept, sleeps)
                    .isCloseTo(sleeps.get(i), within(1L));
        }
    }

    private void checkRequests(List<RequestLog.Entry> sent) {
        if (!requests.isEmpty()) {
            assertThat(sent).as("requests").hasSizeBetween(requests.get(0), requests.get(requests.size() - 1));
        }
        if (pages != null) {
            assertThat(sent)
                    .filteredOn(entry -> entry.status() == 200)
                    .as("pages")
                    .hasSize(pages);
        }
        if (statuses != null) {
            assertThat(sent).extracting(RequestLog.Entry::status).as("statuses").isEqualTo(statuses);
        }
        if (refusals != null) {
            assertThat(sent)
                    .filteredOn(entry -> entry.status() == 429)
                    .as("refused requests")
                    .hasSize(refusals);
        }
        if (firstToken != null) {
            assertThat(parameters(sent.get(0)).get("next_token"))
                    .as("token of the first request")
                    .isEqualTo(firstToken);
        }
        if (queries != null) {
            assertThat(sent)
                    .extracting(Expected::parameters)
                    .as("parameters of the requests")
                    .isEqualTo(queries);
        }
        for (RequestLog.Entry entry : sent) {
            assertThat(parameters(entry)).as("parameters of a request").containsAllEntriesOf(query);
            if (path != null) {
                assertThat(entry.path()).as("path of a request").isEqualTo(path);
            }
            if (userAgent != null) {
                assertThat(entry.header("user-agent").orElse(""))
                        .as("user agent")
                        .contains(userAgent);
            }
            headers.forEach((name, value) -> assertThat(entry.header(name))
                    .as("header %s of a request", name)
                    .hasValue(value));
        }
    }

    private void checkTimes(List<RequestLog.Entry> sent, Instant nowPlus) {
        for (Wait wait : waits) {
            Duration waited = Duration.between(
                    sent.get(wait.after() - 1).at(), sent.get(wait.after()).at());
            assertThat(waited)
                    .as("wait after request %d", wait.after())
                    .isGreaterThanOrEqualTo(Duration.ofMillis(wait.atLeastMillis()));
            if (wait.untilNowPlus()) {
                assertThat(sent.get(wait.after()).at())
                        .as("arrival of request %d", wait.after() + 1)
                        .isAfterOrEqualTo(nowPlus);
            }
        }
        if (neverMoreThan != null) {
            int most = neverMoreThan.requests();
            for (int i = most; i < sent.size(); i++) {
                assertThat(Duration.between(sent.get(i - most).at(), sent.get(i).at()))
                        .as("time from request %d to request %d", i - most + 1, i + 1)
                        .isGreaterThanOrEqualTo(Duration.ofMillis(neverMoreThan.millis()));
            }
        }
    }

    private static Map<String, String> parameters(RequestLog.Entry entry) {
        Map<String, String> parameters = new HashMap<>();
        for (String each : entry.query().split("&", -1)) {
            String[] parts = each.split("=", 2);
            if (parts.length == 2) {
                parameters.put(
                        URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                        URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }
}
