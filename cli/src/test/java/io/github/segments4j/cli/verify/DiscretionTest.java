package io.github.segments4j.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.segments4j.sandbox.Sandbox;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** What a hostile server gets to say in a report. */
class DiscretionTest {
    private static final String SECRET = "sandbox-access-token";

    @ParameterizedTest
    @EnumSource
    void noReportHoldsTheAccessTokenOrAnythingThatDrivesATerminal(ReportFormat format) throws Exception {
        try (Sandbox sandbox = Sandbox.builder().segments(25).noRateLimit().start();
                Front front = new Front(sandbox)) {
            String evil = "\u001b[2J\u0000\u202e]]>&<a> Bearer " + SECRET + " ";
            front.answering(
                            Front.Answered::isPage,
                            page -> page.with(json -> {
                                json.put(evil, "\ud800" + evil);
                                json.put("next_token", evil);
                                json.path("data")
                                        .forEach(row -> ((ObjectNode) row)
                                                .put("status", evil)
                                                .put(evil + "2", evil));
                            }))
                    .answering(
                            Front.Answered::isError,
                            error -> error.withHeader("X-RateLimit-Limit", "for " + SECRET)
                                    .withHeader("Content-Type", "text/" + SECRET)
                                    .withHeader("Sunset", error.to().headers().getOrDefault("Authorization", SECRET))
                                    .with(json -> json.put("message", evil).put("status", evil)));

            String text = written(Verified.of(front.baseUrl(), sandbox), format);

            assertThat(text).contains("unknown-field").contains("***");
            assertThat(text).doesNotContain(SECRET, "access-token ", "sandbox-acces", "\u001b", "\u0000", "\u202e");
        }
    }

    @ParameterizedTest
    @EnumSource
    void noReportHoldsATokenThatCameUnderAnotherName(ReportFormat format) throws Exception {
        String token = "eyJ0eXAiOiJKV1QifQ.e30.c2lnbmF0dXJl";
        try (Sandbox sandbox = Sandbox.builder().segments(25).noRateLimit().start();
                Front front = new Front(sandbox)) {
            front.answering(
                    answer -> answer.text().contains("expires_in"),
                    answer -> answer.with(json -> {
                        json.remove("access_token");
                        json.put("jwt", token).put("expires_in", token);
                    }));

            String text = written(Verified.withApiKey(front.baseUrl(), sandbox), format);

            assertThat(text).contains("unknown-field").doesNotContain(token, token.substring(0, 12));
        }
    }

    @Test
    void theXmlIsWellFormedWhateverIsInIt() throws Exception {
        try (Sandbox sandbox = Sandbox.builder().segments(25).noRateLimit().start();
                Front front = new Front(sandbox)) {
            front.answering(
                    Front.Answered::isPage, page -> page.with(json -> json.put("]]>\u0001\uffff<&\"'", "\ud800 ]]>")));

            Document xml = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(
                            new StringReader(written(Verified.of(front.baseUrl(), sandbox), ReportFormat.JUNIT))));

            assertThat(xml.getElementsByTagName("failure")
                            .item(0)
                            .getAttributes()
                            .getNamedItem("message")
                            .getNodeValue())
                    .startsWith("unknown-field ListSegmentsResponse.]]>\\u0001\\uffff<&\"'");
        }
    }

    @Test
    void theJsonSaysWhatTheTextSays() throws Exception {
        try (Sandbox sandbox = Sandbox.builder().segments(25).noRateLimit().start();
                Front front = new Front(sandbox)) {
            front.answering(Front.Answered::isPage, page -> page.with(json -> json.put("extra", 7)));

            JsonNode json =
                    new JsonMapper().readTree(written(Verified.of(front.baseUrl(), sandbox), ReportFormat.JSON));

            assertThat(json.path("findings").size()).isEqualTo(1);
            assertThat(json.path("findings").path(0).toString())
                    .isEqualTo("{\"severity\":\"new\",\"code\":\"unknown-field\","
                            + "\"subject\":\"ListSegmentsResponse.extra\",\"check\":\"first-page\","
                            + "\"request\":\"GET /api/segments?limit=1&with_total=true\","
                            + "\"contract\":\"ListSegmentsResponse has total, next_token, data\","
                            + "\"came\":\"extra is number 7\"}");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
      the token is 0123456789abcdef here | the token is *** here
      cut: 0123456789ab…                 | cut: ***…
      its end: 456789abcdef              | its end: ***
      encoded: a%2Fb%2Bc%3Dd             | encoded: ***
      a piece: 0123456789                | a piece: 0123456789
      """)
    void aSecretIsTakenOutEvenInPart(String said, String shown) {
        Discretion discretion = new Discretion();
        discretion.keep("0123456789abcdef");
        discretion.keep("a/b+c=d");

        assertThat(discretion.shown(said)).isEqualTo(shown);
    }

    @Test
    void whatIsLongIsCut() {
        assertThat(new Discretion().shown("x".repeat(1_000_000))).hasSize(161).endsWith("…");
    }

    private static String written(Report report, ReportFormat format) throws IOException {
        StringWriter out = new StringWriter();
        format.write(report, out);
        return out.toString();
    }
}
