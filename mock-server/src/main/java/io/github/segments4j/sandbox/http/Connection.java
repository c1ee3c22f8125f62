package io.github.segments4j.sandbox.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A client and what it is at. One request after the other: the next one is not read before the last one has
 * its answer. Nothing here waits; what has to be waited for comes back through the loop.
 */
public final class Connection implements Runnable {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** What is to become of a request. */
    public interface Service {
        Reply answer(RequestReader.Incoming request);

        Reply refusal(BadRequestException e);
    }

    /**
     * What becomes of a request.
     *
     * @param release lets the answer go if it is held back
     * @param sent what to do when it has been sent, or can't be
     */
    public record Reply(
            Answer answer, Release release, @Nullable Runnable sent) {}

    /** What it is at. */
    private enum Phase {
        /** A request, or a part of it. */
        RECEIVING,
        /** An answer that is held back, or the rest of it. */
        HOLDING,
        /** No answer at all. */
        STALLING,
        SENDING,
        /** What comes after the last answer is thrown away, so that the client gets to read that. */
        LINGERING,
        CLOSED
    }

    private final SocketChannel channel;
    private final SelectionKey key;
    private final EventLoop loop;
    private final Service service;
    private final ResponseHead heads;
    private final ByteBuffer buffer;
    private final RequestReader reader = new RequestReader();

    private Phase phase = Phase.RECEIVING;

    /** Since when it is at the request or the piece of an answer that it is at. */
    private long since = System.nanoTime();

    private boolean hasEnded;
    private boolean wasTold;

    private @Nullable Reply reply;
    private boolean keepsAlive;
    private boolean hasBody;
    private final ByteBuffer[] outgoing = {NOTHING, NOTHING};

    /** How much of the body is sent, of which a part has gone into {@link #outgoing}. */
    private int most;

    private @Nullable Hold hold;

    /**
     * Begins to read.
     *
     * @param buffer what is read and written goes through it; between two connections' turns it is empty
     */
    public Connection(SocketChannel channel, EventLoop loop, Service service, ResponseHead heads, ByteBuffer buffer)
            throws IOException {
        this.channel = channel;
        this.loop = loop;
        this.service = service;
        this.heads = heads;
        this.buffer = buffer;
        key = channel.register(loop.selector(), SelectionKey.OP_READ, this);
    }

    /** When the channel is ready. */
    @Override
    public void run() {
        attempt(() -> {
            switch (phase) {
                case RECEIVING -> receive();
                case SENDING -> sendAndProceed();
                default -> skip();
            }
        });
    }

