package io.github.segments4j.sandbox.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The first lines of a request. What two readers might take for different things is refused: RFC 9112 has the
 * list.
 *
 * @param headers by name in lower case; several with one name are joined by commas
 * @param length of the body; unknown if it comes in chunks
 */
public record RequestHead(
        String method,
        String path,
        String query,
        Map<String, String> headers,
        boolean keepsAlive,
        boolean isChunked,
        long length) {
    private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

    /** Longer than any number that fits a {@code long}. */
    private static final int MOST_DIGITS = 18;

    /** Reads lines that end with CR and LF, without the empty one after them. */
    public static RequestHead of(String lines) throws BadRequestException {
        int end = lines.indexOf("\r\n");
        String first = lines.substring(0, end);
        int afterMethod = first.indexOf(' ');
        int afterTarget = first.indexOf(' ', afterMethod + 1);
        if (afterTarget < 0 || !isToken(first, 0, afterMethod)) {
            throw new BadRequestException("The request line must read \"METHOD /path HTTP/1.1\".");
        }
        String version = first.substring(afterTarget + 1);
        if (version.length() != 8 || !version.startsWith("HTTP/1.") || !isDigit(version.charAt(7))) {
            throw new BadRequestException("The request line must end with the version HTTP/1.1 or HTTP/1.0.");
        }
        boolean isOld = version.endsWith("0");
        URI target = target(first.substring(afterMethod + 1, afterTarget));
        Map<String, String> headers = headers(lines, end + 2);
        String connection = headers.getOrDefault("connection", "");
        String coding = headers.get("transfer-encoding");
        String length = headers.get("content-length");
        if (coding != null && (length != null || isOld)) {
            throw new BadRequestException(
                    "The header \"Transfer-Encoding\" goes with HTTP/1.1, and without \"Content-Length\".");
        }
        if (coding != null && !coding.equalsIgnoreCase("chunked")) {
            throw new BadRequestException(501, "Of transfer codings only chunked is known here.");
        }
        return new RequestHead(
                first.substring(0, afterMethod),
                target.getPath() == null ? "" : target.getPath(),
                target.getRawQuery() == null ? "" : target.getRawQuery(),
                headers,
                isOld ? lists(connection, "keep-alive") : !lists(connection, "close"),
                coding != null,
                length == null ? 0 : length(length));
    }

    /** Whether the client waits for a word before it sends the body. */
    public boolean expectsContinue() {
        return headers.getOrDefault("expect", "").equalsIgnoreCase("100-continue");
    }

    public Request with(String body) {
        return new Request(method, path, query, headers, body);
    }

    private static URI target(String target) throws BadRequestException {
        try {
            // Two slashes at the start are part of the path, not a host.
            return new URI(target.startsWith("/") ? "http://any" + target : target);
        } catch (URISyntaxException e) {
            throw new BadRequestException("The request line has no valid path: "
                    + "what is not allowed in an address must be percent-encoded.");
        }
    }

    private static Map<String, String> headers(String lines, int from) throws BadRequestException {
        Map<String, String> headers = new HashMap<>();
        for (int start = from; start < lines.length(); ) {
            int end = lines.indexOf("\r\n", start);
            int colon = lines.indexOf(':', start);
            if (colon > end || !isToken(lines, start, colon)) {
                throw new BadRequestException(
                        "Each header must read \"Name: value\", in one line and without a space before the colon.");
            }
            String name = lines.substring(start, colon).toLowerCase(Locale.ROOT);
            String value = value(lines, colon + 1, end);
            String before = headers.put(name, value);
            if (before != null) {
                if (name.equals("host")) {
                    throw new BadRequestException("The header \"Host\" is given more than once.");
                }
                headers.put(name, before + ", " + value);
            }
            start = end + 2;
        }
        return headers;
    }

    private static String value(String lines, int from, int to) throws BadRequestException {
        int start = from;
        int end = to;
        while (start < end && isBlank(lines.charAt(start))) {
            start++;
        }
        while (start < end && isBlank(lines.charAt(end - 1))) {
            end--;
        }
        for (int i = start; i < end; i++) {
            char c = lines.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7F) {
                throw new BadRequestException("A header has a control character in its value.");
            }
        }
        return lines.substring(start, end);
    }

    private static long length(String value) throws BadRequestException {
        if (value.isEmpty() || value.length() > MOST_DIGITS || !value.chars().allMatch(c -> isDigit((char) c))) {
            throw new BadRequestException("The header \"Content-Length\" must be one whole number.");
        }
        return Long.parseLong(value);
    }

    private static boolean lists(String values, String token) {
        for (String value : values.split(",", -1)) {
            if (value.strip().equalsIgnoreCase(token)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isToken(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isOfToken(text.charAt(i))) {
                return false;
            }
        }
        return from < to;
    }

    public static boolean isOfToken(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || TOKEN_SIGNS.indexOf(c) >= 0;
    }
}
