package io.github.segments4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
