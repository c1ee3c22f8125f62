package io.github.segments4j.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Opens connections: resolves the name, connects, asks a proxy for a tunnel, and starts TLS. */
final class Connector {
    private final @Nullable String proxyAuthorization;

    /** @param proxyAuthorization the value of the header that an HTTP proxy asks for, if it does */
    Connector(@Nullable String proxyAuthorization) {
        this.proxyAuthorization = proxyAuthorization;
    }

    /** Is told of each socket before it connects, so that another thread can close it. */
    interface Watcher {
        /** Takes a socket that is about to connect; throws if no connection is wanted any more. */
        void opening(Socket socket) throws IOException;
    }

    /** Opens a connection. Closing the watcher's socket ends it, but not the resolution of a name. */
    Connection open(Route route, Watcher watcher) throws IOException {
        Socket socket =
                route.proxy().type() == Proxy.Type.DIRECT ? connected(route, watcher) : viaProxy(route, watcher);
        try {
            return new Connection(route, socket, route.isSecure() ? secured(route, socket) : null);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private Socket viaProxy(Route route, Watcher watcher) throws IOException {
        try {
            Socket socket = connected(route, watcher);
            if (route.hasTunnel()) {
                openTunnel(new Connection(route, socket, null));
            }
            return socket;
        } catch (ProxyException e) {
            throw e;
        } catch (IOException e) {
            throw new ProxyException(route, e);
        }
    }

    /** Tries each address of the host in turn. */
    private static Socket connected(Route route, Watcher watcher) throws IOException {
        if (route.proxy().type() == Proxy.Type.SOCKS) {
            return connected(new Socket(route.proxy()), route.nextHop(), watcher); // The proxy resolves the name.
        }
        IOException first = null;
        for (InetAddress address : resolved(route)) {
            try {
                InetSocketAddress target =
                        new InetSocketAddress(address, route.nextHop().getPort());
                return connected(new Socket(Proxy.NO_PROXY), target, watcher);
            } catch (IOException e) {
                first = first == null ? e : first;
            }
        }
        throw first == null ? new UnknownHostException(route.hostName()) : first;
    }

    private static InetAddress[] resolved(Route route) throws UnknownHostException {
        InetAddress known = route.nextHop().getAddress();
        return known != null
                ? new InetAddress[] {known}
                : InetAddress.getAllByName(route.nextHop().getHostString());
    }

    private static Socket connected(Socket socket, InetSocketAddress target, Watcher watcher) throws IOException {
        try {
            watcher.opening(socket);
            socket.connect(target);
            socket.setTcpNoDelay(true);
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private void openTunnel(Connection proxy) throws IOException {
        try {
            askForTunnel(proxy);
        } catch (IOException e) {
            proxy.close();
            throw e;
        }
    }

    private void askForTunnel(Connection proxy) throws IOException {
        String target = proxy.route.host() + ":" + proxy.route.port();
        String login = proxyAuthorization == null ? "" : "Proxy-Authorization: " + proxyAuthorization + "\r\n";
        String request = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n" + login + "\r\n";
        proxy.send(request.getBytes(StandardCharsets.US_ASCII));
        int status = ResponseHead.read(proxy.in).status();
        if (status / 100 != 2) {
            throw new ProxyException(proxy.route, status);
        }
    }

    private static SSLSocket secured(Route route, Socket socket) throws IOException {
        SSLSocket secured =
                (SSLSocket) defaultTls().getSocketFactory().createSocket(socket, route.hostName(), route.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS"); // Without it, nobody compares the host's name.
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    static SSLContext defaultTls() throws SSLException {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new SSLException("this JVM cannot set up TLS", e);
        }
    }
}
