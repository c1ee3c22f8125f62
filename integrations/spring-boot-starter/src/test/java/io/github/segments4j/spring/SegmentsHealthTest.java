package io.github.segments4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segments4j.sandbox.Fault;
import io.github.segments4j.sandbox.Sandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.test.util.ReflectionTestUtils;

/** The classes of Spring Boot's health have other packages in 3.5 than in 4, so this names none. */
class SegmentsHealthTest {
    private static final String INDICATOR = "segmentsHealthIndicator";

    private Sandbox sandbox;
    private ApplicationContextRunner application;

    @BeforeEach
    void start() {
        sandbox = Sandbox.builder().segments(3).start();
        application = new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(SegmentsAutoConfiguration.class, SegmentsHealthAutoConfiguration.class))
                .withPropertyValues(
                        "segments.tenant=" + sandbox.tenant(),
                        "segments.access-token=" + sandbox.accessToken(),
                        "segments.base-url=" + sandbox.baseUrl());
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void isOffByDefaultSinceItSpendsQuota() {
        application.run(context -> assertThat(context).doesNotHaveBean(INDICATOR));
    }

    @Test
    void isUpIfTheApiAnswers() {
        application
                .withPropertyValues("management.health.segments.enabled=true")
                .run(context -> {
                    assertThat(health(context)).extracting("status.code").isEqualTo("UP");
                    assertThat(sandbox.requests().all()).hasSize(1);
                });
    }

    @Test
    void isDownIfTheApiRefuses() {
        sandbox.faults().always(Fault.status(403));

        application
                .withPropertyValues("management.health.segments.enabled=true")
                .run(context -> {
                    Object health = health(context);
                    assertThat(health).extracting("status.code").isEqualTo("DOWN");
                    assertThat(health)
                            .extracting("details.error")
                            .asString()
                            .contains("PermissionException")
                            .doesNotContain(sandbox.accessToken());
                });
    }

    private static Object health(ApplicationContext context) {
        return ReflectionTestUtils.invokeMethod(context.getBean(INDICATOR), "health");
    }
}
