package io.github.segments4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients in other languages get their pace from the contract; it is the one that this client keeps. */
class ContractNumbersTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final FakeTime time = new FakeTime();
    private String contract;
    private Pacer pacer;

    @BeforeEach
    void aPacerForTheLimitOfTheContract() throws IOException {
        contract = Files.readString(Path.of("..", "openapi", "segments.yaml"));
        pacer = new Pacer((int) number("x-rate-limit", "requests"), time);
    }

    @Test
    void theBurstTheSpacingAndTheWindowAreThoseOfTheContract() throws Exception {
        List<Long> starts = starts(11);

        int burst = (int) number("pace", "burst");
        assertThat(starts.subList(0, burst)).containsOnly(0L);
        assertThat(starts.get(burst)).isEqualTo((long) number("pace", "spacingMillis"));
        assertThat(starts.get(10)).isEqualTo((long) number("pace", "windowMillis"));
    }

    @Test
    void aRefusalSlowsDownAsTheContractSays() throws Exception {
        pacer.answered(pacer.acquire(LONG), Duration.ofSeconds(1));
        starts(10); // what had started before still counts

        List<Long> starts = starts(2);

        double slower = number("pace", "spacingMillis") / number("refused", "decrease");
        assertThat((double) (starts.get(1) - starts.get(0)))
                .isCloseTo(slower, withinPercentage(3)); // it has recovered a little
    }

    @Test
    void theRetriesAreThoseOfTheContract() {
        assertThat(SegmentsClientBuilder.ATTEMPTS).as("attempts").isEqualTo((int) number("x-retries", "attempts"));
        assertMillis(SegmentsClientBuilder.BACKOFF, "backoffMillis");
        assertMillis(SegmentsClientBuilder.LONGEST_BACKOFF, "longestBackoffMillis");
        assertMillis(SegmentsClientBuilder.LONGEST_RETRY_AFTER, "longestRetryAfterMillis");
        assertMillis(SegmentsClientBuilder.DEADLINE, "deadlineMillis");
        assertThat(Backoff.JITTER).as("jitter").isEqualTo(number("x-retries", "jitter"));
    }

    @Test
    void theTransientStatusesAreThoseOfTheContract() {
        Set<Integer> statuses = new HashSet<>(list("x-retries", "statuses"));
        statuses.addAll(list("x-retries", "waitedOut"));

        assertThat(ErrorReader.TRANSIENT).as("statuses and waitedOut").isEqualTo(statuses);
        assertThat(list("x-retries", "waitedOut")).as("waitedOut").containsExactly(Problem.TOO_MANY_REQUESTS);
    }

    @Test
    void theEmptyPagesAreThoseOfTheContract() {
        assertThat(ListOptions.MAX_EMPTY_PAGES).as("maxEmptyPages").isEqualTo((int)
                number("x-paging", "maxEmptyPages"));
    }

    @Test
    void theLimitAndTheSlowestPaceAreThoseOfTheContract() {
        assertThat(SegmentsClientBuilder.RATE_LIMIT).as("requests").isEqualTo((int) number("x-rate-limit", "requests"));
        assertMillis(PacedExchange.WINDOW, "x-rate-limit", "windowMillis");
        assertThat(Pacer.DECREASE).as("decrease").isEqualTo(number("refused", "decrease"));
        assertThat(Pacer.INCREASE * SegmentsClientBuilder.RATE_LIMIT)
                .as("increasePerSecond")
                .isEqualTo(number("refused", "increasePerSecond"));
        assertThat(Pacer.SLOWEST * SegmentsClientBuilder.RATE_LIMIT)
                .as("slowestPerSecond")
                .isEqualTo(number("refused", "slowestPerSecond"));
    }

    private void assertMillis(Duration ours, String name) {
        assertMillis(ours, "x-retries", name);
    }

    private void assertMillis(Duration ours, String block, String name) {
        assertThat(ours).as(name).isEqualTo(Duration.ofMillis((long) number(block, name)));
    }

    private List<Integer> list(String block, String name) {
        Matcher found = Pattern.compile(block + ":\n(?: .*\n)*? +" + name + ": \\[([0-9, ]+)]\n")
                .matcher(contract);
        assertThat(found.find()).as("%s of %s in the contract", name, block).isTrue();
        return Stream.of(found.group(1).split(", ")).map(Integer::valueOf).toList();
    }

    private List<Long> starts(int requests) throws Exception {
        List<Long> starts = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            pacer.acquire(LONG);
            starts.add(time.passed().toMillis());
        }
        return starts;
    }

    private double number(String block, String name) {
        Matcher found = Pattern.compile(block + ":\n(?: .*\n)*? +" + name + ": ([0-9.]+)\n")
                .matcher(contract);
        assertThat(found.find()).as("%s of %s in the contract", name, block).isTrue();
        return Double.parseDouble(found.group(1));
    }
}
