package io.github.segments4j.matrix;

import io.github.segments4j.sandbox.Sandbox;
import io.github.segments4j.sandbox.SandboxTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;

class NestedOnlyTest {
    @Nested
    @SandboxTest(segments = 1)
    class First {
        @RepeatedTest(10)
        void testsRunOneAfterTheOther(Sandbox sandbox) throws Exception {
            Listing.isAlone(sandbox, 1);
        }
    }

    @Nested
    @SandboxTest(segments = 2)
    class Second {
        @RepeatedTest(10)
        void testsRunOneAfterTheOther(Sandbox sandbox) throws Exception {
            Listing.isAlone(sandbox, 2);
        }
    }
}
