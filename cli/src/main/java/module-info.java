/** The segments command: list, export and count segments, verify a server, or run a sandbox. */
// Commons CSV is an automatic module.
@SuppressWarnings("requires-automatic")
module io.github.segments4j.cli {
    requires com.fasterxml.jackson.annotation;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.dataformat.yaml;
    requires info.picocli;
    requires io.github.segments4j;
    requires io.github.segments4j.sandbox;
    requires java.xml;
    requires org.apache.commons.csv;
    requires static org.jspecify;

    // picocli sets the fields of the commands.
    opens io.github.segments4j.cli to
            info.picocli;
    // Jackson reads and writes checkpoints, and reads scenarios.
    opens io.github.segments4j.cli.output to
            com.fasterxml.jackson.databind;
    opens io.github.segments4j.cli.rehearse to
            com.fasterxml.jackson.databind;
}
