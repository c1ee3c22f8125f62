package io.github.segments4j.spring.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segments4j.sandbox.Fault;
import io.github.segments4j.sandbox.Sandbox;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(
        classes = Application.class,
        properties = {
            "segments.tenant=other",
            "segments.base-url=https://other.example.org/api",
            "segments.proxy=http://127.0.0.1:1"
        })
@WithSandbox(segments = 250, tenant = "emca", requestsPerSecond = 20)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WithSandboxPerClassTest {
    private final Sandbox sandbox;
    private final Application.Names names;

    WithSandboxPerClassTest(@Autowired Sandbox sandbox, @Autowired Application.Names names) {
        this.sandbox = sandbox;
        this.names = names;
    }

    @BeforeAll
    void theSandboxIsThereBeforeTheFirstTest() {
        assertThat(sandbox.tenant()).isEqualTo("emca");
        assertThat(names.count()).isEqualTo(250);
    }

    @RepeatedTest(2)
    void theSandboxWinsOverPropertiesAndIsResetBeforeEachTest() {
        assertThat(sandbox.requests().all()).isEmpty();
        sandbox.faults().next(Fault.status(503));

        assertThat(names.count()).isEqualTo(250);
    }
}
