package io.github.segments4j;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.*;
import java.util.regex.Pattern;

/** What was sent in confidence, so that it can be taken out of what a server says: it may echo it. */
final class Secrets {
    /** A server that echoes one token echoes the last few at most. */
    private static final int KEPT = 8;

    private static final Pattern HEX = Pattern.compile("%..");

    private final Deque<String> latest = new ArrayDeque<>();

    synchronized void add(String secret) {
        latest.remove(secret);
        latest.addFirst(secret);
        if (latest.size() > KEPT) {
            latest.removeLast();
        }
    }

    synchronized String removed(String text) {
        String discreet = text;
        for (String secret : latest) {
            String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
            discreet = discreet.replace(secret, "***")
                    .replace(encoded, "***")
                    .replace(encoded.replace("%2F", "/"), "***")
                    .replace(lowerHex(encoded), "***");
        }
        return discreet;
    }

    private static String lowerHex(String encoded) {
        return HEX.matcher(encoded).replaceAll(hex -> hex.group().toLowerCase(Locale.ROOT));
    }
}
