package io.github.segments4j.http;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The status line and the headers of a response (RFC 9112). */
record ResponseHead(int status, HttpHeaders headers, boolean keepsConnection) {
    /** In bytes, with those of interim responses: far more than any server sends. */
    private static final int LONGEST = 256 * 1024;

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.([01]) ([1-9]\\d\\d)(?: .*)?", Pattern.DOTALL);

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0a-\\x1f\\x7f]");

    /** Reads a head, after those of the interim responses (1xx) that may come before it. */
    static ResponseHead read(ResponseInput in) throws IOException {
        int left = LONGEST;
        while (true) {
            List<String> lines = lines(in, left);
            ResponseHead head = of(lines);
            if (head.status / 100 != 1) {
                return head;
            }
            if (head.status == 101) {
                throw new BrokenResponseException("the server switched to a protocol that was not asked for");
            }
            left -= lines.stream().mapToInt(line -> line.length() + 2).sum();
        }
    }

    private static List<String> lines(ResponseInput in, int longest) throws IOException {
        List<String> lines = new ArrayList<>();
        int left = longest;
        while (true) {
            String line = in.line(Math.max(left, 0));
            left -= line.length() + 2;
            if (!line.isEmpty()) {
                lines.add(line);
            } else if (!lines.isEmpty()) {
                return lines;
            }
        }
    }

    private static ResponseHead of(List<String> lines) throws IOException {
        Matcher status = STATUS_LINE.matcher(lines.get(0));
        if (!status.matches()) {
            throw new BrokenResponseException("the answer is not HTTP/1.1");
        }
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : unfolded(lines.subList(1, lines.size()))) {
            int colon = line.indexOf(':');
            String name = line.substring(0, Math.max(colon, 0));
            if (!NAME.matcher(name).matches() || CONTROL.matcher(line).find()) {
                throw new BrokenResponseException("the response has a malformed header");
            }
            headers.computeIfAbsent(name, absent -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        boolean isVersion11 = status.group(1).equals("1");
        List<String> connection = tokens(headers.getOrDefault("Connection", List.of()));
        boolean keepsConnection = !connection.contains("close")
                && (isVersion11 || (connection.contains("keep-alive") && !headers.containsKey("Transfer-Encoding")));
        return new ResponseHead(
                Integer.parseInt(status.group(2)), HttpHeaders.of(headers, (name, value) -> true), keepsConnection);
    }

    /** Joins a line that begins with white space to the one before it: an old form that some servers still use. */
    private static List<String> unfolded(List<String> lines) {
        List<StringBuilder> unfolded = new ArrayList<>();
        for (String line : lines) {
            if (!unfolded.isEmpty() && (line.startsWith(" ") || line.startsWith("\t"))) {
                unfolded.get(unfolded.size() - 1).append(' ').append(line.strip());
            } else {
                unfolded.add(new StringBuilder(line));
            }
        }
        return unfolded.stream().map(StringBuilder::toString).toList();
    }

    /** The elements of a header that is a list, in lower case. */
    static List<String> tokens(List<String> values) {
        return Stream.of(String.join(",", values).toLowerCase(Locale.ROOT).split(","))
                .map(String::strip)
                .filter(token -> !token.isEmpty())
                .toList();
    }
}
