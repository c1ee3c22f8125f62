package io.github.segments4j.secrets;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Masks the secrets that were sent in what a server sends back, since it may echo them: whole, or in pieces of 12
 * characters and more; in upper or lower case; plain, percent-encoded, or escaped as in JSON. It does not know other
 * encodings, such as base64. The time that it takes is proportional to the text. Safe for use by many threads.
 */
public final class Secrets {
    /** A shorter piece reveals little, and may be an ordinary word. */
    private static final int SHORTEST_PIECE = 12;

    /** Any text may hold a shorter one by chance. */
    private static final int SHORTEST_WHOLE = 8;

    /** How many access tokens are masked, the latest first: each of many threads may have its own. */
    private static final int KEPT = 64;

    private static final String MASK = "***";

    /** As {@link DecodedText} has them. */
    private final List<String> permanent;

    private final Deque<String> latest = new ArrayDeque<>();
    private @Nullable String lastAdded;
    private @Nullable Pieces pieces;

    /**
     * Masks these for good, and the latest of those that are added later.
     *
     * @param permanent secrets of any length
     */
    public Secrets(Collection<String> permanent) {
        this.permanent = permanent.stream().map(Secrets::decoded).toList();
    }

    private static String decoded(String secret) {
        return DecodedText.of(secret).toString();
    }

    /**
     * Masks one more secret.
     *
     * @param secret an access token, for example
     */
    public synchronized void add(String secret) {
        if (secret.equals(lastAdded)) {
            return;
        }
        lastAdded = secret;
        String decoded = decoded(secret);
        latest.remove(decoded);
        latest.addFirst(decoded);
        if (latest.size() > KEPT) {
            latest.removeLast();
        }
        pieces = null;
    }

    /**
     * Masks each secret in a text.
     *
     * @param text as a server sent it
     * @return the text, with {@code ***} in the place of each secret or piece of one
     */
    public String masked(String text) {
        Pieces known = pieces();
        BitSet secret = known.in(DecodedText.plain(text));
        // In both: what looks like an escape may be the beginning of a secret.
        secret.or(known.in(DecodedText.of(text)));
        if (secret.isEmpty()) {
            return text;
        }
        StringBuilder masked = new StringBuilder();
        int shown = 0;
        for (int start = secret.nextSetBit(0); start >= 0; start = secret.nextSetBit(shown)) {
            masked.append(text, shown, start).append(MASK);
            shown = secret.nextClearBit(start);
        }
        return masked.append(text, shown, text.length()).toString();
    }

    /**
     * Tells whether a text gives a secret away: it holds more than half of one, and at least 8 characters. Less than half
     * may be chance: two tokens of the same kind often begin alike.
     *
     * @param text such as a page token
     * @return whether it should not be shown or sent anywhere
     */
    public boolean isGivenAwayBy(String text) {
        String decoded = decoded(text);
        return all().stream().anyMatch(secret -> holdsHalf(decoded, secret));
    }

    private static boolean holdsHalf(String text, String secret) {
        int half = Math.max(SHORTEST_WHOLE, secret.length() / 2 + 1);
        return text.length() >= half // Most page tokens are shorter, and each page has one.
                && IntStream.rangeClosed(0, secret.length() - half)
                        .anyMatch(start -> text.contains(secret.substring(start, start + half)));
    }

    private synchronized List<String> all() {
        return Stream.concat(permanent.stream(), latest.stream()).toList();
    }

    private synchronized Pieces pieces() {
        if (pieces == null) {
            pieces = new Pieces(all());
        }
        return pieces;
    }

    /** All pieces of some secrets: those of 12 characters, and shorter secrets as a whole. */
    private static final class Pieces {
        private final Set<Piece> set = new HashSet<>();
        private final int[] lengths;

        Pieces(List<String> secrets) {
            for (String secret : secrets) {
                int length = Math.min(SHORTEST_PIECE, secret.length());
                for (int start = 0; length > 0 && start + length <= secret.length(); start++) {
                    set.add(Piece.of(secret, start, length));
                }
            }
            lengths = set.stream().mapToInt(Piece::length).distinct().toArray();
        }

