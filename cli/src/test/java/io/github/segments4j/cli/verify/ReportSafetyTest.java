package io.github.segments4j.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.segments4j.cli.verify.report.Report;
import io.github.segments4j.cli.verify.report.ReportFormat;
import io.github.segments4j.sandbox.Limit;
import io.github.segments4j.sandbox.Sandbox;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** Reports about a hostile server stay safe to print. */
class ReportSafetyTest {
    private static final String SECRET = "sandbox-access-token";

    @ParameterizedTest
    @EnumSource
    void noReportContainsTheAccessTokenOrControlCharacters(ReportFormat format) throws Exception {
        try (Sandbox sandbox =
                        Sandbox.builder().segments(25).rateLimit(Limit.NONE).start();
                TamperingProxy proxy = new TamperingProxy(sandbox)) {
            String evil = "\u001b[2J\u0000\u202e]]>&<a> Bearer " + SECRET + " ";
            proxy.changingResponses(
                            TamperingProxy.Response::isPage,
                            page -> page.with(json -> {
                                json.put(evil, "\ud800" + evil);
                                json.put("next_token", evil);
                                json.path("data")
                                        .forEach(row -> ((ObjectNode) row)
                                                .put("status", evil)
                                                .put(evil + "2", evil));
                            }))
                    .changingResponses(
                            TamperingProxy.Response::isError,
                            error -> error.withHeader("X-RateLimit-Limit", "for " + SECRET)
                                    .withHeader("Content-Type", "text/" + SECRET)
                                    .withHeader(
                                            "Sunset", error.request().headers().getOrDefault("Authorization", SECRET))
                                    .with(json -> json.put("message", evil).put("status", evil)));

            String text = written(VerificationRunner.of(proxy.baseUrl(), sandbox), format);

            assertThat(text).contains("unknown-field").contains("***");
            assertThat(text).doesNotContain(SECRET, "access-token ", "sandbox-acces", "\u001b", "\u0000", "\u202e");
        }
    }

    @ParameterizedTest
    @EnumSource
    void noReportContainsATokenThatHasAnotherName(ReportFormat format) throws Exception {
        String token = "eyJ0eXAiOiJKV1QifQ.e30.c2lnbmF0dXJl";
        try (Sandbox sandbox =
                        Sandbox.builder().segments(25).rateLimit(Limit.NONE).start();
                TamperingProxy proxy = new TamperingProxy(sandbox)) {
            proxy.changingResponses(
                    response -> response.text().contains("expires_in"),
                    response -> response.with(json -> {
                        json.remove("access_token");
                        json.put("jwt", token).put("expires_in", token);
                    }));

            String text = written(VerificationRunner.withApiKey(proxy.baseUrl(), sandbox), format);

            assertThat(text).contains("unknown-field").doesNotContain(token, token.substring(0, 12));
        }
    }

    @Test
    void theXmlIsWellFormedWhateverTheServerSends() throws Exception {
        try (Sandbox sandbox =
                        Sandbox.builder().segments(25).rateLimit(Limit.NONE).start();
                TamperingProxy proxy = new TamperingProxy(sandbox)) {
            proxy.changingResponses(
                    TamperingProxy.Response::isPage,
                    page -> page.with(json -> json.put("]]>\u0001\uffff<&\"'", "\ud800 ]]>")));

            Document xml = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(
                            written(VerificationRunner.of(proxy.baseUrl(), sandbox), ReportFormat.JUNIT))));

            assertThat(xml.getElementsByTagName("failure")
                            .item(0)
                            .getAttributes()
                            .getNamedItem("message")
                            .getNodeValue())
                    .startsWith("unknown-field ListSegmentsResponse.]]>\\u0001\\uffff<&\"'");
        }
    }

    @Test
    void theJsonHasAllOfAFinding() throws Exception {
        try (Sandbox sandbox =
                        Sandbox.builder().segments(25).rateLimit(Limit.NONE).start();
                TamperingProxy proxy = new TamperingProxy(sandbox)) {
            proxy.changingResponses(TamperingProxy.Response::isPage, page -> page.with(json -> json.put("extra", 7)));

            JsonNode json = new JsonMapper()
                    .readTree(written(VerificationRunner.of(proxy.baseUrl(), sandbox), ReportFormat.JSON));

            assertThat(json.path("findings").size()).isEqualTo(1);
            assertThat(json.path("findings").path(0).toString())
                    .isEqualTo("{\"severity\":\"new\",\"code\":\"unknown-field\","
                            + "\"subject\":\"ListSegmentsResponse.extra\",\"check\":\"first-page\","
                            + "\"request\":\"GET /api/segments?limit=1&with_total=true\","
                            + "\"contract\":\"ListSegmentsResponse has total, next_token, data\","
                            + "\"actual\":\"extra is number 7\"}");
        }
    }

    @ParameterizedTest
    @MethodSource
    void noReportContainsASecretInAnotherForm(UnaryOperator<String> echo) throws Exception {
        try (Sandbox sandbox =
                        Sandbox.builder().segments(25).rateLimit(Limit.NONE).start();
                TamperingProxy proxy = new TamperingProxy(sandbox)) {
            proxy.changingResponses(
                    TamperingProxy.Response::isPage, page -> page.with(json -> json.put("echo", echo.apply(SECRET))));

            String text = written(VerificationRunner.of(proxy.baseUrl(), sandbox), ReportFormat.TEXT);

            assertThat(text).contains("echo is string \"***").doesNotContain(echo.apply(SECRET));
        }
    }

    static Stream<UnaryOperator<String>> noReportContainsASecretInAnotherForm() {
        return Stream.of(
                secret -> secret.substring(1),
                secret -> secret.substring(0, 12),
                secret -> secret.toUpperCase(Locale.ROOT),
                secret -> secret.replace("-", "%2D"),
                secret -> secret.replace("s", "\\u0073"));
    }

    private static String written(Report report, ReportFormat format) throws IOException {
        StringWriter out = new StringWriter();
        format.write(report, out);
        return out.toString();
    }
}
