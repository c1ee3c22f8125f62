package io.github.segments4j.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs the annotated nested classes as JUnit would. Nothing else runs them. */
class SandboxExtensionTest {
    private static final List<Sandbox> SEEN = Collections.synchronizedList(new ArrayList<>());

    @Test
    void aClassHasOneConfiguredSandboxInAllParametersAndItIsClosedAfterwards() {
        assertThat(run(false, Configured.class).getTestsSucceededCount()).isEqualTo(4);

        assertThat(SEEN).hasSizeGreaterThan(4).containsOnly(SEEN.get(0));
        assertThatThrownBy(() -> new Browser(SEEN.get(0)).get("/segments")).isInstanceOf(IOException.class);
    }

    @SandboxTest(segments = 7, tenant = "beta", rateLimit = Limit.NONE)
    static final class Configured {
        Configured(Sandbox sandbox) {
            SEEN.add(sandbox);
        }

        @BeforeAll
        static void first(Sandbox sandbox) {
            SEEN.add(sandbox);
        }

        @Test
        void itIsConfiguredByTheAnnotation(Sandbox sandbox) throws Exception {
            assertThat(sandbox.tenant()).isEqualTo("beta");
            assertThat(Browser.ids(new Browser(sandbox).get("/segments").body()))
                    .hasSize(7);
        }

        @ParameterizedTest
        @ValueSource(strings = {"a", "b", "c"})
        void otherParametersAreLeftAlone(String text, Sandbox sandbox) {
            assertThat(text).hasSize(1);
            SEEN.add(sandbox);
        }
    }

    @Test
    void eachTestStartsInTheOriginalState() {
        assertThat(run(false, Fresh.class).getTestsSucceededCount()).isEqualTo(3);
    }

    @SandboxTest(segments = 1, requestsPerSecond = 1)
    static final class Fresh {
        @RepeatedTest(3)
        void nothingIsLeftOfTheTestBefore(Sandbox sandbox) throws Exception {
            sandbox.requests().assertCount(0);
            assertThat(new Browser(sandbox).get("/segments").statusCode()).isEqualTo(200);
            sandbox.faults().always(Fault.status(503));
            assertThat(sandbox.segments().size()).isEqualTo(1);
            sandbox.segments().add("Another");
        }
    }

    @Test
    void aNestedClassSharesTheSandboxUnlessItHasTheAnnotation() {
        assertThat(run(false, Outer.class).getTestsSucceededCount()).isEqualTo(3);

        assertThat(SEEN).hasSize(3);
        List<Sandbox> shared =
                SEEN.stream().filter(sandbox -> sandbox.segments().size() == 1).toList();
        assertThat(shared).hasSize(2).containsOnly(shared.get(0));
    }

    @SandboxTest(segments = 1)
    static final class Outer {
        @Test
        void outside(Sandbox sandbox) {
            SEEN.add(sandbox);
        }

        @Nested
        final class Inner {
            @Test
            void inside(Sandbox sandbox) {
                SEEN.add(sandbox);
            }
        }

