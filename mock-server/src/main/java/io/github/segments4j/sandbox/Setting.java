package io.github.segments4j.sandbox;

import io.github.segments4j.sandbox.http.AllowedHosts;
import java.net.InetAddress;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

/** Checks settings. Every refusal is an {@link IllegalArgumentException} that says what is allowed. */
final class Setting {
    private static final Pattern HOST_LABEL = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
    private static final Pattern ORIGIN = Pattern.compile("https?://(?:" + AllowedHosts.HOST + ")(?::[0-9]{1,5})?");
    private static final Pattern VISIBLE_ASCII = Pattern.compile("[!-~]+");
    private static final Duration MAX_LIFE = Duration.ofDays(365);

    private Setting() {}

    static int port(int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("The port must be from 0 (any free one) to 65535, not " + port);
        }
        return port;
    }

    static InetAddress address(String address) {
        return AllowedHosts.address(address)
                .orElseThrow(() -> new IllegalArgumentException(
                        "The address must be an IP address of this machine, or 0.0.0.0 or :: for all of them, not \""
                                + address + '"'));
    }

    static String host(String host) {
        if (!AllowedHosts.HOST.matcher(host).matches()) {
            throw new IllegalArgumentException(
                    "The host must be a name such as host.docker.internal or an address, without a scheme and a port");
        }
        return host;
    }

    static String origin(String origin) {
        String asBrowsersSendIt = origin.toLowerCase(Locale.ROOT);
        if (!ORIGIN.matcher(asBrowsersSendIt).matches()) {
            throw new IllegalArgumentException("The origin must be a scheme, a host and, if necessary, a port, such as"
                    + " http://localhost:5173, and nothing after them, not \"" + origin + '"');
        }
        return asBrowsersSendIt;
    }

    static String adminToken(String token) {
        if (!VISIBLE_ASCII.matcher(token).matches()) {
            throw new IllegalArgumentException(
                    "The admin token must be one or more visible characters of ASCII, since it is sent in a header");
        }
        return token;
    }

    static String tenant(String tenant) {
        if (!HOST_LABEL.matcher(tenant).matches()) {
            throw new IllegalArgumentException(
                    "The tenant must be a host label: 1 to 63 letters, digits and inner hyphens");
        }
        return tenant;
    }

    static int segments(int segments) {
        if (segments < 0) {
            throw new IllegalArgumentException("The number of segments must be 0 or more, not " + segments);
        }
        return segments;
    }

    static int pageSize(int segments) {
        if (segments < 1) {
            throw new IllegalArgumentException("The size of a page must be 1 or more, not " + segments);
        }
        return segments;
    }

    static int perSecond(int requests) {
        if (requests < 1) {
            throw new IllegalArgumentException("The number of requests a second must be 1 or more, not " + requests);
        }
        return requests;
    }

    static Duration accessTokenLife(Duration life) {
        if (life.compareTo(Duration.ofSeconds(1)) < 0 || life.compareTo(MAX_LIFE) > 0) {
            throw new IllegalArgumentException(
                    "The life of an access token must be from 1 second to 365 days, not " + life);
        }
        return life.truncatedTo(ChronoUnit.SECONDS);
    }
}
