package io.github.segments4j.sandbox.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segments4j.sandbox.Browser;
import io.github.segments4j.sandbox.Sandbox;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AccessLogTest {
    private final LinkedBlockingQueue<String> read = new LinkedBlockingQueue<>();
    private final Semaphore turns = new Semaphore(0);

    private void readInTurn(String line) {
        read.add(line);
        turns.acquireUninterruptibly();
    }

    @Test
    void aSlowReaderDelaysNobodyAndIsToldHowManyLinesItHasMissed() throws Exception {
        try (AccessLog log = new AccessLog(this::readInTurn, 2)) {
            log.add("1");
            assertThat(next()).isEqualTo("1");

            for (int i = 2; i <= 9; i++) {
                log.add(Integer.toString(i));
            }
            turns.release(100);

            assertThat(next()).startsWith("6 requests are missing");
            assertThat(next()).isEqualTo("2");
            assertThat(next()).isEqualTo("3");
        }
    }

    @Test
    void aSandboxAnswersWhileItsLogIsNotRead() throws Exception {
        try (Sandbox sandbox = Sandbox.builder().accessLog(this::readInTurn).start()) {
            Browser browser = new Browser(sandbox);

            assertThat(browser.get("/segments").statusCode()).isEqualTo(200);
            assertThat(browser.get("/segments?limit=1").statusCode()).isEqualTo(200);

            assertThat(next()).contains("GET /api/segments");
            turns.release(100);
            assertThat(next()).contains("limit=1");
        }
    }

    @Test
    void closingPassesOnTheRemainingLines() {
        turns.release(100);
        AccessLog log = new AccessLog(this::readInTurn);
        log.add("one\nline");
        log.add("another");

        log.close();

        assertThat(read).containsExactly("one?line", "another");
    }

    private String next() throws InterruptedException {
        return read.poll(20, TimeUnit.SECONDS);
    }
}
