package io.github.segments4j.contract;

import io.github.segments4j.sandbox.Sandbox;

/** A sandbox without segments of its own, and Prism in front of it, which tells what leaves the contract. */
record ProxiedSandbox(Sandbox sandbox, Prism proxy) implements AutoCloseable {
    static ProxiedSandbox start() {
        Sandbox sandbox =
                Sandbox.builder().segments(0).anotherTenant("other", 0).start();
        return new ProxiedSandbox(sandbox, Prism.proxy(sandbox.baseUrl()));
    }

    String url() {
        return proxy.url();
    }

    @Override
    public void close() {
        proxy.close();
        sandbox.close();
    }
}
