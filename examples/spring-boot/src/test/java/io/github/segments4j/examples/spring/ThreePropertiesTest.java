package io.github.segments4j.examples.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.segments4j.sandbox.Sandbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** Runs the application as users do, with the three properties on its command line. */
@ExtendWith(OutputCaptureExtension.class)
class ThreePropertiesTest {
    @Test
    void theApplicationListsTheSandboxWhateverTheEnvironmentSays(CapturedOutput output) {
        assertTrue(System.getenv("AMPERITY_BASE_URL").endsWith("/ambient"));
        try (Sandbox sandbox = Sandbox.builder().segments(250).start();
                ConfigurableApplicationContext application = SpringApplication.run(
                        SegmentReport.class,
                        "--segments.tenant=" + sandbox.tenant(),
                        "--segments.access-token=" + sandbox.accessToken(),
                        "--segments.base-url=" + sandbox.baseUrl())) {
            assertTrue(output.getOut().contains(sandbox.segments().list().get(249).name()));
            assertEquals(250, application.getBean(SegmentReport.class).names().size());
        }
    }
}
