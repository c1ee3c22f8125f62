package io.github.segments4j.cli.verify;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes what a server says fit for print: short, on one line, without anything that drives a terminal or that
 * XML can't hold, and without the secrets that were sent. A server may echo those, and only a part of them.
 */
final class Discretion {
    /** Long enough for a sentence. */
    private static final int SHOWN = 160;

    /** What is cut off before secrets are looked for is never shown. */
    private static final int LOOKED_AT = 4_000;

    /** A shorter piece of a secret gives nothing away, and may be a word. */
    private static final int PIECE = 12;

    private final List<String> secrets = new ArrayList<>();

    /** From here on it is not shown. */
    void keep(String secret) {
        if (!secret.isEmpty()) {
            secrets.add(secret);
            secrets.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        }
    }

    String shown(String text) {
        String start = text.length() > LOOKED_AT ? text.substring(0, LOOKED_AT) : text;
        String visible = visible(withoutSecrets(start));
        return visible.length() > SHOWN ? visible.substring(0, SHOWN) + "…" : visible;
    }

    private String withoutSecrets(String text) {
        StringBuilder discreet = new StringBuilder();
        for (int i = 0; i < text.length(); ) {
            int length = secretAt(text, i);
            if (length == 0) {
                discreet.append(text.charAt(i++));
            } else {
                discreet.append("***");
                i += length;
            }
        }
        return discreet.toString();
    }

    /** How much of a secret, from anywhere in it, begins here. */
    private int secretAt(String text, int start) {
        int longest = 0;
        for (String secret : secrets) {
            int least = Math.min(PIECE, secret.length());
            for (int from = 0; from + least <= secret.length(); from++) {
                int length = 0;
                while (from + length < secret.length()
                        && start + length < text.length()
                        && secret.charAt(from + length) == text.charAt(start + length)) {
                    length++;
                }
                longest = length >= least ? Math.max(longest, length) : longest;
            }
        }
        return longest;
    }

    private static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.SURROGATE,
                        Character.UNASSIGNED -> visible.append(String.format("\\u%04x", c));
                default -> visible.appendCodePoint(c);
            }
        });
        return visible.toString();
    }
}
