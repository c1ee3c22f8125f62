package io.github.segments4j.cli;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The proxy that the variables HTTPS_PROXY, HTTP_PROXY and NO_PROXY name for an address, in upper or lower case, as other
 * tools read them. This machine itself is never reached through a proxy.
 */
record ProxyVariables(Map<String, String> environment) {
    private static final String LOOPBACK = "(?i)localhost|\\[::1]|127(\\.\\d{1,3}){3}";

    Optional<Setting> of(URI address) {
        if (address.getHost() == null || address.getScheme() == null) {
            return Optional.empty();
        }
        if (address.getHost().matches(LOOPBACK) || noProxy().anyMatch(entry -> covers(entry, address))) {
            return Optional.empty();
        }
        String variable = address.getScheme().toUpperCase(Locale.ROOT) + "_PROXY";
        return value(variable).map(proxy -> new Setting(variable, proxy.contains("://") ? proxy : "http://" + proxy));
    }

    /**
     * A proxy.
     *
     * @param address may hold a password
     */
    record Setting(String variable, String address) {}

    private Optional<String> value(String variable) {
        return Stream.of(variable, variable.toLowerCase(Locale.ROOT))
                .map(name -> environment.getOrDefault(name, "").strip())
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private Stream<String> noProxy() {
        return List.of(value("NO_PROXY").orElse("").split("[,\\s]+")).stream().filter(entry -> !entry.isEmpty());
    }

    /** An entry is a host, a domain with all hosts in it, with or without a port, or an asterisk for all. */
    private static boolean covers(String entry, URI address) {
        if (entry.equals("*")) {
            return true;
        }
        String named = entry.toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", "");
        String host = address.getHost().toLowerCase(Locale.ROOT);
        int usualPort = address.getScheme().equalsIgnoreCase("https") ? 443 : 80;
        int port = address.getPort() < 0 ? usualPort : address.getPort();
        return Stream.of(host, host + ":" + port).anyMatch(name -> name.equals(named) || name.endsWith("." + named));
    }
}
