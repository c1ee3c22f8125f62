package io.github.segments4j.sandbox.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request, independent of the connection that it came from.
 *
 * @param path decoded, except for {@code %2F}
 * @param query as it was sent, still percent-encoded; empty if there is none
 * @param headers by name in lower case
 */
public record Request(String method, String path, String query, Map<String, String> headers, String body) {
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT))).map(String::strip);
    }

    /** Decodes a query or a form. */
    public static Map<String, List<String>> decode(String pairs) throws HttpException {
        Map<String, List<String>> decoded = new LinkedHashMap<>();
        for (String pair : pairs.split("&", -1)) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                decoded.computeIfAbsent(Text.parameter(parts[0]), unused -> new ArrayList<>())
                        .add(parts.length == 1 ? "" : Text.parameter(parts[1]));
            }
        }
        return decoded;
    }
}