    /** Nothing is left of it if it fails, however it does. */
    private void attempt(Step step) {
        try {
            step.take();
        } catch (IOException e) {
            close();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void sendAndProceed() throws IOException {
        if (phase == Phase.SENDING) {
            send();
        }
        proceed();
    }

    /** How long its client has kept it from going on; nothing while it is the client who waits. */
    public long nanosWaiting(long now) {
        return phase == Phase.HOLDING || phase == Phase.STALLING ? 0 : now - since;
    }

    private void receive() throws IOException {
        boolean wasAtRest = reader.isAtRest();
        int count = channel.read(buffer.clear());
        hasEnded |= count < 0;
        if (count > 0) {
            if (wasAtRest) {
                since = System.nanoTime();
            }
            reader.add(buffer.flip());
        }
        proceed();
    }

    /** Answers the next request, if it has come. What came after it waits until the others had a turn. */
    private void proceed() throws IOException {
        if (phase != Phase.RECEIVING) {
            return;
        }
        if (answerNext()) {
            if (phase == Phase.RECEIVING && !reader.isAtRest()) {
                listen(0);
                loop.execute(() -> attempt(this::proceed));
            } else if (phase == Phase.RECEIVING) {
                listen(SelectionKey.OP_READ);
            }
        } else if (hasEnded) {
            close();
        } else {
            listen(SelectionKey.OP_READ);
            tellToGoOn();
        }
    }

    private boolean answerNext() throws IOException {
        try {
            Optional<RequestReader.Incoming> next = reader.next();
            if (next.isEmpty()) {
                return false;
            }
            wasTold = false;
            keepsAlive = next.get().keepsAlive();
            begin(service.answer(next.get()), !next.get().request().method().equals("HEAD"));
        } catch (BadRequestException e) {
            keepsAlive = false;
            begin(service.refusal(e), true);
        }
        return true;
    }

    private void tellToGoOn() throws IOException {
        if (!wasTold && reader.awaitsContinue()) {
            wasTold = true;
            // So little goes into what the system keeps, or the client reads nothing at all.
            channel.write(ByteBuffer.wrap("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        }
    }

    private void begin(Reply next, boolean mayHaveBody) throws IOException {
        reply = next;
        hasBody = mayHaveBody && ResponseHead.hasBody(next.answer().status());
        phase = Phase.HOLDING;
        Duration latency = next.answer().delivery().latency();
        if (latency.isZero()) {
            deliver();
        } else {
            hold(latency, next.release(), this::deliver);
        }
    }

    private void deliver() throws IOException {
        Reply now = current();
        switch (now.answer().delivery().end()) {
            case ANSWER -> answer(now.answer());
            case STALL -> {
                phase = Phase.STALLING;
                // Only to see the client go.
                listen(SelectionKey.OP_READ);
                finish();
                hold = new Hold(null, now.release(), this::close);
            }
            case DISCONNECT -> close();
        }
    }

    private void answer(Answer answer) throws IOException {
        Delivery delivery = answer.delivery();
        byte[] bytes = delivery.isCompressed() ? compressed(answer.bytes()) : answer.bytes();
        most = !hasBody ? 0 : isCut() ? Math.min(delivery.most(), bytes.length - 1) : bytes.length;
        outgoing[0] = ByteBuffer.wrap(heads.of(answer, bytes.length, keepsAlive));
        outgoing[1] = ByteBuffer.wrap(bytes, 0, chunk(0));
        since = System.nanoTime();
        phase = Phase.SENDING;
        send();
    }

    /** Whether it ends before its end. */
    private boolean isCut() {
        return hasBody && current().answer().delivery().most() != Delivery.ALL;
    }

    private int chunk(int sent) {
        return Math.min(most - sent, current().answer().delivery().chunk());
    }

    /** As much as can be sent now. */
    private void send() throws IOException {
        Delivery delivery = current().answer().delivery();
        ByteBuffer head = outgoing[0];
        ByteBuffer body = outgoing[1];
        while (phase == Phase.SENDING) {
            if (!isWritten(head, body)) {
                listen(SelectionKey.OP_WRITE);
                return;
            }
            boolean isWhole = body.position() == most;
            if (!delivery.pause().isZero() && hasBody && (isCut() || !isWhole)) {
                phase = Phase.HOLDING;
                hold(delivery.pause(), current().release(), this::sendOn);
            } else {
                sendOn();
            }
        }
    }

    /** With head and body in one piece, so that they make one packet. */
    private boolean isWritten(ByteBuffer head, ByteBuffer body) throws IOException {
        while (head.hasRemaining() || body.hasRemaining()) {
            buffer.clear();
            take(head, Math.min(head.remaining(), buffer.remaining()));
            int ofHead = buffer.position();
            take(body, Math.min(body.remaining(), buffer.remaining()));
            int all = buffer.position();
            int written = channel.write(buffer.flip());
            head.position(head.position() + Math.min(written, ofHead));
            body.position(body.position() + Math.max(0, written - ofHead));
            if (written < all) {
                return false;
            }
        }
        return true;
    }

    private void take(ByteBuffer from, int count) {
        buffer.put(from.duplicate().limit(from.position() + count));
    }

    /** After a piece of an answer. */
    private void sendOn() throws IOException {
        int sent = outgoing[1].position();
        if (sent < most) {
            outgoing[1].limit(sent + chunk(sent));
            boolean isNewPiece = !current().answer().delivery().pause().isZero();
            since = isNewPiece ? System.nanoTime() : since;
            phase = Phase.SENDING;
            return;
        }
        if (isCut()) {
            close();
            return;
        }
        finish();
        since = System.nanoTime();
        if (keepsAlive) {
            phase = Phase.RECEIVING;
        } else {
            phase = Phase.LINGERING;
            channel.shutdownOutput();
            listen(SelectionKey.OP_READ);
        }
    }

    private void finish() {
        Reply done = reply;
        reply = null;
        outgoing[0] = NOTHING;
        outgoing[1] = NOTHING;
        if (done != null && done.sent() != null) {
            done.sent().run();
        }
    }

    private void skip() throws IOException {
        if (channel.read(buffer.clear()) < 0) {
            close();
        }
    }

    private void hold(Duration time, Release release, Step then) {
        listen(0);
        hold = new Hold(time, release, then);
    }

    public void close() {
        if (phase == Phase.CLOSED) {
            return;
        }
        phase = Phase.CLOSED;
        EventLoop.closeQuietly(channel);
        if (hold != null) {
            hold.forget();
        }
        finish();
    }

    private void listen(int operations) {
        if (key.interestOps() != operations) {
            key.interestOps(operations);
        }
    }

    private Reply current() {
        return Objects.requireNonNull(reply);
    }

    private static byte[] compressed(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    /** What comes after a wait. */
    private interface Step {
        void take() throws IOException;
    }

    /** Waits for a time, or for a release, whichever comes first. */
    private final class Hold {
        private final Release release;
        private final Step then;
        /** One and the same for {@link Release#forget}. */
        private final Runnable wake = this::wake;

        private final EventLoop.@Nullable Timer timer;

        Hold(@Nullable Duration time, Release release, Step then) {
            this.release = release;
            this.then = then;
            timer = time == null ? null : loop.after(time, this::end);
            release.then(wake);
        }

        void forget() {
            hold = null;
            release.forget(wake);
            if (timer != null) {
                loop.cancel(timer);
            }
        }

        private void wake() {
            loop.execute(this::end);
        }

        private void end() {
            if (hold != this) {
                return;
            }
            forget();
            attempt(() -> {
                then.take();
                sendAndProceed();
            });
        }
    }
}
