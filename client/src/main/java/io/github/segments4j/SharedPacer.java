package io.github.segments4j;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link Pacer} for all processes of a machine that name the same file. The threads of a process wait in a queue, and
 * the first of them waits in the line of processes. So processes take turns, however many threads they have.
 *
 * <p>A place in the line is a time at which one request may start. A thread takes a place when it arrives, and tries to
 * start at that time. If it may not start yet, for example after a hold-back, it waits a little longer, or takes a new
 * place at the end of the line if the time of the next place has come. The place of a process that has died expires.
 *
 * <p>While the file can't be used, or a stopped process keeps it locked, this process uses a limiter of its own.
 */
final class SharedPacer implements RateLimiter {
    private static final Logger LOG = LoggerFactory.getLogger(SharedPacer.class);

    /** How long to wait for the file's lock. Others hold it for less than a millisecond. */
    static final Duration PATIENCE = Duration.ofMillis(500);

    /** The same for updates that can be skipped: recording that a response arrived, or giving a place back. */
    private static final Duration PATIENCE_WITHOUT_NEED = Duration.ofMillis(50);

    /** Types of {@link java.nio.file.FileStore}, on which other machines may have the same file. */
    private static final Set<String> NETWORK_FILE_SYSTEMS = Set.of(
            "9p",
            "afpfs",
            "afs",
            "ceph",
            "cifs",
            "fuse.glusterfs",
            "fuse.sshfs",
            "gfs2",
            "glusterfs",
            "gpfs",
            "lustre",
            "nfs",
            "nfs3",
            "nfs4",
            "ocfs2",
            "smb",
            "smb2",
            "smb3",
            "smbfs",
            "webdav");

    /** One for each file: the threads of two limiters on the same file would not share a queue. */
    private static final Map<Path, SharedPacer> OF_THIS_PROCESS = new HashMap<>();

    static final long NO_PLACE = 0;
    static final long NO_PERMIT = 0;

    private final Path path;
    private final int limit;
    private final Time time;
    private final LimiterFile file;
    private final Pacer alone;
    private final ReentrantLock turn = new ReentrantLock(true);

    /** By the machine's date and time, in nanoseconds since 1970. */
    private long lastStart;

    /** The end of a hold that could not be written into the file, on the same clock. */
    private final AtomicLong unsharedHold = new AtomicLong();

    private volatile boolean isAlone;

    /** The result of an access to the file: a permit, or a place in the line and the time until it may start. */
    record Turn(long permit, long place, long startsIn) {}

    SharedPacer(PrivateFile file, int limit, Time time) {
        path = file.path();
        this.limit = limit;
        this.time = time;
        this.file = new LimiterFile(file, limit, time);
        alone = new Pacer(limit, time);
    }

    static SharedPacer at(Path path, int limit) {
        Setting.between("rate limit", limit, 1, StartSchedule.HIGHEST_LIMIT);
        try {
            return at(PrivateFile.at(path), limit);
        } catch (IOException e) {
            throw new UncheckedIOException("The rate limit can't be shared by a file: " + e.getMessage(), e);
        }
    }

    private static SharedPacer at(PrivateFile file, int limit) throws IOException {
        synchronized (OF_THIS_PROCESS) {
            SharedPacer known = OF_THIS_PROCESS.get(file.path());
            if (known != null) {
                Setting.require(
                        known.limit == limit,
                        file.path() + " is shared at " + known.limit
                                + " requests a second by this process already, not at " + limit);
                return known;
            }
            SharedPacer added = new SharedPacer(file, limit, Time.SYSTEM);
            added.file.check();
            added.warnOfANetworkFileSystem();
            OF_THIS_PROCESS.put(file.path(), added);
            return added;
        }
    }

    private void warnOfANetworkFileSystem() {
        String type;
        try {
            type = Files.getFileStore(path).type();
        } catch (IOException e) {
            return; // In some containers, the JVM does not find the mount.
        }
        if (NETWORK_FILE_SYSTEMS.contains(type)) {
            LOG.warn(
                    "{} lies on a network file system ({}): its locks may fail, and clocks of several machines differ."
                            + " Share the rate limit by a local file",
                    path,
                    type);
        }
    }

