package io.github.segments4j.sandbox.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Splits a stream of bytes into requests, wherever the network has cut it. */
final class RequestReader {
    /** Our choice: a form with an API key is far shorter. */
    static final int MAX_BODY_BYTES = 64 * 1024;

    /** Our choice: single bytes in chunks of their own take six times their length. */
    private static final int MAX_CHUNKED_BYTES = 8 * MAX_BODY_BYTES;

    /** Our choice: an access token and the headers of a browser are far shorter. */
    private static final int MAX_HEAD_BYTES = 32 * 1024;

    /** Our choice: enough to recognize a request that is not valid. */
    private static final int MAX_SHOWN = 200;

    private static final byte[] EMPTY = {};

    /**
     * A complete request.
     *
     * @param keepsAlive whether another request may follow on the connection
     */
    record Incoming(Request request, boolean keepsAlive) {}

    private byte[] bytes = EMPTY;
    private int start;
    private int end;

    /** How far the search for the end of the head has come, and where its last line starts. */
    private int scanned;

    private int line;

    /** The head of the request whose body is still missing. */
    private @Nullable RequestHead head;

    private boolean hasAwaitedContinue;

    void add(ByteBuffer more) {
        int kept = end - start;
        int count = more.remaining();
        byte[] target = kept + count > bytes.length ? new byte[Math.max(kept + count, 2 * kept)] : bytes;
        System.arraycopy(bytes, start, target, 0, kept);
        more.get(target, kept, count);
        bytes = target;
        scanned -= start;
        line -= start;
        start = 0;
        end = kept + count;
    }

    /** {@return whether no part of a request has arrived} */
    boolean isIdle() {
        return start == end && head == null;
    }

    /** {@return the next request, or nothing if it is not complete yet} */
    Optional<Incoming> next() throws HttpException {
        if (head == null) {
            if (!hasHead()) {
                return Optional.empty();
            }
            head = RequestHead.of(new String(bytes, start, line - start, StandardCharsets.ISO_8859_1));
            start = scanned;
        }
        return head.isChunked() ? chunked(head) : plain(head);
    }

    /** {@return whether the client now waits for {@code 100 Continue}; true once for each request} */
    boolean startsToAwaitContinue() {
        boolean starts = head != null && head.expectsContinue() && start == end && !hasAwaitedContinue;
        hasAwaitedContinue |= starts;
        return starts;
    }

    /** {@return what could be read of a request that is not valid: its method and path at least, as they were sent} */
    Request unfinished() {
        if (head != null) {
            return head.with("");
        }
        String text = new String(bytes, start, Math.min(end - start, MAX_SHOWN), StandardCharsets.ISO_8859_1);
        String line = text.lines().findFirst().orElse("");
        String[] words = line.split(" ", -1);
        boolean hasMethod = words.length > 1 && RequestHead.isToken(words[0]);
        return new Request(hasMethod ? words[0] : "?", hasMethod ? words[1] : line, "", Map.of(), "");
    }

    private Optional<Incoming> plain(RequestHead of) throws HttpException {
        if (of.length() > MAX_BODY_BYTES) {
            throw bodyTooLarge();
        }
        int length = (int) of.length();
        return end - start < length
                ? Optional.empty()
                : Optional.of(complete(of, Text.utf8(bytes, start, length), start + length));
    }

    private Optional<Incoming> chunked(RequestHead of) throws HttpException {
        if (end - start > MAX_CHUNKED_BYTES) {
            throw bodyTooLarge();
        }
        return ChunkedBody.decode(bytes, start, end).map(body -> complete(of, body.text(), body.end()));
    }

    private Incoming complete(RequestHead of, String body, int next) {
        head = null;
        hasAwaitedContinue = false;
        start = next;
        scanned = next;
        line = next;
        if (start == end) {
            // An idle connection keeps no memory.
            bytes = EMPTY;
            start = end = scanned = line = 0;
        }
        return new Incoming(of.with(body), of.keepsAlive());
    }

    /** Searches for the empty line at the end of a head. Empty lines before a request are skipped. */
    private boolean hasHead() throws HttpException {
        while (scanned < end) {
            byte next = bytes[scanned];
            if (scanned == start && next != '\r' && !Character.isLetter(next)) {
                // A client that speaks TLS waits for an answer to its first bytes.
                throw new HttpException(400, "This server speaks HTTP/1.1 only.");
            }
            scanned++;
            if (next == '\n') {
                int length = scanned - line;
                if (length < 2 || bytes[scanned - 2] != '\r') {
                    throw new HttpException(400, "Each line of a request's head must end with CR and LF.");
                }
                if (length == 2 && scanned - start > 2) {
                    return true;
                }
                start = length == 2 ? scanned : start;
                line = scanned;
            }
            if (scanned - start > MAX_HEAD_BYTES) {
                throw new HttpException(431, "The head is longer than " + MAX_HEAD_BYTES + " bytes.");
            }
        }
        return false;
    }

    static HttpException bodyTooLarge() {
        return new HttpException(413, "The body is longer than " + MAX_BODY_BYTES + " bytes.");
    }
}
