package io.github.segments4j;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Masks the secrets that were sent in what a server sends back, since it may echo them. */
final class Secrets {
    /** A server that echoes an access token echoes one of the latest. */
    private static final int KEPT = 8;

    private final Deque<String> latest = new ArrayDeque<>();

    synchronized void add(String secret) {
        latest.remove(secret);
        latest.addFirst(secret);
        if (latest.size() > KEPT) {
            latest.removeLast();
        }
    }

    /** Masks each secret, plain or percent-encoded, in upper or lower case. */
    synchronized String removed(String text) {
        String discreet = text;
        for (String secret : latest) {
            String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
            String forms = Stream.of(secret, encoded, encoded.replace("%2F", "/"))
                    .map(Pattern::quote)
                    .collect(Collectors.joining("|", "(?i)", ""));
            discreet = discreet.replaceAll(forms, "***");
        }
        return discreet;
    }
}