        /** Returns which characters of the original text belong to a secret. */
        BitSet in(DecodedText text) {
            BitSet found = new BitSet();
            for (int length : lengths) {
                for (int start = 0; start + length <= text.length(); start++) {
                    if (set.contains(Piece.of(text, start, length))) {
                        found.set(text.start(start), text.start(start + length));
                    }
                }
            }
            return found;
        }
    }

    /** A piece is known by a hash of 64 bits: sets of the pieces themselves would be large. */
    private record Piece(int length, long hash) {
        static Piece of(CharSequence text, int start, int length) {
            long hash = 0;
            for (int i = start; i < start + length; i++) {
                hash = (hash + text.charAt(i) + 1) * 0x9E3779B97F4A7C15L;
            }
            return new Piece(length, hash);
        }
    }

    /** A text with all escapes resolved and in lower case, and where each character came from. */
    private static final class DecodedText implements CharSequence {
        /** A text that was encoded more often than this was not encoded by a program. */
        private static final int MOST_ROUNDS = 4;

        private final char[] characters;
        private final int[] starts;
        private int length;

        private DecodedText(String text) {
            characters = text.toCharArray();
            starts = IntStream.rangeClosed(0, text.length()).toArray();
            length = text.length();
        }

        static DecodedText of(String text) {
            DecodedText decoded = new DecodedText(text);
            for (int round = 0; round < MOST_ROUNDS && decoded.resolveEscapes(); round++) {
                // What has been encoded twice has escapes again.
            }
            return decoded.fold();
        }

        /** Without the resolution of escapes. */
        static DecodedText plain(String text) {
            return new DecodedText(text).fold();
        }

        private DecodedText fold() {
            for (int i = 0; i < length; i++) {
                // A form has a plus sign in the place of a space.
                characters[i] = characters[i] == ' ' ? '+' : Character.toLowerCase(characters[i]);
            }
            return this;
        }

        /** Resolves each escape in place, and returns whether there was one. */
        private boolean resolveEscapes() {
            int count = 0;
            for (int position = 0; position < length; count++) {
                int size = escapeSize(position);
                starts[count] = starts[position];
                characters[count] = size == 1 ? characters[position] : escaped(position, size);
                position += size;
            }
            starts[count] = starts[length];
            boolean wasOne = count < length;
            length = count;
            return wasOne;
        }

        /** Returns how many characters the escape at a position takes; 1 if there is none. */
        private int escapeSize(int position) {
            if (characters[position] == '%') {
                return hexadecimal(position + 1, 2) < 0 ? 1 : 3;
            }
            if (characters[position] != '\\' || position + 1 == length) {
                return 1;
            }
            if (characters[position + 1] == 'u') {
                return hexadecimal(position + 2, 4) < 0 ? 1 : 6;
            }
            return "/\"\\".indexOf(characters[position + 1]) < 0 ? 1 : 2;
        }

        private char escaped(int position, int size) {
            return switch (size) {
                case 3 -> (char) hexadecimal(position + 1, 2);
                case 6 -> (char) hexadecimal(position + 2, 4);
                default -> characters[position + 1];
            };
        }

        /** Returns a number of so many digits, or -1 if it is none. */
        private int hexadecimal(int start, int digits) {
            int number = 0;
            for (int i = start; i < start + digits; i++) {
                int digit = i < length ? Character.digit(characters[i], 16) : -1;
                if (digit < 0) {
                    return -1;
                }
                number = 16 * number + digit;
            }
            return number;
        }

        /** Where in the text the character of this index begins; the text's end for the index after the last. */
        int start(int index) {
            return starts[index];
        }

        @Override
        public int length() {
            return length;
        }

        @Override
        public char charAt(int index) {
            return characters[index];
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new String(characters, start, end - start);
        }

        @Override
        public String toString() {
            return new String(characters, 0, length);
        }
    }
}
