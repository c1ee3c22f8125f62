/** A Java client for the Amperity segments API: paging, rate limit, retries, credentials, errors. */
// Feign publishes automatic modules only. The command is compiled after the client.
@SuppressWarnings({"requires-automatic", "module"})
@org.jspecify.annotations.NullMarked
module io.github.segments4j {
    requires com.fasterxml.jackson.databind;
    requires feign.core;
    requires transitive java.net.http;
    requires static org.jspecify;
    requires org.slf4j;

    exports io.github.segments4j;
    exports io.github.segments4j.model;
    exports io.github.segments4j.secrets to
            io.github.segments4j.cli;

    opens io.github.segments4j.model to
            com.fasterxml.jackson.databind;
    opens io.github.segments4j.generated to
            com.fasterxml.jackson.databind;
}