        @Nested
        @SandboxTest(segments = 2)
        final class Own {
            @Test
            void apart(Sandbox sandbox) throws Exception {
                SEEN.add(sandbox);
                assertThat(new Browser(sandbox).get("/segments").statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void aClassWithOneInstanceForAllTestsGetsItInTheConstructor() {
        assertThat(run(false, OneInstance.class).getTestsSucceededCount()).isEqualTo(3);

        assertThat(SEEN).hasSize(4).containsOnly(SEEN.get(0));
        assertThatThrownBy(() -> new Browser(SEEN.get(0)).get("/segments")).isInstanceOf(IOException.class);
    }

    @SandboxTest(segments = 1)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static final class OneInstance {
        private final Sandbox sandbox;

        OneInstance(Sandbox sandbox) {
            this.sandbox = sandbox;
            SEEN.add(sandbox);
            sandbox.segments().add("Another");
        }

        @RepeatedTest(2)
        void itIsTheSameAndResetBeforeEachTest(Sandbox passed) {
            SEEN.add(passed);
            assertThat(passed).isSameAs(sandbox);
            assertThat(sandbox.segments().size()).isEqualTo(1);
            sandbox.segments().add("Another");
        }

        @Nested
        @TestInstance(TestInstance.Lifecycle.PER_CLASS)
        final class Inner {
            private final Sandbox inner;

            Inner(Sandbox inner) {
                this.inner = inner;
            }

            @Test
            void nestedClassesShareIt() {
                SEEN.add(inner);
                assertThat(sandbox.segments().size()).isEqualTo(1);
            }
        }
    }

    @Test
    void aClassThatCannotBeConstructedLeavesNoSandboxBehind() {
        assertThat(run(false, NotConstructed.class).getContainersFailedCount()).isEqualTo(1);

        assertThatThrownBy(() -> new Browser(SEEN.get(0)).get("/segments")).isInstanceOf(IOException.class);
    }

    @SandboxTest(segments = 1)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static final class NotConstructed {
        NotConstructed(Sandbox sandbox) {
            SEEN.add(sandbox);
            throw new IllegalStateException("as the test demands");
        }

        @Test
        void never() {}
    }

    @Test
    void nestedClassesWithSandboxesOfTheirOwnRunTheirTestsOneAfterTheOther() {
        TestExecutionSummary summary = run(true, OnlyNested.class);

        assertThat(summary.getFailures()).isEmpty();
        assertThat(summary.getTestsSucceededCount()).isEqualTo(40);
        assertThat(SEEN.stream().distinct()).hasSize(2);
    }

    static final class OnlyNested {
        @Nested
        @SandboxTest(rateLimit = Limit.NONE)
        final class First extends OneAtATime {}

        @Nested
        @SandboxTest(rateLimit = Limit.NONE)
        final class Second extends OneAtATime {}
    }

    abstract static class OneAtATime {
        @RepeatedTest(20)
        void onlyItsOwnRequestIsLogged(Sandbox sandbox) throws Exception {
            SEEN.add(sandbox);
            sandbox.requests().assertCount(0);
            assertThat(new Browser(sandbox).get("/segments").statusCode()).isEqualTo(200);
            sandbox.requests().assertCount(1);
        }
    }

    @Test
    void classesRunInParallelAndTheTestsOfEachClassOneAfterTheOther() {
        TestExecutionSummary summary = run(true, Left.class, Right.class);

        assertThat(summary.getFailures()).isEmpty();
        assertThat(summary.getTestsSucceededCount()).isEqualTo(20);
        assertThat(SEEN.stream().distinct()).hasSize(2);
    }

    private static final CountDownLatch BOTH = new CountDownLatch(2);

    abstract static class Concurrent {
        private static final AtomicInteger RUNNING_LEFT = new AtomicInteger();
        private static final AtomicInteger RUNNING_RIGHT = new AtomicInteger();

        @RepeatedTest(10)
        void alone(Sandbox sandbox) throws Exception {
            AtomicInteger running = this instanceof Left ? RUNNING_LEFT : RUNNING_RIGHT;
            assertThat(running.incrementAndGet()).isEqualTo(1);
            if (!SEEN.contains(sandbox)) {
                BOTH.countDown();
            }
            SEEN.add(sandbox);
            assertThat(BOTH.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(new Browser(sandbox).get("/segments").statusCode()).isEqualTo(200);
            sandbox.requests().assertCount(1);
            running.decrementAndGet();
        }
    }

    @SandboxTest(rateLimit = Limit.NONE)
    static final class Left extends Concurrent {}

    @SandboxTest(rateLimit = Limit.NONE)
    static final class Right extends Concurrent {}

    private static TestExecutionSummary run(boolean isParallel, Class<?>... classes) {
        SEEN.clear();
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request()
                .configurationParameter("junit.jupiter.execution.parallel.enabled", Boolean.toString(isParallel))
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4");
        for (Class<?> testClass : classes) {
            request.selectors(selectClass(testClass));
        }
        LauncherDiscoveryRequest built = request.build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(built, listener);
        return listener.getSummary();
    }
}
