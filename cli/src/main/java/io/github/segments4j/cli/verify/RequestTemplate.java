package io.github.segments4j.cli.verify;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A request like the client's, of which the checks make variants. Immutable: each method returns another one. */
record RequestTemplate(HttpRequest request, Map<String, String> parameters) {
    /** The client's request, without its parameters. */
    static RequestTemplate of(HttpRequest sent) {
        URI endpoint = URI.create(sent.uri().toString().replaceFirst("\\?.*", ""));
        return new RequestTemplate(copy(sent).uri(endpoint).build(), Map.of());
    }

    RequestTemplate withParameter(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(parameters);
        more.put(name, value);
        return new RequestTemplate(request, more);
    }

    RequestTemplate withHeader(String name, String value) {
        return with(copy(request).setHeader(name, value));
    }

    RequestTemplate withoutHeader(String name) {
        return with(HttpRequest.newBuilder(request, (header, value) -> !header.equalsIgnoreCase(name)));
    }

    RequestTemplate withPathSuffix(String suffix) {
        return with(copy(request).uri(URI.create(request.uri() + suffix)));
    }

    RequestTemplate withMethod(String method) {
        return with(copy(request).method(method, BodyPublishers.noBody()));
    }

    private RequestTemplate with(HttpRequest.Builder other) {
        return new RequestTemplate(other.build(), parameters);
    }

    private static HttpRequest.Builder copy(HttpRequest request) {
        return HttpRequest.newBuilder(request, (header, value) -> true);
    }

    String header(String name) {
        return request.headers().firstValue(name).orElseThrow();
    }

    String accessToken() {
        return header("Authorization").replaceFirst("^Bearer ", "");
    }

    HttpRequest build() {
        if (parameters.isEmpty()) {
            return request;
        }
        String query = parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return copy(request).uri(URI.create(request.uri() + "?" + query)).build();
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
