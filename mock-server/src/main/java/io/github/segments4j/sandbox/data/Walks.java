package io.github.segments4j.sandbox.data;

import io.github.segments4j.sandbox.Paging;
import io.github.segments4j.sandbox.SandboxSegments;
import io.github.segments4j.sandbox.endpoints.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The walks through a tenant's pages: keeps the moments that tokens lead to, and none for longer. */
public final class Walks {
    /** How many moments are kept; older ones end early, so that a loop cannot fill the memory. Our choice. */
    private static final int MOST = 10_000;

    /**
     * Where a page begins.
     *
     * @param emptyPages how many in a row, just before, had no rows though there were some
     */
    public record Place(Snapshot snapshot, int offset, int emptyPages) {
        public Place after(int rows) {
            return new Place(snapshot, offset + rows, rows == 0 ? emptyPages + 1 : 0);
        }
    }

    /** A moment, and when the last token that leads to it ends. */
    private record Kept(Snapshot snapshot, Instant end) {}

    private final SandboxSegments segments;
    private final Paging paging;
    private final Duration life;
    private final InstantSource clock;
    private final Cursors cursors;

    /** By version; the one that was needed last comes last. */
    private final Map<Long, Kept> kept = new LinkedHashMap<>();

    public Walks(SandboxSegments segments, Paging paging, Duration life, InstantSource clock) {
        this.segments = segments;
        this.paging = paging;
        this.life = life;
        this.clock = clock;
        cursors = new Cursors(clock);
    }

    public Place begin() {
        drop(clock.instant());
        return new Place(segments.now(), 0, 0);
    }

    public Place resume(String token) throws Refusal {
        drop(clock.instant());
        Cursors.Cursor cursor = cursors.read(token);
        return new Place(snapshot(cursor.version()), cursor.offset(), cursor.emptyPages());
    }

    /** A token that leads to a place. */
    public String token(Place place) {
        Instant now = clock.instant();
        Instant end = now.plus(life);
        if (paging == Paging.SNAPSHOT) {
            keep(place.snapshot(), end, now);
        }
        return cursors.write(new Cursors.Cursor(
                place.offset(), place.emptyPages(), place.snapshot().version(), end));
    }

    /** How many moments are kept now. */
    public synchronized int kept() {
        return kept.size();
    }

    private synchronized Snapshot snapshot(long version) throws Refusal {
        if (paging == Paging.LIVE) {
            return segments.now();
        }
        Kept found = kept.get(version);
        if (found == null) {
            throw Cursors.expired();
        }
        return found.snapshot();
    }

    private synchronized void keep(Snapshot snapshot, Instant end, Instant now) {
        Kept before = kept.remove(snapshot.version());
        Instant last = before != null && before.end().isAfter(end) ? before.end() : end;
        kept.put(snapshot.version(), new Kept(snapshot, last));
        drop(now);
    }

    private synchronized void drop(Instant now) {
        Iterator<Kept> oldest = kept.values().iterator();
        while (oldest.hasNext() && (!now.isBefore(oldest.next().end()) || kept.size() > MOST)) {
            oldest.remove();
        }
    }
}
