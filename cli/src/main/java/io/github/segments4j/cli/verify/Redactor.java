package io.github.segments4j.cli.verify;

import io.github.segments4j.cli.output.PrintableText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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

    private final Set<String> parts = new HashSet<>();

    void addSecret(String secret) {
        for (String form : List.of(secret, URLEncoder.encode(secret, StandardCharsets.UTF_8))) {
            int length = Math.min(SHORTEST_PART, form.length());
            for (int start = 0; length > 0 && start + length <= form.length(); start++) {
                parts.add(form.substring(start, start + length));
            }
        }
    }

    String redact(String text) {
        String start = text.length() > MAX_SEARCHED ? text.substring(0, MAX_SEARCHED) : text;
        String printable = PrintableText.of(replaceSecrets(start));
        return printable.length() > MAX_LENGTH ? printable.substring(0, MAX_LENGTH) + "…" : printable;
    }

    private String replaceSecrets(String text) {
        BitSet secret = new BitSet(text.length());
        for (String part : parts) {
            for (int start = text.indexOf(part); start >= 0; start = text.indexOf(part, start + 1)) {
                secret.set(start, start + part.length());
            }
        }
        StringBuilder redacted = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (!secret.get(i)) {
                redacted.append(text.charAt(i));
            } else if (i == 0 || !secret.get(i - 1)) {
                redacted.append("***");
            }
        }
        return redacted.toString();
    }
}
