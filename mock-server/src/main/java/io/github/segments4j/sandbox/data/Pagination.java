package io.github.segments4j.sandbox.data;

import io.github.segments4j.sandbox.http.HttpException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Leads from page tokens to pages. It keeps the snapshots that valid tokens need, and no others. */
public final class Pagination {
    /** A token may end with it: characters that a client must escape to put the token into a URL. */
    public static final String AWKWARD_SUFFIX = " %2B+/=&#?;\u00e9\uD83D\uDE00";

    /** Our choice. Older snapshots expire early, so that a loop cannot fill the memory. */
    private static final int MAX_SNAPSHOTS = 10_000;

    /**
     * Where a page starts.
     *
     * @param emptyPages how many empty pages in a row came just before
     */
    public record Position(Snapshot snapshot, int offset, int emptyPages) {
        public Position after(int rows) {
            return new Position(snapshot, offset + rows, rows == 0 ? emptyPages + 1 : 0);
        }
    }

    /** A snapshot, and when the last token that needs it expires. */
    private record Retained(Snapshot snapshot, Instant expiry) {}

    private final SegmentStore segments;
    private final boolean isLive;
    private final Duration tokenLife;
    private final InstantSource clock;
    private final CursorCodec cursors = new CursorCodec();

    /** By version; the one that was needed last comes last. */
    private final Map<Long, Retained> retained = new LinkedHashMap<>();

    private Pagination(SegmentStore segments, boolean isLive, Duration tokenLife, InstantSource clock) {
        this.segments = segments;
        this.isLive = isLive;
        this.tokenLife = tokenLife;
        this.clock = clock;
    }

    /** {@return pagination that shows the snapshot of the first page to the end} */
    public static Pagination ofSnapshots(SegmentStore segments, Duration tokenLife, InstantSource clock) {
        return new Pagination(segments, false, tokenLife, clock);
    }

    /** {@return pagination whose tokens are offsets into the list as it is when a page is requested} */
    public static Pagination live(SegmentStore segments, Duration tokenLife, InstantSource clock) {
        return new Pagination(segments, true, tokenLife, clock);
    }

    public Position start() {
        return new Position(segments.snapshot(), 0, 0);
    }

    public synchronized Position resume(String token) throws HttpException {
        removeExpired();
        CursorCodec.Cursor cursor = cursors.decode(
                token.endsWith(AWKWARD_SUFFIX) ? token.substring(0, token.length() - AWKWARD_SUFFIX.length()) : token);
        Retained found = isLive ? new Retained(segments.snapshot(), Instant.MAX) : retained.get(cursor.version());
        if (found == null || !clock.instant().isBefore(cursor.expiry())) {
            throw new HttpException(400, "The parameter \"next_token\" has expired: start again without it.");
        }
        return new Position(found.snapshot(), cursor.offset(), cursor.emptyPages());
    }

    /** {@return a token that leads to a position} */
    public synchronized String token(Position position) {
        Instant expiry = clock.instant().plus(tokenLife);
        long version = position.snapshot().version();
        if (!isLive) {
            Retained before = retained.remove(version);
            boolean isLonger = before != null && before.expiry().isAfter(expiry);
            retained.put(version, isLonger ? before : new Retained(position.snapshot(), expiry));
            removeExpired();
        }
        return cursors.encode(new CursorCodec.Cursor(position.offset(), position.emptyPages(), version, expiry));
    }

    /** {@return how many snapshots are kept for tokens} */
    public synchronized int retainedSnapshots() {
        return retained.size();
    }

    private void removeExpired() {
        Instant now = clock.instant();
        Iterator<Retained> oldest = retained.values().iterator();
        while (oldest.hasNext() && (!now.isBefore(oldest.next().expiry()) || retained.size() > MAX_SNAPSHOTS)) {
            oldest.remove();
        }
    }
}
