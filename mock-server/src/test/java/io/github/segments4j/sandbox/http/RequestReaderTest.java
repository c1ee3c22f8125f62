package io.github.segments4j.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
    /** One request of each kind on one connection. */
    private static final String SEVERAL =
            lines("GET /a%20b?c=%20 HTTP/1.1", "Host: x", "X-Twice: 1", "x-twice:\t2 ", "Connection: Upgrade", "")
                    + "\r\n" + lines("POST /b HTTP/1.1", "Host: x", "Content-Length: 5", "") + "12\n45"
                    + lines("POST /c HTTP/1.1", "Host: x", "Transfer-Encoding: chunked", "")
                    + "3;ext=1\r\nabc\r\nA\r\n0123456789\r\n0\r\nTrailer: t\r\n\r\n"
                    + lines("HEAD http://h:1/d?e HTTP/1.0", "Connection: keep-alive", "")
                    + lines("GET //e HTTP/1.1", "Host: x", "Connection: close", "");

    @Test
    void aStreamContainsTheSameRequestsWhereverItIsCut() throws Exception {
        List<RequestReader.Incoming> expected = read(SEVERAL, new int[] {SEVERAL.length()});
        assertThat(expected)
                .extracting(
                        each -> each.request().method() + " " + each.request().path() + " "
                                + each.request().query() + " " + each.request().body() + " " + each.keepsAlive())
                .containsExactly(
                        "GET /a b c=%20  true",
                        "POST /b  12\n45 true", "POST /c  abc0123456789 true", "HEAD /d e  true", "GET //e   false");
        assertThat(expected.get(0).request().headers()).containsEntry("x-twice", "1, 2");

        Random random = new Random(42);
        for (int i = 0; i < 2_000; i++) {
            int most = 1 + random.nextInt(60);
            int[] cuts = random.ints(SEVERAL.length(), 1, most + 1).toArray();

            assertThat(read(SEVERAL, cuts)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\n\n",
                "GET / HTTP/1.1\r\nHost: h\r\nA: b\n\r\n",
                "GET  / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1 \r\n\r\n",
                "GET / HTTP/2.0\r\n\r\n",
                "GET / http/1.1\r\n\r\n",
                "GET /\r\n\r\n",
                "G(T / HTTP/1.1\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /%FF HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /%c0%af HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /?%ed%a0%bd HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /?a=%2 HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /\u00c3\u00a9 HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /\u00e2\u0080\u009c HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /?a=\u00c3\u00a9 HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /a|b HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /a#b HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET a HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET ?a HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET * HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET  HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET https://h/ HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET http:///a HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET http://u@h/a HTTP/1.1\r\nHost: h\r\n\r\n",
                "CONNECT h:80 HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET http://h/ HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost:\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a,b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: http://a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a:b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a:1:2\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: ::1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: \u00e9\r\n\r\n",
                "GET / HTTP/1.0\r\nHost: a b\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\n\u00e9",
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n\u00e9\r\n0\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\n: b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nA b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nA : b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\n A: b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nA: b\r\n c\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nA: b\u0000\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nA: b\rc\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1, 1\r\n\r\na",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: +1\r\n\r\na",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length:\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9999999999999999999\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0x1\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1\na",
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n",
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n123456789\r\n",
                "\u0016\u0003\u0001\u0002"
            })
    void anAmbiguousOrInvalidRequestIsRefused(String stream) {
        assertThatExceptionOfType(HttpException.class)
                .isThrownBy(() -> read(stream, new int[] {stream.length()}))
                .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(400));
    }

    @ParameterizedTest
    @CsvSource({
        "http://h:1/a?b=c, /a, b=c",
        "http://h, /, ''",
        "HTTP://h?b, /, b",
        "/a%2Fb%2fc, /a%2Fb%2Fc, ''",
        "/a%252Fb, /a%2Fb, ''",
        "/s%65gments%C3%A9, /segments\u00e9, ''",
        "/?a=%E2%82%AC&b[]=%2F+, /, a=%E2%82%AC&b[]=%2F+"
    })
    void thePathIsDecodedButAnEscapedSlashSeparatesNothing(String target, String path, String query) throws Exception {
        Request request =
                single(lines("GET " + target + " HTTP/1.1", "Host: h", "")).request();

        assertThat(request.path()).isEqualTo(path);
        assertThat(request.query()).isEqualTo(query);
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1, '', true",
        "HTTP/1.1, close, false",
        "HTTP/1.1, 'keep-alive, CLOSE', false",
        "HTTP/1.0, '', false",
        "HTTP/1.0, Keep-Alive, true",
        "HTTP/1.0, 'keep-alive, close', false",
        "HTTP/1.0, 'close, keep-alive', false"
    })
    void closeEndsAConnectionWhateverElseIsSaid(String version, String connection, boolean keepsAlive)
            throws Exception {
        String request = lines("GET / " + version, "Host: h", "Connection: " + connection, "");

        assertThat(single(request).keepsAlive()).isEqualTo(keepsAlive);
    }

    @Test
    void theHostOfTheTargetReplacesTheHeader() throws Exception {
        assertThat(single(lines("GET http://h:1/ HTTP/1.1", "Host: other", ""))
                        .request()
                        .header("Host"))
                .contains("h:1");
        assertThat(single(lines("GET / HTTP/1.0", "")).request().header("Host")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "POST / HTTP/1.1, Content-Length: 1, 100-Continue, true",
        "POST / HTTP/1.1, Transfer-Encoding: chunked, 100-continue, true",
        "POST / HTTP/1.0, Content-Length: 1, 100-continue, false",
        "POST / HTTP/1.1, Content-Length: 0, 100-continue, false",
        "POST / HTTP/1.1, Content-Length: 1, something-else, false",
        "POST / HTTP/1.1, Content-Length: 1, '', false"
    })
    void aClientWaitsForContinueOnceIfItSaysSo(String line, String body, String expectation, boolean waits)
            throws Exception {
        RequestReader reader = new RequestReader();
        reader.add(ByteBuffer.wrap(
                lines(line, "Host: h", body, "Expect: " + expectation, "").getBytes(StandardCharsets.ISO_8859_1)));
        reader.next();

        assertThat(reader.startsToAwaitContinue()).isEqualTo(waits);
        assertThat(reader.startsToAwaitContinue()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'POST /a?b=c HTTP/1.1\r\nHost: h\r\nContent-Length: 99999\r\n\r\n', POST /a",
        "'GET /a?b=c HTTP/1.1\r\n\r\n', GET /a?b=c",
        "'G(T /a HTTP/1.1\r\n\r\n', ? G(T /a HTTP/1.1",
        "'\u0016\u0003', '? \u0016\u0003'"
    })
    void aRefusedRequestCanBeRecognized(String stream, String shown) {
        RequestReader reader = new RequestReader();
        reader.add(ByteBuffer.wrap(stream.getBytes(StandardCharsets.ISO_8859_1)));

        assertThatExceptionOfType(HttpException.class).isThrownBy(reader::next);
        assertThat(reader.unfinished().method() + " " + reader.unfinished().path())
                .isEqualTo(shown);
    }

    @Test
    void anUnknownTransferCodingIsNotImplemented() {
        String stream = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n";

        assertThatExceptionOfType(HttpException.class)
                .isThrownBy(() -> read(stream, new int[] {stream.length()}))
                .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(501));
    }

    @Test
    void aHeadThatIsTooLongIsRefused() {
        String line = "GET / HTTP/1.1\r\nHost: h\r\nA: " + "x".repeat(32 * 1024);
        String lines = "GET / HTTP/1.1\r\nHost: h\r\n" + "A: b\r\n".repeat(6_000);

        for (String stream : List.of(line, lines)) {
            assertThatExceptionOfType(HttpException.class)
                    .isThrownBy(() -> read(stream, new int[] {stream.length()}))
                    .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(431));
        }
    }

    @Test
    void aBodyOf64KibibytesIsReadAndALongerOneIsRefused() throws Exception {
        for (String stream : bodies(65_536)) {
            assertThat(read(stream, new int[] {stream.length()})
                            .get(0)
                            .request()
                            .body())
                    .isEqualTo("x".repeat(65_536));
        }
        for (String stream : bodies(65_537)) {
            assertThatExceptionOfType(HttpException.class)
                    .isThrownBy(() -> read(stream, new int[] {stream.length()}))
                    .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(413));
        }
    }

    @Test
    void chunksThatAreMostlyOverheadAreRefused() {
        String stream = lines("POST / HTTP/1.1", "Host: x", "Transfer-Encoding: chunked", "")
                + ("1;" + "x".repeat(1_000) + "\r\na\r\n").repeat(600);

        assertThatExceptionOfType(HttpException.class)
                .isThrownBy(() -> read(stream, new int[] {stream.length()}))
                .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(413));
    }

    /** {@return a request with a body of this length, once plain and once in chunks} */
    private static List<String> bodies(int length) {
        String body = "x".repeat(length);
        return List.of(
                lines("POST / HTTP/1.1", "Host: x", "Content-Length: " + length, "") + body,
                lines("POST / HTTP/1.1", "Host: x", "Transfer-Encoding: chunked", "") + Integer.toHexString(length)
                        + "\r\n" + body + "\r\n0\r\n\r\n");
    }

    private static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }

    private static RequestReader.Incoming single(String stream) throws HttpException {
        return read(stream, new int[] {stream.length()}).get(0);
    }

    /** {@return all requests of a stream, up to the first one that closes the connection} */
    private static List<RequestReader.Incoming> read(String stream, int[] cuts) throws HttpException {
        byte[] bytes = stream.getBytes(StandardCharsets.ISO_8859_1);
        RequestReader reader = new RequestReader();
        List<RequestReader.Incoming> all = new ArrayList<>();
        int at = 0;
        for (int cut : cuts) {
            int some = Math.min(cut, bytes.length - at);
            reader.add(ByteBuffer.wrap(bytes, at, some));
            at += some;
            for (Optional<RequestReader.Incoming> next = reader.next(); next.isPresent(); next = reader.next()) {
                all.add(next.get());
                if (!next.get().keepsAlive()) {
                    return all;
                }
            }
        }
        return all;
    }
}