    @Override
    public long acquire(Duration atMost) throws InterruptedException, TimeoutException {
        long end = time.nanos() + atMost.toNanos();
        if (!turn.tryLock(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new TimeoutException();
        }
        try {
            long permit = acquireShared(end);
            shareAgain();
            return permit;
        } catch (LimiterFile.BusyException e) {
            if (!isAlone && end - time.nanos() <= 0) {
                throw new TimeoutException(); // The lock was not waited for long enough to go on alone.
            }
            return acquireAlone(e, end);
        } catch (IOException e) {
            return acquireAlone(e, end);
        } finally {
            turn.unlock();
        }
    }

    private long acquireAlone(IOException e, long end) throws InterruptedException, TimeoutException {
        goAlone(e);
        return -alone.acquire(Duration.ofNanos(Math.max(0, end - time.nanos())));
    }

    @Override
    public void answered(long permit, Duration holdBack) {
        // A hold is for both limiters: the process may start to use the other one before it ends.
        if (permit < 0 || !holdBack.isZero()) {
            alone.answered(Math.max(NO_PERMIT, -permit), holdBack);
        }
        if (permit >= 0 || !holdBack.isZero()) {
            share(Math.max(NO_PERMIT, permit), holdBack);
        }
    }

    private void share(long permit, Duration holdBack) {
        boolean interrupted = Thread.interrupted(); // An interrupted caller reports its request like any other.
        try {
            Duration patience = holdBack.isZero() ? PATIENCE_WITHOUT_NEED : PATIENCE;
            file.update(patience(patience.toNanos()), (schedule, now) -> {
                schedule.recordAnswer(now, permit, holdBack);
                return permit;
            });
        } catch (IOException e) {
            shareLater(holdBack);
            LOG.debug("How a request ended was not shared", e); // The next request says so, if it lasts.
        } catch (InterruptedException e) {
            interrupted = true;
            shareLater(holdBack);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void shareLater(Duration holdBack) {
        if (!holdBack.isZero()) {
            unsharedHold.accumulateAndGet(file.now() + holdBack.toNanos(), Math::max);
        }
    }

    private long acquireShared(long end) throws IOException, InterruptedException, TimeoutException {
        long place = NO_PLACE;
        try {
            while (true) {
                Turn next = takeTurn(place, end - time.nanos());
                if (next.permit() != NO_PERMIT) {
                    return next.permit();
                }
                place = next.place();
                time.sleep(Duration.ofNanos(next.startsIn()));
            }
        } catch (InterruptedException | TimeoutException e) {
            if (place != NO_PLACE) {
                giveBack(place);
            }
            throw e;
        }
    }

    Turn takeTurn(long place, long left) throws IOException, InterruptedException, TimeoutException {
        long heldUntil = unsharedHold.get();
        Turn next = file.update(patience(left), (schedule, now) -> {
            if (heldUntil - now > 0) {
                schedule.recordAnswer(now, NO_PERMIT, Duration.ofNanos(heldUntil - now));
            }
            return takeTurn(schedule, now, place, left);
        });
        unsharedHold.compareAndSet(heldUntil, 0);
        if (next.startsIn() > left) {
            throw new TimeoutException();
        }
        return next;
    }

    private Turn takeTurn(StartSchedule schedule, long now, long place, long left) {
        long wait = schedule.untilNextStart(now);
        boolean isFirst = place != NO_PLACE || !schedule.hasLine(now);
        if (wait <= 0 && isFirst) {
            long permit = schedule.recordStart(now, lastStart);
            lastStart = now;
            return new Turn(permit, place, 0);
        }
        // A little late, but before the next place in the line.
        boolean keepsPlace = place != NO_PLACE && now + wait - place < schedule.spacing(now);
        long start = keepsPlace ? now + wait : schedule.behindTheLine(now);
        if (start - now <= left) {
            schedule.lineUp(start);
        }
        return new Turn(NO_PERMIT, keepsPlace ? place : start, start - now);
    }

    private void giveBack(long place) throws InterruptedException {
        try {
            file.update(patience(PATIENCE_WITHOUT_NEED.toNanos()), (schedule, now) -> {
                schedule.leaveLine(now, place);
                return place;
            });
        } catch (IOException e) {
            LOG.debug("A place in the line was not given back", e); // It costs the others one request at most.
        }
    }

    /** While the file can't be used, each request tries it once. */
    private Duration patience(long atMost) {
        return isAlone ? Duration.ZERO : Duration.ofNanos(Math.min(PATIENCE.toNanos(), Math.max(0, atMost)));
    }

    private synchronized void goAlone(IOException e) {
        if (!isAlone) {
            isAlone = true;
            // Slow down as after a refusal: the other processes use the quota as well, and none knows of the others.
            alone.answered(NO_PERMIT, Duration.ofMillis(1));
            LOG.warn(
                    "The rate limit is not shared for now. This process keeps to it by itself, until the file can be"
                            + " used again: {}",
                    e.getMessage());
        }
    }

    private synchronized void shareAgain() {
        if (isAlone) {
            isAlone = false;
            LOG.info("The rate limit is shared again: {}", path);
        }
    }
}
