package io.github.segments4j;

import feign.Request;

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

    /** The query is left out: it is long, and the pager names the token. */
    static String request(Request request) {
        return request.httpMethod() + " " + request.url().replaceFirst("\\?.*", "");
    }
}
