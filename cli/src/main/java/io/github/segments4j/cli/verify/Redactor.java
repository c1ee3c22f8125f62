package io.github.segments4j.cli.verify;

import io.github.segments4j.cli.output.PrintableText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes text from a server safe to print: short, printable and without secrets, which a server may echo in whole or in
 * part.
 */
final class Redactor {
    /** Long enough for a sentence. */
    private static final int MAX_LENGTH = 160;

    /** The rest of a longer text is cut off before secrets are searched for. */
    private static final int MAX_SEARCHED = 4_000;

    /** A shorter part of a secret reveals nothing, and may be an ordinary word. */
    private static final int SHORTEST_PART = 12;

    private final List<String> secrets = new ArrayList<>();

    void addSecret(String secret) {
        if (!secret.isEmpty()) {
            secrets.add(secret);
            secrets.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        }
    }

    String redact(String text) {
        String start = text.length() > MAX_SEARCHED ? text.substring(0, MAX_SEARCHED) : text;
        String printable = PrintableText.of(replaceSecrets(start));
        return printable.length() > MAX_LENGTH ? printable.substring(0, MAX_LENGTH) + "…" : printable;
    }

    private String replaceSecrets(String text) {
        StringBuilder redacted = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            int length = secretLengthAt(text, i);
            if (length == 0) {
                redacted.append(text.charAt(i));
                i++;
            } else {
                redacted.append("***");
                i += length;
            }
        }
        return redacted.toString();
    }

    /** The length of the longest part of a secret that starts here, or 0. */
    private int secretLengthAt(String text, int start) {
        int longest = 0;
        for (String secret : secrets) {
            int shortest = Math.min(SHORTEST_PART, secret.length());
            for (int from = 0; from + shortest <= secret.length(); from++) {
                int length = commonLength(secret, from, text, start);
                if (length >= shortest) {
                    longest = Math.max(longest, length);
                }
            }
        }
        return longest;
    }

    private static int commonLength(String secret, int from, String text, int start) {
        int length = 0;
        while (from + length < secret.length()
                && start + length < text.length()
                && secret.charAt(from + length) == text.charAt(start + length)) {
            length++;
        }
        return length;
    }
}
