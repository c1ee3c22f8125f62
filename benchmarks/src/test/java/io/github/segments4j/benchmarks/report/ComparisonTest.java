package io.github.segments4j.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which changes since the baseline are larger than chance explains. */
class ComparisonTest {
    private static final String FLOOR = "the floor";

    private static final Table TABLE = new Table("Throughput", "", FLOOR, List.of(), List.of());

    private final Comparison comparison = new Comparison();

    @Test
    void aTenthMoreAllocationIsWorse() {
        comparison.add(
                "throughput",
                TABLE,
                figures(Measure.ALLOCATED_PER_PAGE, 100, 80),
                figures(Measure.ALLOCATED_PER_PAGE, 110, 80));

        assertThat(comparison.isWorse()).isTrue();
        assertThat(comparison.markdown()).contains("+10.0 %", "**worse**");
    }

    @Test
    void aSlowerMachineAloneIsTheSame() {
        comparison.add(
                "throughput",
                TABLE,
                figures(Measure.ROWS_PER_SECOND, 400_000, 420_000),
                figures(Measure.ROWS_PER_SECOND, 100_000, 105_000));

        assertThat(comparison.isWorse()).isFalse();
        assertThat(comparison.markdown()).contains("+0.0 %", "the same");
    }

    @Test
    void fewerRowsASecondThanTheReferenceAllowsIsWorseAndMoreIsBetter() {
        comparison.add(
                "throughput",
                TABLE,
                figures(Measure.ROWS_PER_SECOND, 400, 400),
                figures(Measure.ROWS_PER_SECOND, 300, 400));

        assertThat(comparison.isWorse()).isTrue();

        Comparison other = new Comparison();
        other.add(
                "throughput",
                TABLE,
                figures(Measure.ROWS_PER_SECOND, 400, 400),
                figures(Measure.ROWS_PER_SECOND, 500, 400));

        assertThat(other.isWorse()).isFalse();
        assertThat(other.markdown()).contains("better");
    }

    @Test
    void figuresOfOthersAndFiguresThatTheBaselineLacksAreLeftOut() {
        comparison.add("throughput", TABLE, new Figures(List.of()), figures(Measure.ALLOCATED_PER_PAGE, 110, 80));

        assertThat(comparison.markdown()).isEqualTo("There is nothing to compare with.\n");
    }

    private static Figures figures(Measure measure, double ours, double floor) {
        return new Figures(List.of(
                new Figures.Figure("pages of 100", Table.OURS, measure, ours),
                new Figures.Figure("pages of 100", FLOOR, measure, floor)));
    }
}
