package io.github.segments4j.redis;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pace in Redis falls and rises by the numbers of the contract, as that of the clients does. */
class ScheduleNumbersTest {
    private static final Path SCRIPT = Path.of("src/main/resources/io/github/segments4j/redis/schedule.lua");
    private static final Path CONTRACT = Path.of("..", "..", "openapi", "segments.yaml");

    /** A constant, maybe of seconds: {@code local REPEATED_WITHIN = 5 * SECOND}. */
    private static final Pattern CONSTANT = Pattern.compile("(?m)^local ([A-Z_]+) = ([0-9.]+)?(?: \\* )?(?:SECOND)?$");

    private static final Pattern REFUSED = Pattern.compile("(?m)^        refused:\n((?: {10}.*\n)+)");
    private static final Pattern FIELD = Pattern.compile("(\\w+): ([0-9.]+)");

    /** Rates are shares of the quota in the script, and requests a second in the contract. */
    private static final int QUOTA = 10;

    @Test
    void everyNumberOfTheContractIsThatOfTheScript() throws IOException {
        Map<String, Double> script = CONSTANT.matcher(Files.readString(SCRIPT))
                .results()
                .collect(toMap(
                        constant -> constant.group(1),
                        constant -> constant.group(2) == null ? 1 : Double.parseDouble(constant.group(2))));
        Map<String, Double> contract = REFUSED.matcher(Files.readString(CONTRACT))
                .results()
                .flatMap(refused -> FIELD.matcher(refused.group(1)).results())
                .collect(toMap((MatchResult field) -> field.group(1), field -> Double.valueOf(field.group(2))));

        assertThat(contract)
                .isEqualTo(Map.of(
                        "decrease", script.get("DECREASE"),
                        "repeatedDecrease", script.get("REPEATED_DECREASE"),
                        "repeatedWithinMillis", 1_000 * script.get("REPEATED_WITHIN"),
                        "decreaseAtMostEveryMillis", 1_000 * script.get("DECREASE_AT_MOST_EVERY"),
                        "increasePerSecondSquared", QUOTA * script.get("INCREASE"),
                        "slowestPerSecond", QUOTA * script.get("SLOWEST")));
    }
}
