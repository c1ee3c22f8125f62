package io.github.segments4j.cli.rehearse;

import io.github.segments4j.sandbox.RequestLog;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What the sandbox's log of requests tells about a program. */
final class Requests {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /**
     * Our choice: a program that takes a repeated token for a transient error has given up by then, and one without a
     * rate limit gets there in no time.
     */
    private static final int LOOP = 10;

    /** How the sandbox names faults after which a program has not got the page, although the status is 200. */
    private static final List<String> DAMAGING = List.of("cut after", "invalid JSON", "HTML");

    private static final int DEFAULT_PAGE_SIZE = 100;

    /**
     * Our choice: a program that waits at all after a 429 waits longer, even if it does not read {@code Retry-After}. The
     * shortest one of the scenarios is a second.
     */
    private static final Duration AT_ONCE = Duration.ofMillis(250);

    private final List<RequestLog.Entry> entries;

    Requests(List<RequestLog.Entry> entries) {
        this.entries = entries;
    }

    int count() {
        return entries.size();
    }

    /** The most requests in less than a second. */
    int mostInASecond() {
        List<Instant> times =
                entries.stream().map(RequestLog.Entry::at).sorted().toList();
        int most = 0;
        int first = 0;
        for (int last = 0; last < times.size(); last++) {
            while (Duration.between(times.get(first), times.get(last)).compareTo(SECOND) >= 0) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    /**
     * How many requests were sent again at once after a 429 with {@code Retry-After}. A busy machine only makes them fewer.
     * A request for something else does not count: it may have been under way when the 429 came.
     */
    int impatient() {
        int impatient = 0;
        for (int i = 0; i < entries.size(); i++) {
            RequestLog.Entry refused = entries.get(i);
            List<RequestLog.Entry> later = entries.subList(i + 1, entries.size());
            if (isAskedToWait(refused) && isRepeatedAtOnce(refused, later)) {
                impatient++;
            }
        }
        return impatient;
    }

    private static boolean isAskedToWait(RequestLog.Entry entry) {
        return entry.status() == 429 && entry.faults().stream().anyMatch(fault -> fault.contains("Retry-After"));
    }

    private static boolean isRepeatedAtOnce(RequestLog.Entry refused, List<RequestLog.Entry> later) {
        return later.stream()
                .filter(entry -> entry.path().equals(refused.path()))
                .filter(entry -> position(entry).equals(position(refused)))
                .findFirst()
                .filter(again -> Duration.between(refused.at(), again.at()).compareTo(AT_ONCE) < 0)
                .isPresent();
    }

    /** How often the program has got the same page, if that is so often that it would never end. */
    OptionalInt loop() {
        Map<String, Integer> times = new HashMap<>();
        entries.stream().filter(Requests::isPage).forEach(entry -> times.merge(position(entry), 1, Integer::sum));
        return times.values().stream()
                .filter(count -> count >= LOOP)
                .mapToInt(count -> count)
                .max();
    }

    /** How many requests asked for a page that the program had, exceeded the rate limit, or followed a refusal. */
    int unneeded() {
        Set<String> had = new HashSet<>();
        int unneeded = 0;
        boolean isRefused = false;
        for (RequestLog.Entry entry : entries) {
            boolean isTooFast = entry.status() == 429 && entry.faults().isEmpty();
            if (isRefused || isTooFast || had.contains(position(entry))) {
                unneeded++;
            }
            if (isIntact(entry)) {
                had.add(position(entry));
            }
            isRefused = isRefused || List.of(400, 401, 403, 404).contains(entry.status());
        }
        return unneeded;
    }

    /** How many rows were on the pages that the program got since it asked for the first page last. */
    int rows(int maxPageSize) {
        Set<String> had = new HashSet<>();
        return lastListing().stream()
                .filter(entry -> had.add(position(entry)))
                .mapToInt(entry -> rows(entry, maxPageSize))
                .sum();
    }

    /** How many pages the program got again since it asked for the first page last. */
    int repeatedPages() {
        Set<String> had = new HashSet<>();
        int repeated = 0;
        for (RequestLog.Entry entry : lastListing()) {
            if (had.contains(position(entry))) {
                repeated++;
            }
            if (isIntact(entry)) {
                had.add(position(entry));
            }
        }
        return repeated;
    }

    private List<RequestLog.Entry> lastListing() {
        List<RequestLog.Entry> pages = new ArrayList<>();
        for (RequestLog.Entry entry : entries) {
            if (isPage(entry)) {
                if (position(entry).isEmpty()) {
                    pages.clear();
                }
                pages.add(entry);
            }
        }
        return pages;
    }

    private static int rows(RequestLog.Entry entry, int maxPageSize) {
        if (entry.faults().contains("empty page")) {
            return 0;
        }
        int asked = parameter(entry, "limit").map(Integer::parseInt).orElse(DEFAULT_PAGE_SIZE);
        return Math.min(asked, maxPageSize);
    }

    private static boolean isPage(RequestLog.Entry entry) {
        return entry.status() == 200
                && entry.method().equals("GET")
                && entry.faults().stream().noneMatch(fault -> DAMAGING.stream().anyMatch(fault::startsWith));
    }

    /** Whether the program could read the page. It may have no patience for a slow one, or no way to decompress it. */
    private static boolean isIntact(RequestLog.Entry entry) {
        return isPage(entry) && entry.faults().isEmpty();
    }

    /** The token of a page; empty for the first one. */
    private static String position(RequestLog.Entry entry) {
        return parameter(entry, "next_token").orElse("");
    }

    /** The sandbox has decoded the query of a page without an error. */
    private static Optional<String> parameter(RequestLog.Entry entry, String name) {
        for (String each : entry.query().split("&", -1)) {
            String[] parts = each.split("=", 2);
            if (parts.length == 2 && parts[0].equals(name)) {
                return Optional.of(URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }
}
