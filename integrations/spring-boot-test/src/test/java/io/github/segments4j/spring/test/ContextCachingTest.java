package io.github.segments4j.spring.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.segments4j.sandbox.Limit;
import io.github.segments4j.sandbox.Sandbox;
import io.github.segments4j.spring.SegmentsConnectionDetails;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext.HierarchyMode;
import org.springframework.test.context.TestContextManager;

/** Test classes with equal annotations share a sandbox. The classes inside are only used by a test context manager. */
class ContextCachingTest {
    @SpringBootTest(classes = Application.class)
    @WithSandbox(segments = 5, rateLimit = Limit.NONE)
    static class First {
        void test() {}
    }

    @SpringBootTest(classes = Application.class)
    @WithSandbox(rateLimit = Limit.NONE, segments = 5, tenant = "acme")
    static class Equal {
        void test() {}
    }

    static class Inheriting extends First {}

    @SpringBootTest(classes = Application.class)
    @WithSandbox(segments = 6, rateLimit = Limit.NONE)
    static class Different {}

    @SpringBootTest(classes = {Application.class, OwnDetails.class})
    @WithSandbox(segments = 5, rateLimit = Limit.NONE)
    static class WithDetailsOfTheApplication {}

    @Configuration(proxyBeanMethods = false)
    static class OwnDetails {
        @Bean
        SegmentsConnectionDetails details() {
            return () -> "other";
        }
    }

    @Test
    void equalAnnotationsShareASandboxAndDifferentOnesDoNot() {
        Sandbox first = sandbox(manager(First.class));

        assertThat(sandbox(manager(Equal.class))).isSameAs(first);
        assertThat(sandbox(manager(Inheriting.class))).isSameAs(first);
        assertThat(sandbox(manager(Different.class))).isNotSameAs(first);
    }

    @Test
    void theSandboxWinsOverConnectionDetailsOfTheApplication() {
        TestContextManager manager = manager(WithDetailsOfTheApplication.class);

        Application.Names names =
                manager.getTestContext().getApplicationContext().getBean(Application.Names.class);

        assertThat(names.count()).isEqualTo(5);
    }

    @Test
    void theSandboxIsClosedWithTheContext() throws IOException {
        TestContextManager manager = manager(Different.class);
        int port = sandbox(manager).port();
        connect(port);

        manager.getTestContext().markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);

        assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> connect(port));
    }

    @Test
    void testsThatShareASandboxRunOneAfterTheOther() throws Exception {
        TestContextManager first = manager(First.class);
        TestContextManager second = manager(Equal.class);
        Sandbox shared = sandbox(first);
        Method firstTest = First.class.getDeclaredMethod("test");
        Method secondTest = Equal.class.getDeclaredMethod("test");

        first.beforeTestMethod(new First(), firstTest);
        shared.segments().add("Added by the first test");
        Thread other = new Thread(() -> run(second, secondTest));
        other.start();
        while (other.getState() != Thread.State.WAITING && other.isAlive()) {
            Thread.onSpinWait();
        }

        assertThat(other.isAlive()).isTrue();
        assertThat(shared.segments().size()).isEqualTo(6);
        first.afterTestMethod(new First(), firstTest, null);
        other.join();
        assertThat(shared.segments().size()).isEqualTo(5);
    }

    private static void run(TestContextManager manager, Method test) {
        try {
            manager.beforeTestMethod(new Equal(), test);
            manager.afterTestMethod(new Equal(), test, null);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static TestContextManager manager(Class<?> test) {
        return new TestContextManager(test);
    }

    private static Sandbox sandbox(TestContextManager manager) {
        return manager.getTestContext().getApplicationContext().getBean(Sandbox.class);
    }

    private static void connect(int port) throws IOException {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
    }
}
