package io.github.segments4j.sandbox.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes requests out of a stream of bytes, however the network has cut it. It keeps no more than it needs to. */
public final class RequestReader {
    /** A form with an API key is far shorter; our choice. */
    public static final int MOST_BODY_BYTES = 64 * 1024;

    /** An access token and the headers of a browser are far shorter; our choice. */
    private static final int MOST_HEAD_BYTES = 32 * 1024;

    private static final int MOST_HEADERS = 200;

    /** What a connection keeps when it waits for the next request. */
    private static final int KEPT = 4 * 1024;

    private static final byte[] NOTHING = {};

    /**
     * A request.
     *
     * @param isTooLarge its body is; it is left out
     * @param keepsAlive another one may follow
     */
    public record Incoming(Request request, boolean isTooLarge, boolean keepsAlive) {}

    private byte[] bytes = NOTHING;
    private int from;
    private int to;

    /** How far there is no end of a head, where the last line begins, and how many lines came before it. */
    private int scanned;

    private int line;
    private int lines;

    /** Of the request whose body has not come yet. */
    private @Nullable RequestHead head;

    private @Nullable ChunkedBody chunks;

    public void add(ByteBuffer more) {
        if (from == to) {
            shift();
        }
        if (to + more.remaining() > bytes.length) {
            shift();
            int needed = to + more.remaining();
            if (needed > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(needed, Math.min(KEPT, 2 * needed)));
            }
        }
        int count = more.remaining();
        more.get(bytes, to, count);
        to += count;
    }

    /** Whether nothing of a request has come. */
    public boolean isAtRest() {
        return from == to && head == null;
    }

    /** Whether the client of the request that has begun waits for a word before it sends the body. */
    public boolean awaitsContinue() {
        return head != null && from == to && head.expectsContinue();
    }

    /** The next request, if it has come. */
    public Optional<Incoming> next() throws BadRequestException {
        RequestHead now = head;
        if (now == null) {
            if (!hasHead()) {
                return Optional.empty();
            }
            now = RequestHead.of(new String(bytes, from, line - from, StandardCharsets.ISO_8859_1));
            from = scanned;
            head = now;
            chunks = now.isChunked() ? new ChunkedBody(MOST_BODY_BYTES) : null;
        }
        return chunks == null ? plain(now) : chunked(now, chunks);
    }

    private Optional<Incoming> plain(RequestHead now) {
        if (now.length() > MOST_BODY_BYTES) {
            return Optional.of(end(now, "", true));
        }
        int length = (int) now.length();
        if (to - from < length) {
            return Optional.empty();
        }
        String body = length == 0 ? "" : new String(bytes, from, length, StandardCharsets.UTF_8);
        from += length;
        return Optional.of(end(now, body, false));
    }

    private Optional<Incoming> chunked(RequestHead now, ChunkedBody body) throws BadRequestException {
        from = body.take(bytes, from, to);
        if (body.isTooLarge()) {
            return Optional.of(end(now, "", true));
        }
        return body.isWhole()
                ? Optional.of(end(now, new String(body.bytes(), StandardCharsets.UTF_8), false))
                : Optional.empty();
    }

    private Incoming end(RequestHead now, String body, boolean isTooLarge) {
        head = null;
        chunks = null;
        scanned = from;
        line = from;
        lines = 0;
        if (from == to && bytes.length > KEPT) {
            bytes = NOTHING;
            from = to = scanned = line = 0;
        }
        return new Incoming(now.with(body), isTooLarge, now.keepsAlive() && !isTooLarge);
    }

    /** Looks for the empty line at the end of a head; those before a request mean nothing. */
    private boolean hasHead() throws BadRequestException {
        while (scanned < to) {
            byte next = bytes[scanned];
            if (scanned == from && next != '\r' && !RequestHead.isOfToken((char) (next & 0xFF))) {
                // At once, since who speaks TLS waits for an answer.
                throw new BadRequestException("This is not HTTP/1.1, which is all that is spoken here.");
            }
            scanned++;
            if (next == '\n') {
                if (scanned - line < 2 || bytes[scanned - 2] != '\r') {
                    throw new BadRequestException("Each line of a request's head must end with CR and LF.");
                }
                if (scanned - line > 2) {
                    line = scanned;
                    lines++;
                } else if (lines > 0) {
                    return true;
                } else {
                    from = scanned;
                    line = scanned;
                }
            }
            if (lines > MOST_HEADERS + 1 || scanned - from > MOST_HEAD_BYTES) {
                throw new BadRequestException(
                        431, "The head has more than " + MOST_HEADERS + " headers or " + MOST_HEAD_BYTES + " bytes.");
            }
        }
        return false;
    }

    private void shift() {
        System.arraycopy(bytes, from, bytes, 0, to - from);
        to -= from;
        scanned = Math.max(0, scanned - from);
        line = Math.max(0, line - from);
        from = 0;
    }
}
