package io.github.segments4j;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Masks the secrets that were sent in what a server sends back, since it may echo them. Safe for use by many threads. */
final class Secrets {
    /** How many access tokens are masked, the latest first: each of many threads may have its own. */
    private static final int KEPT = 64;

    private final List<Pattern> permanent;
    private final Deque<String> latest = new ArrayDeque<>();

    /** Masks these for good, and the latest of those that are added later. */
    Secrets(Collection<String> permanent) {
        this.permanent = permanent.stream().map(Secrets::anyForm).toList();
    }

    synchronized void add(String secret) {
        latest.remove(secret);
        latest.addFirst(secret);
        if (latest.size() > KEPT) {
            latest.removeLast();
        }
    }

    /** Masks each secret, in upper or lower case, with any of its characters percent-encoded. */
    String removed(String text) {
        List<Pattern> secrets;
        synchronized (this) {
            secrets = Stream.concat(permanent.stream(), latest.stream().map(Secrets::anyForm))
                    .toList();
        }
        String masked = text;
        for (Pattern secret : secrets) {
            masked = secret.matcher(masked).replaceAll("***");
        }
        return masked;
    }

    private static Pattern anyForm(String secret) {
        StringBuilder form = new StringBuilder();
        for (byte character : secret.getBytes(StandardCharsets.UTF_8)) {
            String plain = Pattern.quote(String.valueOf((char) character));
            form.append(String.format("(?:%s|%%%02X)", plain, character));
        }
        return Pattern.compile(form.toString(), Pattern.CASE_INSENSITIVE);
    }
}
