package io.github.segments4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is more than chance, between a run and the baseline. */
class ComparisonTest {
    private static final String FLOOR = JavaClient.STREAMING.title;

    private final Comparison comparison = new Comparison();

    @Test
    void aTenthMoreAllocationIsWorse() {
        comparison.add(
                new ThroughputTable(),
                figures(Measure.ALLOCATED_PER_PAGE, 100, 80),
                figures(Measure.ALLOCATED_PER_PAGE, 110, 80));

        assertThat(comparison.isWorse()).isTrue();
        assertThat(comparison.markdown()).contains("+10.0 %", "**worse**");
    }

    @Test
    void aSlowerMachineAloneIsTheSame() {
        comparison.add(
                new ThroughputTable(),
                figures(Measure.ROWS_PER_SECOND, 400_000, 420_000),
                figures(Measure.ROWS_PER_SECOND, 100_000, 105_000));

        assertThat(comparison.isWorse()).isFalse();
        assertThat(comparison.markdown()).contains("+0.0 %", "the same");
    }

    @Test
    void fewerRowsASecondThanTheReferenceAllowsIsWorseAndMoreIsBetter() {
        comparison.add(
                new ThroughputTable(),
                figures(Measure.ROWS_PER_SECOND, 400, 400),
                figures(Measure.ROWS_PER_SECOND, 300, 400));

        assertThat(comparison.isWorse()).isTrue();

        Comparison other = new Comparison();
        other.add(
                new ThroughputTable(),
                figures(Measure.ROWS_PER_SECOND, 400, 400),
                figures(Measure.ROWS_PER_SECOND, 500, 400));

        assertThat(other.isWorse()).isFalse();
        assertThat(other.markdown()).contains("better");
    }

    @Test
    void whatIsNotOursAndWhatTheBaselineLacksIsLeftOut() {
        comparison.add(new ThroughputTable(), new Medians(List.of()), figures(Measure.ALLOCATED_PER_PAGE, 110, 80));

        assertThat(comparison.markdown()).isEqualTo("There is nothing to compare with.\n");
    }

    private static Medians figures(Measure measure, double ours, double floor) {
        return new Medians(List.of(
                new Figure("pages of 100", Figure.OURS, measure, ours),
                new Figure("pages of 100", FLOOR, measure, floor)));
    }
}
