package io.github.segments4j.cli.verify;

import io.github.segments4j.sandbox.Limit;
import io.github.segments4j.sandbox.Sandbox;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** One sandbox behind one proxy for all tests of a class, each of which lets the proxy change the answers. */
abstract class TamperedServer {
    static Sandbox sandbox;
    static TamperingProxy proxy;

    @BeforeAll
    static void start() throws IOException {
        sandbox = Sandbox.builder().segments(25).rateLimit(Limit.NONE).start();
        proxy = new TamperingProxy(sandbox);
    }

    @AfterAll
    static void stop() throws IOException {
        proxy.close();
        sandbox.close();
    }

    @AfterEach
    void reset() {
        proxy.reset();
    }
}
