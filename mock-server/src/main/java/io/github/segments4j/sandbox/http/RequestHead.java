package io.github.segments4j.sandbox.http;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The request line and the headers. A head that two readers could understand in different ways is refused, as RFC
 * 9112 demands.
 *
 * @param headers by name in lower case; repeated headers are joined by commas; {@code host} is the one of the target, if
 *     that has one
 * @param expectsContinue whether the client waits for {@code 100 Continue} before it sends the body
 * @param length of the body in bytes; 0 if the body is chunked
 */
record RequestHead(
        String method,
        String path,
        String query,
        Map<String, String> headers,
        boolean keepsAlive,
        boolean expectsContinue,
        boolean isChunked,
        long length) {
    private static final Pattern REQUEST_LINE = Pattern.compile("([^ ]++) ([^ ]++) HTTP/1\\.([0-9])");
    private static final BitSet TOKEN_CHARACTERS = new BitSet();

    /** At most 18 digits, so that it fits a {@code long}. */
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    static {
        "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                .chars()
                .forEach(TOKEN_CHARACTERS::set);
    }

    /** Reads lines that end with CR and LF, without the empty line after them. */
    static RequestHead of(String lines) throws HttpException {
        int end = lines.indexOf("\r\n");
        Matcher first = REQUEST_LINE.matcher(lines.substring(0, end));
        if (!first.matches() || !isToken(first.group(1))) {
            throw new HttpException(400, "The request line must read \"METHOD /path HTTP/1.1\".");
        }
        boolean isOld = first.group(3).equals("0");
        RequestTarget target = RequestTarget.of(first.group(1), first.group(2));
        Map<String, String> headers = headers(lines, end + 2);
        // Only HTTP/1.0 allows a request without a host.
        requireHost(headers.getOrDefault("host", isOld ? "localhost" : ""));
        if (target.authority().isPresent()) {
            headers.put("host", requireHost(target.authority().get()));
        }
        String coding = headers.get("transfer-encoding");
        String length = headers.getOrDefault("content-length", "0");
        if (coding != null && (headers.containsKey("content-length") || isOld)) {
            throw new HttpException(
                    400, "The header \"Transfer-Encoding\" requires HTTP/1.1 and excludes \"Content-Length\".");
        }
        if (coding != null && !coding.equalsIgnoreCase("chunked")) {
            throw new HttpException(501, "The only supported transfer coding is \"chunked\".");
        }
        if (!length.equals("0") && !LENGTH.matcher(length).matches()) {
            throw new HttpException(400, "The header \"Content-Length\" must be a single whole number.");
        }
        String connection = headers.getOrDefault("connection", "");
        return new RequestHead(
                first.group(1),
                target.path(),
                target.query(),
                headers,
                !contains(connection, "close") && (!isOld || contains(connection, "keep-alive")),
                !isOld && contains(headers.getOrDefault("expect", ""), "100-continue"),
                coding != null,
                Long.parseLong(length));
    }

    Request with(String body) {
        return new Request(method, path, query, headers, body);
    }

    private static String requireHost(String host) throws HttpException {
        if (!AllowedHosts.isValid(host)) {
            throw new HttpException(
                    400, "The header \"Host\" must be a single host name or address, with a port if necessary.");
        }
        return host;
    }

    private static Map<String, String> headers(String lines, int from) throws HttpException {
        Map<String, String> headers = new HashMap<>();
        int end;
        for (int start = from; start < lines.length(); start = end + 2) {
            end = lines.indexOf("\r\n", start);
            int colon = lines.indexOf(':', start);
            boolean hasColon = colon >= 0 && colon < end;
            String name = lines.substring(start, hasColon ? colon : start).toLowerCase(Locale.ROOT);
            String value = lines.substring(hasColon ? colon + 1 : start, end);
            if (!isToken(name) || hasControlCharacter(value)) {
                throw new HttpException(
                        400,
                        "Each header must read \"Name: value\" on one line, without a space before the colon and"
                                + " without control characters.");
            }
            if (name.equals("host") && headers.containsKey(name)) {
                throw new HttpException(400, "The header \"Host\" is given more than once.");
            }
            headers.merge(name, value.strip(), (before, more) -> before + ", " + more);
        }
        return headers;
    }

    static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!TOKEN_CHARACTERS.get(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean hasControlCharacter(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ((text.charAt(i) < ' ' && text.charAt(i) != '\t') || text.charAt(i) == 0x7F) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(String list, String token) {
        return Stream.of(list.split(",", -1)).anyMatch(value -> value.strip().equalsIgnoreCase(token));
    }
}
