package io.github.segments4j.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segments4j.cli.verify.report.Finding;
import io.github.segments4j.cli.verify.report.Report;
import io.github.segments4j.cli.verify.report.ReportFormat;
import io.github.segments4j.sandbox.Limit;
import io.github.segments4j.sandbox.Sandbox;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a server sends, a report stays short enough to read, and is made in reasonable time. */
class ReportSizeTest {
    private static final int FIELDS = 300_000;

    @Test
    void veryManyFindingsOfAKindAreCounted() throws IOException {
        Report report = verify(page -> page.with(json -> {
            for (int i = 0; i < FIELDS; i++) {
                json.put("field" + i, i);
            }
        }));

        List<Finding> unknown = report.findings().stream()
                .filter(finding -> finding.code().equals("unknown-field"))
                .toList();
        assertThat(unknown).hasSize(21);
        assertThat(unknown.get(20).subject()).contains("(others)");
        assertThat(unknown.get(20).actual()).isEqualTo(FIELDS - 20 + " more of this kind");
        assertIsShort(report);
    }

    @Test
    void longValuesAreCut() throws IOException {
        String value = "v".repeat(4_096);

        assertIsShort(verify(page -> page.with(json -> {
            for (int i = 0; i < 1_000; i++) {
                json.put("field" + i + value, value);
            }
        })));
    }

    @ParameterizedTest
    @ValueSource(ints = {1_001, 100_000})
    void jsonThatIsNestedTooDeeplyIsAFinding(int depth) throws IOException {
        String nested = "[".repeat(depth) + "]".repeat(depth);

        Report report = verify(page -> page.withBody("{\"data\":[],\"x\":" + nested + "}"));

        assertThat(VerificationRunner.titles(report)).contains("breaks: unsafe-json ListSegmentsResponse");
        assertThat(report.findings().get(0).actual()).contains("nesting depth");
    }

    private static Report verify(UnaryOperator<TamperingProxy.Response> change) throws IOException {
        try (Sandbox sandbox =
                        Sandbox.builder().segments(2).rateLimit(Limit.NONE).start();
                TamperingProxy proxy = new TamperingProxy(sandbox)) {
            proxy.changingResponses(TamperingProxy.Response::isPage, change);

            return VerificationRunner.of(proxy.baseUrl(), sandbox, 1, VerificationRunner.UNLIMITED);
        }
    }

    private static void assertIsShort(Report report) throws IOException {
        for (ReportFormat format : ReportFormat.values()) {
            StringWriter out = new StringWriter();
            format.write(report, out);
            assertThat(out.toString().length()).as("%s", format).isBetween(1_000, 50_000);
        }
    }
}
