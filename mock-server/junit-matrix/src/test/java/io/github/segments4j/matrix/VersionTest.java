package io.github.segments4j.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class VersionTest {
    @Test
    void theseTestsRunOnTheVersionThatIsToBeTested() {
        assertEquals(
                System.getProperty("matrix.junit"), Test.class.getPackage().getImplementationVersion());
    }
}
