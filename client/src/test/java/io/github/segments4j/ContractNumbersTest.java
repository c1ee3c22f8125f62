package io.github.segments4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The numbers of the contract's extensions are those of this client. Clients in other languages are generated with
 * them.
 */
class ContractNumbersTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Pattern LINE = Pattern.compile("( *)([A-Za-z0-9_./-]+):(?: (.*))?");
    private static final String CONTRACT_HAS_NONE = "no such number";

    private final FakeTime time = new FakeTime();
    private Map<String, String> contract;

    @BeforeEach
    void readTheNumbersOfTheContract() throws IOException {
        contract = numbers(Files.readAllLines(Path.of("..", "openapi", "segments.yaml")));
    }

    @Test
    void everyNumberOfTheContractIsThatOfThisClient() throws Exception {
        Map<String, String> client = numbersOfThisClient();

        TreeSet<String> fields = new TreeSet<>(contract.keySet());
        fields.addAll(client.keySet());
        List<String> differences = fields.stream()
                .filter(field -> !contract.getOrDefault(field, CONTRACT_HAS_NONE)
                        .equals(client.getOrDefault(field, "nothing").replaceFirst(".* = ", "")))
                .map(field -> field + ": the contract says " + contract.getOrDefault(field, CONTRACT_HAS_NONE)
                        + ", the Java client says " + client.getOrDefault(field, "nothing"))
                .toList();
        assertThat(differences).isEmpty();
    }

    @Test
    void aRefusalSlowsDownAsTheContractSays() throws Exception {
        Pacer pacer = pacer();
        pacer.answered(pacer.acquire(LONG), Duration.ofSeconds(1));
        starts(pacer, 10); // what had started before still counts

        List<Long> starts = starts(pacer, 2);

        double slower = number("x-rate-limit.pace.spacingMillis") / number("x-rate-limit.refused.decrease");
        assertThat((double) (starts.get(1) - starts.get(0)))
                .as("x-rate-limit.refused.decrease: milliseconds between two requests after a refusal")
                .isCloseTo(slower, withinPercentage(3)); // it has recovered a little
    }

    /** Each with the name of a constant, or with what was measured. */
    private Map<String, String> numbersOfThisClient() throws Exception {
        List<Long> starts = starts(pacer(), SegmentsClientBuilder.RATE_LIMIT + 1);
        long burst = starts.stream().filter(start -> start == 0).count();
        Map<String, String> numbers = new TreeMap<>();
        numbers.put("x-paging.maxEmptyPages", "ListOptions.MAX_EMPTY_PAGES = " + ListOptions.MAX_EMPTY_PAGES);

        numbers.put("x-rate-limit.requests", "SegmentsClientBuilder.RATE_LIMIT = " + SegmentsClientBuilder.RATE_LIMIT);
        numbers.put("x-rate-limit.windowMillis", millis("PacedExchange.WINDOW", PacedExchange.WINDOW));
        numbers.put("x-rate-limit.pace.burst", "the number of requests at once of Pacer = " + burst);
        numbers.put("x-rate-limit.pace.spacingMillis", "the spacing of Pacer = " + starts.get((int) burst));
        numbers.put("x-rate-limit.pace.windowMillis", "the window of Pacer = " + starts.get(starts.size() - 1));
        numbers.put("x-rate-limit.refused.decrease", "AdaptivePace.DECREASE = " + AdaptivePace.DECREASE);
        numbers.put(
                "x-rate-limit.refused.decreaseAtMostEveryMillis",
                millis("AdaptivePace.DECREASE_AT_MOST_EVERY", AdaptivePace.DECREASE_AT_MOST_EVERY));
        numbers.put(
                "x-rate-limit.refused.repeatedDecrease",
                "AdaptivePace.REPEATED_DECREASE = " + AdaptivePace.REPEATED_DECREASE);
        numbers.put(
                "x-rate-limit.refused.repeatedWithinMillis",
                millis("AdaptivePace.REPEATED_WITHIN", AdaptivePace.REPEATED_WITHIN));
        numbers.put(
                "x-rate-limit.refused.increasePerSecondSquared",
                "AdaptivePace.INCREASE * limit = " + ofLimit(AdaptivePace.INCREASE));
        numbers.put(
                "x-rate-limit.refused.slowestPerSecond",
                "AdaptivePace.SLOWEST * limit = " + ofLimit(AdaptivePace.SLOWEST));

        TreeSet<Integer> statuses = new TreeSet<>(ErrorReader.TRANSIENT);
        statuses.remove(Problem.TOO_MANY_REQUESTS);
        numbers.put("x-retries.statuses", "ErrorReader.TRANSIENT without 429 = " + statuses);
        numbers.put("x-retries.waitedOut", "Problem.TOO_MANY_REQUESTS = [" + Problem.TOO_MANY_REQUESTS + "]");
        numbers.put("x-retries.attempts", "SegmentsClientBuilder.ATTEMPTS = " + SegmentsClientBuilder.ATTEMPTS);
        numbers.put("x-retries.backoffMillis", millis("SegmentsClientBuilder.BACKOFF", SegmentsClientBuilder.BACKOFF));
        numbers.put("x-retries.jitter", "Backoff.JITTER = " + Backoff.JITTER);
        numbers.put(
                "x-retries.longestBackoffMillis",
                millis("SegmentsClientBuilder.LONGEST_BACKOFF", SegmentsClientBuilder.LONGEST_BACKOFF));
        numbers.put(
                "x-retries.longestRetryAfterMillis",
                millis("SegmentsClientBuilder.LONGEST_RETRY_AFTER", SegmentsClientBuilder.LONGEST_RETRY_AFTER));
        numbers.put(
                "x-retries.deadlineMillis", millis("SegmentsClientBuilder.DEADLINE", SegmentsClientBuilder.DEADLINE));
        return numbers;
    }

    private static String millis(String name, Duration value) {
        return name + " = " + value.toMillis();
    }

    private static double ofLimit(double share) {
        return share * SegmentsClientBuilder.RATE_LIMIT;
    }

    private Pacer pacer() {
        return new Pacer(SegmentsClientBuilder.RATE_LIMIT, time);
    }

    private List<Long> starts(Pacer pacer, int requests) throws Exception {
        long begin = time.passed().toMillis();
        List<Long> starts = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            pacer.acquire(LONG);
            starts.add(time.passed().toMillis() - begin);
        }
        return starts;
    }

    private double number(String field) {
        return Double.parseDouble(contract.getOrDefault(field, CONTRACT_HAS_NONE));
    }

    /** Reads the numbers and the lists of numbers below x-paging, x-rate-limit and x-retries, each with its path. */
    private static Map<String, String> numbers(List<String> yaml) {
        Map<String, String> numbers = new TreeMap<>();
        TreeMap<Integer, String> parents = new TreeMap<>();
        for (String line : yaml) {
            Matcher field = LINE.matcher(line);
            if (!field.matches()) {
                continue;
            }
            int depth = field.group(1).length();
            parents.tailMap(depth, true).clear();
            parents.put(depth, field.group(2));
            String path = parents.values().stream()
                    .dropWhile(parent -> !parent.matches("x-(paging|rate-limit|retries)"))
                    .collect(Collectors.joining("."));
            String value = field.group(3);
            if (!path.isEmpty() && value != null && value.matches("[0-9.]+|\\[[0-9, ]+]")) {
                numbers.put(path, value);
            }
        }
        return numbers;
    }
}
