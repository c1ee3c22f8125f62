package io.github.segments4j.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.segments4j.sandbox.Sandbox;
import io.github.segments4j.sandbox.SandboxTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(classes = Application.class)
@SandboxTest(segments = 7)
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class SpringPerMethodTest {
    private final Sandbox sandbox;

    @Autowired
    private Application.Greeting greeting;

    SpringPerMethodTest(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    @RepeatedTest(3)
    void springAndTheSandboxServeTheSameTest(Sandbox passed) throws Exception {
        assertEquals("Hello", greeting.text());
        assertSame(sandbox, passed);
        Listing.isAlone(sandbox, 7);
    }
}
