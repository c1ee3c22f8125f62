package io.github.segments4j;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/**
 * Sends the client responses that are damaged at random. Each number below is the seed of one response. {@code
 * -Dmalformed.responses=1000000} tries more of them.
 */
class MalformedResponsesTest {
    private static final int RESPONSES = Integer.getInteger("malformed.responses", 10_000);

    /** One in so many stalls in the middle, until the client gives up. */
    private static final int STALLS = 1_000;

    private static final String TOKEN = "a-secret-token-of-some-length";

    private static final List<String> HEADS = List.of(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n",
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n",
            "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nX: folded\r\n value\r\n",
            "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n",
            "HTTP/1.1 503 Unavailable\r\nRetry-After: 5\r\nDate: Sun, 01 Nov 2026 00:01:00 GMT\r\n",
            "HTTP/1.1 307 Elsewhere\r\nLocation: http://127.0.0.1/" + TOKEN + "\r\n",
            "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer " + TOKEN + "\r\n");

    private static final List<String> BODIES = List.of(
            "{\"data\":[{\"id\":\"a\",\"name\":\"b\",\"tier\":{\"x\":[1,null]}}],\"next_token\":\"\",\"total\":1}",
            "{\"data\":[],\"next_token\":\"" + TOKEN + "\"}",
            "{\"status\":503,\"message\":\"" + TOKEN + "\",\"request_id\":\"r\",\"trace_id\":\"t\"}",
            "<html>" + TOKEN + "</html>",
            "[".repeat(5_000),
            "{\"data\":[{\"id\":" + "9".repeat(5_000) + "}]}",
            "");

    private static final List<String> PIECES = List.of(
            "80000000",
            "ffffffffffffffff",
            "-1",
            "0\r\n\r\n",
            "\r\n",
            "\n",
            ":",
            " ",
            "\0",
            "\u0080\u00ff",
            "\ufeff",
            "Content-Length: 99999999999\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Content-Encoding: gzip\r\n",
            "Connection: close\r\n",
            "HTTP/1.1 100 Continue\r\n\r\n",
            "1e400",
            "\\ud83d",
            "\"",
            "{",
            "]",
            TOKEN);

    @Test
    void everyCallEndsWithRowsOrAnErrorAndLeavesNothingBehind() throws Exception {
        int[] seed = {0};
        try (RawServer server = new RawServer((request, out) -> answer(seed[0], out));
                SegmentsClient client = server.client(new FakeTime())
                        .accessToken(TOKEN)
                        .attempts(1)
                        .timeout(Duration.ofMillis(500))
                        .build()) {
            for (; seed[0] < RESPONSES / 10; seed[0]++) {
                call(client, seed[0]);
            }
            long before = liveHeap();
            for (; seed[0] < RESPONSES; seed[0]++) {
                call(client, seed[0]);
            }

            assertThat(liveHeap() - before).as("bytes of heap").isLessThan(20_000_000);
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("segments-http")) {
                thread.join(TimeUnit.SECONDS.toMillis(30)); // One that loops never ends.
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }

    private static void call(SegmentsClient client, int seed) {
        try {
            client.count();
        } catch (SegmentsException e) {
            assertThat(SecrecyTest.text(e) + e.headers()).as("seed " + seed).doesNotContain(TOKEN);
        } catch (Throwable e) {
            fail("seed " + seed, e);
        }
    }

    private static void answer(int seed, OutputStream out) throws IOException {
        Random random = new Random(seed);
        byte[] response = damaged(response(random), random).getBytes(ISO_8859_1);
        if (seed % STALLS == STALLS - 1) {
            out.write(response, 0, response.length / 2);
            out.flush();
            RawServer.drip(out);
        }
        out.write(response);
    }

    private static String response(Random random) throws IOException {
        String head = one(HEADS, random);
        String body = one(BODIES, random);
        if (head.contains("gzip")) {
            body = zipped(body);
        }
        return switch (random.nextInt(3)) {
            case 0 -> head + "Content-Length: " + body.length() + "\r\n\r\n" + body;
            case 1 -> head + "\r\n" + body;
            default -> head + "Transfer-Encoding: chunked\r\n\r\n" + chunked(body, random) + "0\r\n\r\n";
        };
    }

    private static String chunked(String body, Random random) {
        StringBuilder chunks = new StringBuilder();
        for (int start = 0; start < body.length(); ) {
            int end = Math.min(body.length(), start + 1 + random.nextInt(200));
            chunks.append(Integer.toHexString(end - start)).append("\r\n");
            chunks.append(body, start, end).append("\r\n");
            start = end;
        }
        return chunks.toString();
    }

    private static String zipped(String body) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(body.getBytes(ISO_8859_1));
        }
        return zipped.toString(ISO_8859_1);
    }

    private static String damaged(String response, Random random) {
        StringBuilder damaged = new StringBuilder(response);
        for (int wounds = random.nextInt(4); wounds > 0 && damaged.length() > 0; wounds--) {
            int place = random.nextInt(damaged.length());
            int end = Math.min(damaged.length(), place + random.nextInt(30));
            switch (random.nextInt(4)) {
                case 0 -> damaged.insert(place, one(PIECES, random));
                case 1 -> damaged.replace(place, end, one(PIECES, random));
                case 2 -> damaged.delete(place, end);
                default -> damaged.setLength(place);
            }
        }
        return damaged.toString();
    }

    private static String one(List<String> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private static long liveHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
