package io.github.segments4j;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.regex.Pattern;

/** Checks settings before anything is sent. A message says what is allowed, and never the secret. */
final class Setting {
  private static final Pattern HOST_LABEL =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

  private Setting() {}

  static String tenant(String tenant) {
    if (!HOST_LABEL.matcher(tenant).matches()) {
      throw new IllegalArgumentException(
          "The tenant must be a host label: 1 to 63 letters, digits and inner hyphens, not "
              + Quoted.of(tenant));
    }
    return tenant;
  }

  static String accessToken(String token) {
    return secret("access token", token);
  }

  static String secret(String name, String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) <= ' ' || value.charAt(i) > '~') {
        throw new IllegalArgumentException(
            "The " + name + " may hold visible ASCII characters only; character " + (i + 1) + " of "
                + value.length() + " is a space, a line break or something else");
      }
    }
    if (value.isEmpty()) {
      throw new IllegalArgumentException("The " + name + " is empty");
    }
    return value;
  }

  static Duration positive(String name, Duration duration) {
    if (duration.isZero() || duration.isNegative() || duration.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(
          "The " + name + " must be more than nothing and at most a day, not " + duration);
    }
    return duration;
  }

  /** Without a slash at its end. */
  static String baseUrl(String url) {
    URI uri = uri(url);
    String host = uri.getHost();
    if (host == null || uri.getScheme() == null || !uri.getScheme().matches("(?i)https?")) {
      throw notABaseUrl(url, "it must be an absolute http or https address");
    }
    if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "The base URL must hold no user, query or fragment: https://host/path is all of it");
    }
    if (uri.getScheme().equalsIgnoreCase("http") && !isLoopback(host)) {
      throw notABaseUrl(
          url, "an access token is sent over https only, except to this machine itself");
    }
    String base = url.replaceFirst("/+$", "");
    if (base.endsWith("/segments")) {
      throw notABaseUrl(url, "it ends before /segments, as in https://acme.amperity.com/api");
    }
    return base;
  }

  private static URI uri(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw notABaseUrl(url, "it must be an absolute http or https address");
    }
  }

  private static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || host.equals("[::1]")
        || host.matches("127(\\.\\d{1,3}){3}");
  }

  private static IllegalArgumentException notABaseUrl(String url, String rule) {
    return new IllegalArgumentException(
        "The base URL " + Quoted.of(url) + " can't be used: " + rule);
  }
}
