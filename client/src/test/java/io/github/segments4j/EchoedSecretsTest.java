package io.github.segments4j;

import static io.github.segments4j.ListingTest.page;
import static io.github.segments4j.ScriptedServer.json;
import static io.github.segments4j.ScriptedServer.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every place in a response where a server may echo a secret, and every form in which it may do so. */
class EchoedSecretsTest {
    private static final String TOKEN = "eyJhbGciOi.J9*a/b+c=d~e&f'g(h)i";
    private static final String CLIENT_SECRET = "Kq7*zR/2+mN=8%41x~Wv&3yTb";
    private static final int SHORTEST_PIECE = 12;

    private final FakeTime time = new FakeTime();

    private static Map<String, UnaryOperator<String>> forms() {
        Map<String, UnaryOperator<String>> forms = new LinkedHashMap<>();
        forms.put("plain", secret -> secret);
        forms.put("upper case", secret -> secret.toUpperCase(Locale.ROOT));
        forms.put("as a form", EchoedSecretsTest::encoded);
        forms.put("as our form", secret -> encoded(secret).replace("*", "%2A"));
        forms.put("in lower case hex", secret -> encoded(secret).toLowerCase(Locale.ROOT));
        forms.put("encoded twice", secret -> encoded(encoded(secret)));
        forms.put("with an escaped slash", secret -> secret.replace("/", "\\/"));
        forms.put("without its first character", secret -> secret.substring(1));
        forms.put("without its last character", secret -> secret.substring(0, secret.length() - 1));
        forms.put("in the middle of a word", secret -> "x" + secret + "y");
        return forms;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Map<String, Function<String, ScriptedServer.Answer>> places() {
        Map<String, Function<String, ScriptedServer.Answer>> places = new LinkedHashMap<>();
        places.put("message", echo -> json(400, error("message", echo)));
        places.put("request_id", echo -> json(503, error("request_id", echo)));
        places.put("trace_id", echo -> json(403, error("trace_id", echo)));
        places.put("value of a header", echo -> text(404, "text/html", "", Map.of("X-Echo", echo)));
        places.put("name of a header", echo -> text(500, "text/html", "", Map.of(name(echo), "x")));
        places.put("content type", echo -> text(200, "text/" + echo, "{"));
        places.put("content coding", echo -> text(200, "text/html", "{", Map.of("Content-Encoding", echo)));
        places.put("location", echo -> text(302, "text/html", "", Map.of("Location", "http://" + name(echo) + "/")));
        places.put("body that is not JSON", echo -> text(200, "application/json", echo));
        places.put("wrong type", echo -> json(200, "{\"data\":[{\"id\":{\"" + echo + "\":1}}],\"next_token\":\"\"}"));
        places.put("unknown field", echo -> json(200, "{\"" + echo + "\":[{]}"));
        return places;
    }

    private static String error(String field, String echo) {
        return "{\"status\":400,\"message\":\"no\",\"request_id\":\"r\",\"trace_id\":\"t\",\"" + field + "\":\"" + echo
                + "\"}";
    }

    /** Only what the name of a header or host may hold. */
    private static String name(String echo) {
        return echo.replaceAll("[^A-Za-z0-9*+~%.-]", "-");
    }

    static Stream<Arguments> everyPlaceAndForm() {
        return places().keySet().stream()
                .flatMap(place -> forms().keySet().stream().map(form -> Arguments.of(place, form)));
    }

    @ParameterizedTest
    @MethodSource("everyPlaceAndForm")
    void anEchoedSecretIsNotShown(String place, String form) throws Exception {
        for (String secret : List.of(TOKEN, CLIENT_SECRET)) {
            String echo = forms().get(form).apply(secret);
            List<Object> shown = new ArrayList<>();
            try (ScriptedServer server = new ScriptedServer()) {
                server.then("{\"access_token\":\"" + TOKEN + "\",\"expires_in\":3600,\"token_type\":\"Bearer\"}");
                server.otherwise = places().get(place).apply(echo);
                SegmentsException error = failure(server, shown);
                shown.addAll(List.of(SecrecyTest.text(error), error.headers(), error.serverMessage()));
                shown.addAll(List.of(error.requestId(), error.traceId(), error.pageToken()));
            }

            assertThat(pieces(secret).filter(piece -> normal(shown.toString()).contains(piece)))
                    .as(shown.toString())
                    .isEmpty();
        }
    }

    private SegmentsException failure(ScriptedServer server, List<Object> shown) {
        try (SegmentsClient client = new SegmentsClientBuilder(name -> null, time)
                .tenant("acme")
                .apiKey("id", CLIENT_SECRET)
                .baseUrl(server.url())
                .attempts(2)
                .listener(shown::add)
                .build()) {
            return catchThrowableOfType(SegmentsException.class, client::count);
        }
    }

    /** The pieces that a name of a header or host cannot hold are not echoed there either. */
    private static Stream<String> pieces(String secret) {
        return Stream.of(secret, name(secret))
                .map(EchoedSecretsTest::normal)
                .filter(text -> text.equals(normal(secret)))
                .flatMap(text -> Stream.iterate(0, start -> start + 1)
                        .limit(text.length() - SHORTEST_PIECE + 1L)
                        .map(start -> text.substring(start, start + SHORTEST_PIECE)));
    }

    /** Written without the masker that is tested: lower case, and what is left of percent-encoding. */
    private static String normal(String text) {
        String plain = text.toLowerCase(Locale.ROOT).replace("\\/", "/");
        for (int code = 0x21; code < 0x7f; code++) {
            plain = plain.replace(
                    String.format("%%25%02x", code), String.valueOf((char) code).toLowerCase(Locale.ROOT));
            plain = plain.replace(
                    String.format("%%%02x", code), String.valueOf((char) code).toLowerCase(Locale.ROOT));
        }
        return plain;
    }

    @ParameterizedTest
    @MethodSource("tokensThatHoldASecret")
    void aPageTokenThatHoldsTheAccessTokenIsRefusedAndNotShown(String nextToken) throws Exception {
        List<Object> shown = new ArrayList<>();
        try (ScriptedServer server = new ScriptedServer()) {
            server.then("{\"access_token\":\"" + TOKEN + "\",\"expires_in\":3600,\"token_type\":\"Bearer\"}")
                    .then(page(nextToken, "a"));

            SegmentsException error = failure(server, shown);

            assertThat(error)
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining("its next_token holds a secret that was sent");
            assertThat(error.attempts()).isEqualTo(1);
            assertThat(SecrecyTest.text(error) + shown).doesNotContain(TOKEN);
            assertThat(server.asked).hasSize(2);
        }
    }

    static Stream<String> tokensThatHoldASecret() {
        return Stream.of(TOKEN, "page-2-" + TOKEN, encoded(TOKEN), CLIENT_SECRET);
    }
}
