package io.github.segments4j.http;

import java.io.IOException;

/** A proxy refused to pass a request on, or cannot be reached. */
public final class ProxyException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    ProxyException(Route route, int status) {
        super("the proxy " + route.proxyName() + " answered " + status);
        this.status = status;
    }

    ProxyException(Route route, IOException cause) {
        super("the proxy " + route.proxyName() + " cannot be used", cause);
        this.status = 0;
    }

    /** {@return the proxy's HTTP status; 0 if it gave none} */
    public int status() {
        return status;
    }
}
