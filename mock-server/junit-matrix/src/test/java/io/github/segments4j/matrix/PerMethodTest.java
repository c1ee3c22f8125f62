package io.github.segments4j.matrix;

import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.segments4j.sandbox.Sandbox;
import io.github.segments4j.sandbox.SandboxTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestInstance;

@SandboxTest(segments = 7)
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class PerMethodTest {
    private final Sandbox sandbox;

    PerMethodTest(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    @BeforeAll
    static void start(Sandbox shared) {
        shared.segments().add("Gone before the first test");
    }

    @RepeatedTest(5)
    void theConstructorAndEachTestGetTheSameSandbox(Sandbox passed) throws Exception {
        assertSame(sandbox, passed);
        Listing.isAlone(sandbox, 7);
    }

    @Nested
    class Inner {
        @RepeatedTest(5)
        void aNestedClassSharesIt(Sandbox passed) throws Exception {
            assertSame(sandbox, passed);
            Listing.isAlone(sandbox, 7);
        }
    }
}
