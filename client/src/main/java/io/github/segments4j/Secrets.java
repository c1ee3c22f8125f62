package io.github.segments4j;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.*;
import java.util.regex.Pattern;
import java.util.stream.*;

/** What was sent in confidence, so that it can be taken out of what a server says: it may echo it. */
final class Secrets {
    /** A server that echoes one token echoes the last few at most. */
    private static final int KEPT = 8;

    private final Deque<String> latest = new ArrayDeque<>();

    synchronized void add(String secret) {
        latest.remove(secret);
        latest.addFirst(secret);
        if (latest.size() > KEPT) {
            latest.removeLast();
        }
    }

    /** However it is encoded. */
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
