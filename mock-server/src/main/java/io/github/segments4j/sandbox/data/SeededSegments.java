package io.github.segments4j.sandbox.data;

import io.github.segments4j.sandbox.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Segments that are computed from their index and a seed, so that a million of them need no memory. Ids look random
 * and never collide. Every hundredth name is awkward on purpose.
 */
public record SeededSegments(int size, long seed) implements SegmentList {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final List<String> KINDS =
            words("Holiday Returning Lapsed Loyal First-time High-value Weekend Mobile Dormant VIP");
    private static final List<String> PLACES = words("Email Store Online North South Europe Outlet App");
    private static final List<String> PEOPLE =
            words("Customers Buyers Subscribers Visitors Members Guests Readers Shoppers");

    /** Every name without its number: to join the words for each row would cost more than the rest of the row. */
    private static final List<String> NAMES = KINDS.stream()
            .flatMap(kind -> PLACES.stream()
                    .flatMap(place -> PEOPLE.stream().map(people -> kind + " " + place + " " + people + " ")))
            .toList();

    /** The optional fields of a segment, in each combination that occurs. */
    private static final List<Map<String, Object>> OPTIONAL = Stream.of("draft", "inactive", "active")
            .map(SeededSegments::optional)
            .toList();

    private static final byte[][] NAMES_IN_JSON =
            NAMES.stream().map(SeededSegments::ascii).toArray(byte[][]::new);
    private static final byte[] BEFORE_ID = ascii("\"id\":\"");
    private static final byte[] BEFORE_NAME = ascii("\",\"name\":\"");
    private static final byte[][] AFTER_NAME = OPTIONAL.stream()
            .map(optional ->
                    ascii("\"," + new String(JsonWriter.write(optional), StandardCharsets.US_ASCII).substring(1)))
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

    private static List<String> words(String text) {
        return List.of(text.split(" ", -1));
    }

    private static Map<String, Object> optional(String status) {
        return Map.of("status", status);
    }

    @Override
    public Segment get(int index) {
        Objects.checkIndex(index, size);
        long random = random(index);
        return new Segment(id(index, seed), name(index, random), OPTIONAL.get(optionalIndex(random)));
    }

    /** Writes the same as {@link Segment#write}, in less time: the names in {@code NAMES} need no escapes. */
    @Override
    public void write(int index, JsonWriter json) {
        if (isAwkward(index)) {
            get(index).write(json);
            return;
        }
        long random = random(index);
        json.object()
                .raw(BEFORE_ID)
                .raw(idBytes(index, seed))
                .raw(BEFORE_NAME)
                .raw(NAMES_IN_JSON[nameIndex(random)])
                .raw(ascii(Integer.toString(index + 1)))
                .raw(AFTER_NAME[optionalIndex(random)]);
    }

    /** Computes the index from the id, so that a million ids need no map. */
    @Override
    public OptionalInt find(String id) {
        long permuted = 0;
        for (int i = 3; i < id.length() && i < 10; i++) {
            permuted = permuted * 62 + ALPHABET.indexOf(id.charAt(i));
        }
        // Any text leads to some index, but only one text is the id of that index.
        long index = index(permuted & 0xFFFFFFFFFFL);
        return index < size && id(index, seed).equals(id) ? OptionalInt.of((int) index) : OptionalInt.empty();
    }

    /** A bijection of 40 bits in 7 digits of base 62. Ids never collide, because 62^7 is more than 2^40. */
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

    /** Four rounds of a Feistel network over two halves of 20 bits, keyed by the seed. */
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

    /** The inverse of {@link #permuted}. */
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
        String words =
                isAwkward(index) ? AWKWARD.get(index / 100 % AWKWARD.size()) + " " : NAMES.get(nameIndex(random));
        return words + (index + 1);
    }

    private static int nameIndex(long random) {
        int kind = (int) (random & 0xFF) % KINDS.size();
        int place = (int) (random >>> 8 & 0xFF) % PLACES.size();
        int people = (int) (random >>> 16 & 0xFF) % PEOPLE.size();
        return (kind * PLACES.size() + place) * PEOPLE.size() + people;
    }

    private static boolean isAwkward(int index) {
        return index % 100 == 99;
    }

    /** Most segments are active. */
    private static int optionalIndex(long random) {
        return (int) Math.min(random >>> 40 & 15, OPTIONAL.size() - 1);
    }

    private long random(int index) {
        return mixed(seed * 0x9E3779B97F4A7C15L + index);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The finalizer of SplitMix64. */
    private static long mixed(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
