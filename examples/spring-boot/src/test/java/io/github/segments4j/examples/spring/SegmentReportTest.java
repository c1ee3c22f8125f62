package io.github.segments4j.examples.spring;

import static io.github.segments4j.sandbox.Fault.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.segments4j.sandbox.Sandbox;
import io.github.segments4j.spring.test.WithSandbox;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest
@WithSandbox(segments = 250)
class SegmentReportTest {
    @Autowired
    private SegmentReport report;

    @Autowired
    private Sandbox sandbox;

    @Test
    void hasEverySegmentInSpiteOfAnOutage() {
        sandbox.faults().next(status(503));

        assertEquals(250, report.names().size());
    }

    @Test
    void hasSegmentsThatWereAddedLater() {
        sandbox.segments().add("Loyal buyers");

        assertTrue(report.names().contains("Loyal buyers"));
    }
}
