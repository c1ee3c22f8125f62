package io.github.segments4j.sandbox.data;

import io.github.segments4j.sandbox.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Segments that are computed from their index and a seed, so that a million of them take no memory. Ids
 * look random and never collide. Every hundredth name is awkward on purpose.
 */
public record SeededSegments(int size, long seed) implements Segments {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final List<String> WHO = List.of(
            "Holiday",
            "Returning",
            "Lapsed",
            "Loyal",
            "First-time",
            "High-value",
            "Weekend",
            "Mobile",
            "Dormant",
            "VIP");
    private static final List<String> WHAT =
            List.of("Customers", "Buyers", "Subscribers", "Visitors", "Members", "Guests", "Readers", "Shoppers");
    private static final List<String> WHERE =
            List.of("Email", "Store", "Online", "North", "South", "Europe", "Outlet", "App");

    private static final List<Optional<String>> STATUSES =
            List.of(Optional.of("draft"), Optional.of("inactive"), Optional.of("active"));

    /** All that a name can begin with, since joining it anew for each row costs more than the rest of the row. */
    private static final List<String> WORDS = WHO.stream()
            .flatMap(who ->
                    WHERE.stream().flatMap(where -> WHAT.stream().map(what -> who + " " + where + " " + what + " ")))
            .toList();

    private static final byte[][] WORDS_AS_JSON =
            WORDS.stream().map(SeededSegments::ascii).toArray(byte[][]::new);
    private static final byte[] BEFORE_ID = ascii("\"id\":\"");
    private static final byte[] BEFORE_NAME = ascii("\",\"name\":\"");
    private static final byte[][] AFTER_NAME = STATUSES.stream()
            .map(status -> ascii("\",\"status\":\"" + status.orElseThrow() + "\"}"))
            .toArray(byte[][]::new);

    private static final List<String> AWKWARD = List.of(
            "The \"quoted\" one",
            "Commas, and; semicolons",
            "Two\nlines",
            "Two\r\nlines of Windows",
            "=HYPERLINK(\"http://example.invalid\")",
            "+1 @ -1",
            "<b onclick=alert(1)>HTML</b> &amp; more",
            "Emoji 🎄👩‍👩‍👧",
            "顧客セグメント 客户 고객",
            "שלום عملاء",
            " spaces around ",
            "Tab\tinside",
            "Back\\slash and 'quotes'",
            "Ünïcödé é (combined é)",
            "null",
            "\u2028 line separator");

    @Override
    public Row get(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        long random = random(index);
        return new Row(id(index, seed), name(index, random), STATUSES.get(status(random)));
    }

    /** As {@link Segments.Row#write} would, piece by piece: without a text, nothing has to be escaped and copied. */
    @Override
    public void write(int index, Json json) {
        if (index < 0 || index >= size || isAwkward(index)) {
            get(index).write(json);
            return;
        }
        long random = random(index);
        json.object()
                .raw(BEFORE_ID)
                .raw(idBytes(index, seed))
                .raw(BEFORE_NAME)
                .raw(WORDS_AS_JSON[words(random)])
                .raw(index + 1)
                .raw(AFTER_NAME[status(random)]);
    }

    /** The way back from an id, so that no index of a million ids has to be kept. */
    @Override
    public OptionalInt find(String id) {
        long permuted = 0;
        for (int i = 3; i < id.length() && i < 10; i++) {
            permuted = permuted * 62 + ALPHABET.indexOf(id.charAt(i));
        }
        // Any text has a number here, and only one text the number's id.
        long index = index(permuted & 0xFFFFFFFFFFL);
        return index < size && id(index, seed).equals(id) ? OptionalInt.of((int) index) : OptionalInt.empty();
    }

    /** A bijection of 40 bits, then 7 digits of base 62: 62^7 is more than 2^40, so that none collide. */
    public static String id(long index, long seed) {
        return new String(idBytes(index, seed), StandardCharsets.ISO_8859_1);
    }

    private static byte[] idBytes(long index, long seed) {
        long permuted = permuted(index, seed);
        byte[] id = new byte[10];
        id[0] = (byte) ('a' + index % 26);
        id[1] = (byte) ('a' + (index + 1) % 26);
        id[2] = '-';
        for (int i = 9; i >= 3; i--) {
            id[i] = (byte) ALPHABET.charAt((int) (permuted % 62));
            permuted /= 62;
        }
        return id;
    }

    /** Four Feistel rounds over two halves of 20 bits, keyed by the seed. */
    private static long permuted(long index, long seed) {
        long left = index >>> 20;
        long right = index & 0xFFFFF;
        for (int round = 0; round < 4; round++) {
            long next = left ^ half(right, seed, round);
            left = right;
            right = next;
        }
        return left << 20 | right;
    }

    /** The same rounds backwards. */
    private long index(long permuted) {
        long left = permuted >>> 20;
        long right = permuted & 0xFFFFF;
        for (int round = 3; round >= 0; round--) {
            long before = right ^ half(left, seed, round);
            right = left;
            left = before;
        }
        return left << 20 | right;
    }

    private static long half(long other, long seed, int round) {
        return mixed(other + seed + round * 0x100000001L) & 0xFFFFF;
    }

    private static String name(int index, long random) {
        if (isAwkward(index)) {
            return AWKWARD.get(index / 100 % AWKWARD.size()) + " " + (index + 1);
        }
        return WORDS.get(words(random)) + (index + 1);
    }

    private static int words(long random) {
        int who = pick(WHO, random);
        int where = pick(WHERE, random >>> 8);
        int what = pick(WHAT, random >>> 16);
        return (who * WHERE.size() + where) * WHAT.size() + what;
    }

    private static boolean isAwkward(int index) {
        return index % 100 == 99;
    }

    private long random(int index) {
        return mixed(seed * 0x9E3779B97F4A7C15L + index);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static int status(long random) {
        return (int) Math.min(random >>> 40 & 15, STATUSES.size() - 1);
    }

    private static int pick(List<String> words, long random) {
        return (int) ((random & 0xFF) % words.size());
    }

    /** The finalizer of SplitMix64. */
    private static long mixed(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
