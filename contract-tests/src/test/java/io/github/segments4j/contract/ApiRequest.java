package io.github.segments4j.contract;

import static io.restassured.RestAssured.given;

import io.restassured.config.EncoderConfig;
import io.restassured.config.HttpClientConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A request as any program might send it, right or wrong. Immutable. */
record ApiRequest(
        String method, String path, Map<String, String> headers, Map<String, String> query, Map<String, String> form) {
    /** Long, so that no slow machine fails; a server that never answers is a failure all the same. */
    private static final int PATIENCE_IN_MILLISECONDS = 60_000;

    private static final RestAssuredConfig AS_WRITTEN = RestAssuredConfig.config()
            .httpClient(HttpClientConfig.httpClientConfig().setParam("http.socket.timeout", PATIENCE_IN_MILLISECONDS))
            .encoderConfig(EncoderConfig.encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false));

    static ApiRequest of(String method, String path) {
        return new ApiRequest(method, path, Map.of(), Map.of(), Map.of());
    }

    ApiRequest method(String other) {
        return new ApiRequest(other, path, headers, query, form);
    }

    ApiRequest path(String other) {
        return new ApiRequest(method, other, headers, query, form);
    }

    ApiRequest header(String name, String value) {
        return new ApiRequest(method, path, with(headers, name, value), query, form);
    }

    ApiRequest query(String name, String value) {
        return new ApiRequest(method, path, headers, with(query, name, value), form);
    }

    ApiRequest form(String name, String value) {
        return new ApiRequest(method, path, headers, query, with(form, name, value));
    }

    /** Without a header, a parameter or a field of the form. */
    ApiRequest without(String name) {
        return new ApiRequest(method, path, without(headers, name), without(query, name), without(form, name));
    }

    String body() {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    Response send(String baseUrl) {
        var request = given().config(AS_WRITTEN)
                .baseUri(baseUrl)
                .redirects()
                .follow(false)
                .headers(headers)
                .queryParams(query);
        return (form.isEmpty() ? request : request.body(body())).request(method, path);
    }

    private static Map<String, String> with(Map<String, String> map, String name, String value) {
        Map<String, String> more = copy(map);
        more.put(name, value);
        return more;
    }

    private static Map<String, String> without(Map<String, String> map, String name) {
        Map<String, String> less = copy(map);
        less.remove(name);
        return less;
    }

    private static Map<String, String> copy(Map<String, String> map) {
        Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(map);
        return copy;
    }
}
