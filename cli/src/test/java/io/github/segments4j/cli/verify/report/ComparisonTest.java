package io.github.segments4j.cli.verify.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a report says if it is compared with an earlier one. */
class ComparisonTest {
    @TempDir
    Path folder;

    @Test
    void aFindingIsKnownWhateverItsValues() throws IOException {
        Finding before = finding("unknown-field", "Segment.tier", Severity.NEW, "tier is string \"a\"");
        Finding after = finding("unknown-field", "Segment.tier", Severity.NEW, "tier is number 7");

        Report report = compare(report(result("first-page", before)), report(result("paging", after)));

        assertThat(report.findings()).isEmpty();
        assertThat(report.known()).containsExactly(after);
        assertThat(report.gone()).contains(List.of());
        assertThat(report.differs()).isFalse();
    }

    @Test
    void anotherSubjectOrSeverityIsNew() throws IOException {
        Finding before = finding("wrong-status", "422", Severity.NEW, "");
        Finding otherSubject = finding("wrong-status", "404", Severity.NEW, "");
        Finding worse = finding("wrong-status", "422", Severity.BREAKS, "");

        Report report = compare(report(result("a", before)), report(result("a", before, otherSubject, worse)));

        assertThat(report.findings()).containsExactly(otherSubject, worse);
        assertThat(report.differs()).isTrue();
    }

    @Test
    void whatIsNoLongerFoundIsGone() throws IOException {
        Finding before = finding("page-repeated", "", Severity.BREAKS, "");

        Report report = compare(report(result("paging", before)), report(result("paging")));

        assertThat(report.gone()).contains(List.of(before));
        assertThat(report.differs()).isFalse();
        assertThat(written(report, ReportFormat.TEXT)).contains("gone since the earlier report: page-repeated");
    }

    @Test
    void aCheckThatWasNotCompletedLosesNoFinding() throws IOException {
        Finding before = finding("page-repeated", "", Severity.BREAKS, "");
        Report night1 = report(result("paging", before));
        Report outage = compare(night1, report(unanswered("paging")));
        Report night3 = compare(outage, report(result("paging", before)));

        assertThat(outage.gone()).contains(List.of());
        assertThat(outage.known()).containsExactly(before);
        assertThat(night3.findings()).isEmpty();
    }

    @Test
    void whatWasKnownStaysKnown() throws IOException {
        Finding before = finding("page-repeated", "", Severity.BREAKS, "");
        Report night1 = report(result("paging", before));
        Report night2 = compare(night1, report(result("paging", before)));
        Report night3 = compare(night2, report(result("paging", before)));

        assertThat(night3.findings()).isEmpty();
        assertThat(night3.known()).containsExactly(before);
    }

    @ParameterizedTest
    @EnumSource
    void everyFormatTellsNewFromKnown(ReportFormat format) throws IOException {
        Finding known = finding("page-repeated", "", Severity.BREAKS, "");
        Finding other = finding("total-missing", "", Severity.BREAKS, "");

        Report report = compare(report(result("a", known)), report(result("a", known), result("b", other)));

        assertThat(written(report, format)).contains("page-repeated", "total-missing");
        assertThat(written(report, ReportFormat.JUNIT)).contains(" failures=\"1\" ");
    }

    @Test
    void sarifHasTheStateOfEachFinding() throws IOException {
        Finding known = finding("page-repeated", "", Severity.BREAKS, "");
        Finding gone = finding("rate-limit-headers", "", Severity.INFORMATIONAL, "");
        Finding other = finding("unknown-field", "Segment.tier", Severity.NEW, "");

        Report report = compare(report(result("a", known, gone)), report(result("a", known, other), unanswered("b")));
        JsonNode run = new JsonMapper()
                .readTree(written(report, ReportFormat.SARIF))
                .path("runs")
                .path(0);

        assertThat(run.path("results"))
                .extracting(result -> result.path("ruleId").asText() + " "
                        + result.path("level").asText() + " "
                        + result.path("baselineState").asText())
                .containsExactly(
                        "unknown-field warning new", "page-repeated error unchanged", "rate-limit-headers note absent");
        assertThat(run.path("tool").path("driver").path("rules"))
                .extracting(rule -> rule.path("id").asText())
                .containsExactly("unknown-field", "page-repeated", "rate-limit-headers");
        assertThat(run.path("invocations").path(0).path("executionSuccessful").asBoolean())
                .isFalse();
        assertThat(run.toString()).contains("not checked: b: the server failed");
    }

    private Report compare(Report earlier, Report later) throws IOException {
        Path file = Files.writeString(folder.resolve("earlier.json"), written(earlier, ReportFormat.JSON));
        return later.since(EarlierReport.read(file));
    }

    private static String written(Report report, ReportFormat format) throws IOException {
        StringWriter out = new StringWriter();
        format.write(report, out);
        return out.toString();
    }

    private static Report report(CheckResult... results) {
        return new Report("a server", "2024-04-01", List.of(results), 1, 1, Optional.empty(), Optional.empty());
    }

    private static CheckResult result(String check, Finding... findings) {
        return new CheckResult(check, List.of(findings), List.of(), Optional.empty(), Duration.ZERO);
    }

    private static CheckResult unanswered(String check) {
        Obstacle obstacle = new Obstacle(Obstacle.Kind.UNANSWERED, "the server failed");
        return new CheckResult(check, List.of(), List.of(), Optional.of(obstacle), Duration.ZERO);
    }

    private static Finding finding(String code, String subject, Severity severity, String actual) {
        Optional<String> about = Optional.of(subject).filter(text -> !text.isEmpty());
        return new Finding(code, about, severity, "GET /segments", "the contract", actual);
    }
}
