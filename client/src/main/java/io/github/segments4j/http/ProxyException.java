package io.github.segments4j.http;

import java.io.IOException;

/** A proxy refused to pass a request on. */
public final class ProxyException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    ProxyException(Route route, int status) {
        super("the proxy " + route.proxyName() + " answered " + status);
        this.status = status;
    }

    /** {@return the proxy's HTTP status} */
    public int status() {
        return status;
    }
}
