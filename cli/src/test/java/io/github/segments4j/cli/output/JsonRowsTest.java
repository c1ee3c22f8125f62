package io.github.segments4j.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segments4j.model.Segment;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonRowsTest {
    /** Such as a listing whose next page fails. */
    @Test
    void eachLineEndsWithItsRow() throws IOException {
        StringWriter lines = new StringWriter();

        JsonRows.lines(lines, false)
                .write(List.of(
                        Segment.builder().id("a").name("A").build(),
                        Segment.builder().id("b").name("B").build()));

        assertThat(lines).hasToString("{\"id\":\"a\",\"name\":\"A\"}\n{\"id\":\"b\",\"name\":\"B\"}\n");
    }
}
