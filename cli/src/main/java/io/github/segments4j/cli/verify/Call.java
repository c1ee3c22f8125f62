package io.github.segments4j.cli.verify;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A request to be sent; each method gives one that differs in one thing.
 *
 * @param headers sorted by names in upper or lower case, as HTTP knows them
 */
record Call(String method, URI segments, String path, Map<String, String> query, SortedMap<String, String> headers) {

    /** One like the client's own: where it asked, with its headers, and without its query. */
    static Call like(HttpRequest sent) {
        SortedMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sent.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
        String address = sent.uri().toString().replaceFirst("\\?.*", "");
        return new Call("GET", URI.create(address), "", Map.of(), headers);
    }

    Call with(String parameter, String value) {
        Map<String, String> more = new LinkedHashMap<>(query);
        more.put(parameter, value);
        return new Call(method, segments, path, more, headers);
    }

    Call withHeader(String name, String value) {
        SortedMap<String, String> other = new TreeMap<>(headers);
        other.put(name, value);
        return new Call(method, segments, path, query, other);
    }

    Call without(String header) {
        SortedMap<String, String> fewer = new TreeMap<>(headers);
        fewer.remove(header);
        return new Call(method, segments, path, query, fewer);
    }

    /** Elsewhere: the path of the segments with this after it. */
    Call at(String suffix) {
        return new Call(method, segments, suffix, query, headers);
    }

    Call by(String otherMethod) {
        return new Call(otherMethod, segments, path, query, headers);
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    String accessToken() {
        return header("Authorization").replaceFirst("^Bearer ", "");
    }

    HttpRequest request() {
        String parameters = query.entrySet().stream()
                .map(each -> each.getKey() + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&", query.isEmpty() ? "" : "?", ""));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(segments + path + parameters))
                .method(method, HttpRequest.BodyPublishers.noBody());
        headers.forEach(request::header);
        return request.build();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
