package io.github.segments4j.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The way to a server. Requests with the same route can share a connection. */
record Route(boolean isSecure, String host, int port, Proxy proxy) {
    /** Plain http to this machine goes through no proxy, which could read the access token. */
    static Route to(URI uri, @Nullable ProxySelector proxies) {
        boolean isSecure = "https".equalsIgnoreCase(uri.getScheme());
        int port = uri.getPort() >= 0 ? uri.getPort() : isSecure ? 443 : 80;
        boolean staysHere = !isSecure && Loopback.contains(uri.getHost());
        List<Proxy> found = proxies == null || staysHere ? List.of() : proxies.select(uri);
        Proxy proxy = found.isEmpty() ? Proxy.NO_PROXY : found.get(0);
        return new Route(isSecure, uri.getHost().toLowerCase(Locale.ROOT), port, proxy);
    }

    /** The host without the brackets of an IPv6 address. */
    String hostName() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** An HTTP proxy sends https on through a tunnel; it wants to see the whole address of a request for plain http. */
    boolean hasTunnel() {
        return isSecure && proxy.type() == Proxy.Type.HTTP;
    }

    boolean sendsWholeAddress() {
        return !isSecure && proxy.type() == Proxy.Type.HTTP;
    }

    /** Host and port, the port only where it is not the usual one. */
    String authority() {
        return host + (port == (isSecure ? 443 : 80) ? "" : ":" + port);
    }

    String proxyName() {
        return proxy.address() instanceof InetSocketAddress address
                ? address.getHostString() + ":" + address.getPort()
                : proxy.toString();
    }

    /** Where the first connection goes. */
    InetSocketAddress nextHop() {
        return proxy.type() == Proxy.Type.HTTP && proxy.address() instanceof InetSocketAddress address
                ? address
                : InetSocketAddress.createUnresolved(hostName(), port);
    }
}
