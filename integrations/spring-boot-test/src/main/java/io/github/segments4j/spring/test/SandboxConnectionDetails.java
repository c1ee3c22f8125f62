package io.github.segments4j.spring.test;

import io.github.segments4j.sandbox.Sandbox;
import io.github.segments4j.spring.SegmentsConnectionDetails;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The connection to a sandbox, which one test at a time uses. */
final class SandboxConnectionDetails implements SegmentsConnectionDetails {
    private final Sandbox sandbox;

    /** Held during each test method, because test classes that share an application context may run in parallel. */
    private final ReentrantLock turn = new ReentrantLock();

    SandboxConnectionDetails(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    void beginTest() {
        turn.lock();
        sandbox.reset();
    }

    void endTest() {
        // The lock is not held if another listener failed before the test.
        if (turn.isHeldByCurrentThread()) {
            turn.unlock();
        }
    }

    @Override
    public String tenant() {
        return sandbox.tenant();
    }

    @Override
    public Optional<String> baseUrl() {
        return Optional.of(sandbox.baseUrl());
    }

    @Override
    public Optional<String> accessToken() {
        return Optional.of(sandbox.accessToken());
    }
}
