package io.github.segments4j.sandbox.http;

import io.github.segments4j.sandbox.endpoints.Refusal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request, free of any transport.
 *
 * @param query as it was sent, not decoded; empty if there is none
 * @param headers by name in lower case
 */
public record Request(String method, String path, String query, Map<String, String> headers, String body) {
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT))).map(String::strip);
    }

    public Map<String, List<String>> parameters() throws Refusal {
        return decoded(query);
    }

    public Map<String, List<String>> form() throws Refusal {
        return decoded(body);
    }

    /** The access token, or whatever stands in its place. */
    public String bearer() {
        String value = header("Authorization").orElse("");
        return value.substring(value.lastIndexOf(' ') + 1);
    }

    public static Map<String, List<String>> decoded(String pairs) throws Refusal {
        Map<String, List<String>> decoded = new LinkedHashMap<>();
        for (String pair : pairs.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                decoded.computeIfAbsent(unescaped(name), unused -> new ArrayList<>())
                        .add(unescaped(value));
            }
        }
        return decoded;
    }

    private static String unescaped(String text) throws Refusal {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "The parameters are not percent-encoded correctly.");
        }
    }
}
