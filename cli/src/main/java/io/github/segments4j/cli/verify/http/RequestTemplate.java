package io.github.segments4j.cli.verify.http;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A request like the client's, of which the checks make variants. Immutable: each method returns another one. */
public record RequestTemplate(HttpRequest request, Map<String, String> parameters) {
    /** The client's request, without its parameters. */
    public static RequestTemplate of(HttpRequest sent) {
        URI endpoint = URI.create(sent.uri().toString().replaceFirst("\\?.*", ""));
        return new RequestTemplate(copy(sent).uri(endpoint).build(), Map.of());
    }

    public RequestTemplate withParameter(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(parameters);
        more.put(name, value);
        return new RequestTemplate(request, more);
    }

    public RequestTemplate withHeader(String name, String value) {
        return with(copy(request).setHeader(name, value));
    }

    public RequestTemplate withoutHeader(String name) {
        return with(HttpRequest.newBuilder(request, (header, value) -> !header.equalsIgnoreCase(name)));
    }

    public RequestTemplate withPathSuffix(String suffix) {
        return with(copy(request).uri(URI.create(request.uri() + suffix)));
    }

    public RequestTemplate withMethod(String method) {
        return with(copy(request).method(method, BodyPublishers.noBody()));
    }

    /** With a form as the body of a POST. */
    public RequestTemplate withForm(Map<String, String> form) {
        return with(copy(request).POST(BodyPublishers.ofString(encode(form))));
    }

    private RequestTemplate with(HttpRequest.Builder other) {
        return new RequestTemplate(other.build(), parameters);
    }

    private static HttpRequest.Builder copy(HttpRequest request) {
        return HttpRequest.newBuilder(request, (header, value) -> true);
    }

    public String header(String name) {
        return request.headers().firstValue(name).orElseThrow();
    }

    public String accessToken() {
        return header("Authorization").replaceFirst("^Bearer ", "");
    }

    HttpRequest build() {
        if (parameters.isEmpty()) {
            return request;
        }
        return copy(request)
                .uri(URI.create(request.uri() + "?" + encode(parameters)))
                .build();
    }

    private static String encode(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
