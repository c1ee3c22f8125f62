package io.github.segments4j;

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
    private static final String LOOPBACK = "(?i)localhost|\\[::1]|127(\\.\\d{1,3}){3}";

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
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "The " + name + " must be a whole number from " + least + " to " + most + ", not " + value);
        }
        return value;
    }

    static Duration positive(String name, Duration duration, Duration most) {
        require(
                duration.compareTo(Duration.ZERO) > 0 && duration.compareTo(most) <= 0,
                "The " + name + " must be more than zero and at most " + most.toHours() + " hours, not " + duration);
        return duration;
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

    /** Without a slash at its end. */
    static String baseUrl(@Nullable String url, boolean plainHttp) {
        String given = url == null ? "" : url;
        String discreet = given.replaceFirst("(?s)^.*@", "***@").replaceFirst("(?s)[?#].*", "");
        String shown = "The base URL " + Quoted.of(discreet) + " can't be used: ";
        URI uri;
        try {
            uri = new URI(given);
        } catch (URISyntaxException e) {
            uri = URI.create(""); // which is not absolute
        }
        String scheme = String.valueOf(uri.getScheme());
        require(
                uri.getHost() != null && scheme.matches("https?") && uri.getPort() <= 65_535,
                shown + "it must be an absolute address that begins with https:// or http://");
        require(
                uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null,
                shown + "it must hold no user, query or fragment: https://host/path is all of it");
        require(
                plainHttp || scheme.equals("https") || uri.getHost().matches(LOOPBACK),
                shown + "an access token is sent over https only, except to this machine itself");
        String base = given.replaceFirst("/+$", "");
        require(!base.endsWith("/segments"), shown + "it ends before /segments, as in https://acme.amperity.com/api");
        return base;
    }
}
