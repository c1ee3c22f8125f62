package io.github.segments4j.spring.test;

import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.support.AbstractTestExecutionListener;

/** Resets the sandbox of {@link WithSandbox} before each test. */
final class SandboxTestExecutionListener extends AbstractTestExecutionListener {
    @Override
    public void beforeTestMethod(TestContext test) {
        if (hasSandbox(test)) {
            details(test).beginTest();
        }
    }

    @Override
    public void afterTestMethod(TestContext test) {
        if (hasSandbox(test) && test.hasApplicationContext()) {
            details(test).endTest();
        }
    }

    private static boolean hasSandbox(TestContext test) {
        return TestContextAnnotationUtils.hasAnnotation(test.getTestClass(), WithSandbox.class);
    }

    private static SandboxConnectionDetails details(TestContext test) {
        return test.getApplicationContext().getBean(SandboxConnectionDetails.class);
    }
}
