/** An embedded, stateful stand-in for the Amperity segments API. */
module io.github.segments4j.sandbox {
    requires static org.jspecify;
    requires static org.junit.jupiter.api;

    exports io.github.segments4j.sandbox;

    // JUnit instantiates the extension behind @SandboxTest.
    opens io.github.segments4j.sandbox to
            org.junit.platform.commons;
}
