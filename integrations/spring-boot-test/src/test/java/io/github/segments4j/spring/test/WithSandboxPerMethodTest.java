package io.github.segments4j.spring.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segments4j.sandbox.Sandbox;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(classes = Application.class)
@WithSandbox(segments = 250)
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class WithSandboxPerMethodTest {
    @Autowired
    private Sandbox sandbox;

    @Autowired
    private Application.Names names;

    @BeforeEach
    void add() {
        sandbox.segments().add("Added before each test");
    }

    @RepeatedTest(2)
    void eachTestHasTheOriginalSegmentsAndWhatItAdds() {
        assertThat(names.count()).isEqualTo(251);
    }

    @Test
    void theSandboxIsAParameterToo(@Autowired Sandbox parameter) {
        assertThat(parameter).isSameAs(sandbox);
    }

    @Nested
    class Inside {
        @Autowired
        private Sandbox inherited;

        @Test
        void aNestedClassHasTheSameSandbox() {
            assertThat(inherited).isSameAs(sandbox);
            assertThat(names.count()).isEqualTo(251);
        }

        @Nested
        @WithSandbox(tenant = "own")
        class WithItsOwn {
            @Autowired
            private Sandbox own;

            @Test
            void unlessItHasTheAnnotationToo() {
                assertThat(own.tenant()).isEqualTo("own");
            }
        }
    }
}
