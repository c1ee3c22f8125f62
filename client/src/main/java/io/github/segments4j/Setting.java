package io.github.segments4j;

import io.github.segments4j.http.Loopback;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks settings before anything is sent. A message says what is allowed, and never the secret. */
final class Setting {
    private static final String ABSOLUTE = "it must be an absolute address that begins with https:// or http://";

    private static final Set<String> OWN_HEADERS = Set.of(
            "accept",
            "accept-encoding",
            "amperity-tenant",
            "api-version",
            "authorization",
            "content-type",
            "user-agent",
            "x-amperity-tenant");

    private Setting() {}

    static void require(boolean allowed, String message) {
        if (!allowed) {
            throw new IllegalArgumentException(message);
        }
    }

    static String tenant(@Nullable String tenant) {
        String given = tenant == null ? "" : tenant;
        require(
                given.matches("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"),
                "The tenant must be a host label: 1 to 63 letters, digits and inner hyphens, not " + Quoted.of(given));
        return given;
    }

    static String secret(String name, @Nullable String value) {
        String given = value == null ? "" : value;
        require(!given.isEmpty(), "The " + name + " is missing or empty");
        long visible =
                given.chars().takeWhile(sign -> sign > ' ' && sign <= '~').count();
        String wrong =
                "character " + (visible + 1) + " of " + given.length() + " is a space, a line break or something else";
        require(visible == given.length(), "The " + name + " may hold visible ASCII characters only; " + wrong);
        return given;
    }

    static int between(String name, int value, int least, int most) {
        require(
                value >= least && value <= most,
                "The " + name + " must be a whole number from " + least + " to " + most + ", not " + value);
        return value;
    }

    static Duration duration(String name, Duration given, Duration least, Duration most) {
        require(
                given.compareTo(least) >= 0 && given.compareTo(most) <= 0,
                "The " + name + " must be from " + least + " to " + most + ", not " + given);
        return given;
    }

    static String headerName(String name, String value) {
        require(
                !OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT)),
                "The header " + Quoted.of(name) + " is set by the client itself");
        try {
            HttpRequest.newBuilder().header(name, value);
        } catch (IllegalArgumentException e) {
            // Without the JDK's message, which quotes the value: it may be a secret.
            throw new IllegalArgumentException("The header " + Quoted.of(name) + " or its value cannot be sent");
        }
        return name;
    }

    static String headerValue(String name, String value) {
        require(
                value.matches("[ -~]*[!-~][ -~]*"),
                "The " + name + " must hold visible ASCII characters and spaces, not " + Quoted.of(value));
        return value;
    }

    static HttpClient httpClient(HttpClient client) {
        require(
                client.followRedirects() == HttpClient.Redirect.NEVER
                        && client.authenticator().isEmpty(),
                "The HttpClient must follow no redirects, its default, and have no authenticator, which would keep"
                        + " the access token from being sent");
        return client;
    }

    /** Checks a base URL, and takes off a slash at its end. An access token may be sent over https only. */
    static String baseUrl(@Nullable String url) {
        String base = plainHttpBaseUrl(url);
        URI uri = URI.create(base);
        require(
                uri.getScheme().equals("https") || Loopback.contains(uri.getHost()),
                unusable(base) + "an access token is sent over https only, except to this machine itself");
        return base;
    }

    /** Checks a base URL that may be http to another machine. */
    static String plainHttpBaseUrl(@Nullable String url) {
        String given = url == null ? "" : url;
        URI uri;
        try {
            uri = new URI(given);
        } catch (URISyntaxException e) {
            // Without its message, which quotes what may be a password.
            throw new IllegalArgumentException(unusable(given) + ABSOLUTE);
        }
        String scheme = String.valueOf(uri.getScheme());
        require(
                scheme.matches("https?") || !scheme.matches("(?i)https?"),
                unusable(given) + "write " + scheme.toLowerCase(Locale.ROOT) + ":// in lower case");
        require(scheme.matches("https?") && uri.getRawAuthority() != null, unusable(given) + ABSOLUTE);
        require(
                uri.getHost() != null || !uri.getRawAuthority().contains("_"),
                unusable(given) + "the name of its host has an underscore, which is not allowed there");
        require(
                uri.getHost() != null && uri.getPort() <= 65_535,
                unusable(given) + "its host must be a name or an address, and its port a number up to 65535");
        require(
                uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null,
                unusable(given) + "it must hold no user, query or fragment: https://host/path is all of it");
        String base = given.replaceFirst("/+$", "");
        require(
                !base.endsWith("/segments"),
                unusable(given) + "it ends before /segments, as in https://acme.amperity.com/api");
        return base;
    }

    private static String unusable(String url) {
        String discreet = url.replaceFirst("(?s)^.*@", "***@").replaceFirst("(?s)[?#].*", "");
        return "The base URL " + Quoted.of(discreet) + " can't be used: ";
    }
}
