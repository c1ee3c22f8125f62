package io.github.segments4j.benchmarks;

import io.github.segments4j.sandbox.Sandbox;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A sandbox without a rate limit, in a process of its own. */
record SandboxProcess(Child child, Target target, int port) implements Closeable {
    static SandboxProcess ofRows(int rows) throws IOException {
        Child child = start(List.of(), 0, rows);
        int port = Integer.parseInt(child.readLine());
        String baseUrl = "http://127.0.0.1:" + port + "/api";
        Target target = new Target(baseUrl, child.readLine(), child.readLine(), Duration.ofSeconds(30));
        return new SandboxProcess(child, target, port);
    }

    /** Starts the process only. */
    static Child start(List<String> options, int port, int rows) throws IOException {
        return Child.jvm(options, () -> {
            Sandbox sandbox = Target.sandbox(rows).port(port).start();
            System.out.println(sandbox.port() + "\n" + sandbox.tenant() + "\n" + sandbox.accessToken());
            Thread.currentThread().join();
            return "";
        });
    }

    @Override
    public void close() {
        child.close();
    }
}
