package io.github.segments4j;

import feign.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Makes text from outside fit for a message or an address. */
final class Quoted {
    private Quoted() {}

    static String of(String value) {
        return '"' + plain(value) + '"';
    }

    /** On one line, at most 200 characters: enough for a token or a sentence, and short enough for a log. */
    static String plain(String value) {
        return value.replaceFirst("(?s)^(.{200}).+", "$1…").replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", " ");
    }

    /** Method and address, without the query: it is long, and holds the page token. */
    static String request(Request request) {
        return request.httpMethod() + " " + request.url().split("\\?", 2)[0];
    }

    /** Percent-encodes a value for a query or a form. Feign would encode an asterisk, and with it the rest once more. */
    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
