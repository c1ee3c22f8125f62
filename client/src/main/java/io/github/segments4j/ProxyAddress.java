package io.github.segments4j;

import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy, and the user and password that it may ask for.
 *
 * @param authorization the value of the {@code Proxy-Authorization} header; null without a user
 * @param secrets what must not be shown
 */
record ProxyAddress(String host, int port, @Nullable String authorization, List<String> secrets) {
    private static final int USUAL_PORT = 80;

    static ProxyAddress of(String address) {
        URI uri;
        try {
            uri = new URI(address);
        } catch (URISyntaxException e) {
            // Without its message, which quotes what may be a password.
            throw unusable();
        }
        if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null || uri.getPort() > 65_535) {
            throw unusable();
        }
        int port = uri.getPort() < 0 ? USUAL_PORT : uri.getPort();
        if (uri.getRawUserInfo() == null) {
            return new ProxyAddress(uri.getHost(), port, null, List.of());
        }
        String login = decoded(uri.getRawUserInfo());
        String encoded = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        String password = login.substring(login.indexOf(':') + 1);
        return new ProxyAddress(uri.getHost(), port, "Basic " + encoded, List.of(encoded, password));
    }

    private static String decoded(String userInfo) {
        return URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static IllegalArgumentException unusable() {
        return new IllegalArgumentException(
                "The address of the proxy can't be used: it must look like http://host:port or"
                        + " http://user:password@host:port, with other characters than letters and digits percent-encoded");
    }

    ProxySelector selector() {
        return ProxySelector.of(InetSocketAddress.createUnresolved(host, port));
    }

    /** Without the user and the password. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
