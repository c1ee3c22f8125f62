package io.github.segments4j;

import feign.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What comes from outside, made fit to stand in a message: short, on one line. */
final class Quoted {
    private Quoted() {}

    static String of(String value) {
        return '"' + plain(value) + '"';
    }

    /** Without quotation marks; 200 characters tell a token or a sentence, and fit a line of a log. */
    static String plain(String value) {
        return value.replaceFirst("(?s)^(.{200}).+", "$1…").replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", " ");
    }

    /** The query is left out: it is long, and the walk names the token. */
    static String request(Request request) {
        return request.httpMethod() + " " + request.url().split("\\?", 2)[0];
    }

    /** For a query or a form. Feign would encode an asterisk, and with it the rest once more. */
    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
