package io.github.segments4j.sandbox.http;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One client connection and its state. It answers one request at a time: the next one is not read before the
 * response to the last one is complete. Never blocks: delayed work is scheduled on the event loop.
 */
final class Connection implements Runnable {
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private final SelectionKey key;
    private final EventLoop loop;
    private final Handler handler;
    private final Refusals refusals;
    private final ResponseEncoder encoder;
    private final ByteBuffer buffer;
    private final RequestReader reader = new RequestReader();

    private Phase phase = Phase.RECEIVING;

    /** When the request or the piece of a response in progress began. */
    private long since = System.nanoTime();

    private boolean isInputEnded;
    private boolean keepsAlive;
    private @Nullable Response response;
    private @Nullable Transmission transmission;

    /** Whether the response is sent without further delays. */
    private boolean isReleased;

    /** What to do after a delay, or when a stall is released. */
    private @Nullable Step next;

    private EventLoop.@Nullable Timer timer;

    /**
     * Starts to read requests.
     *
     * @param buffer for reading; all connections of the loop share it
     */
    Connection(
            SocketChannel channel,
            EventLoop loop,
            Handler handler,
            Refusals refusals,
            ResponseEncoder encoder,
            ByteBuffer buffer)
            throws IOException {
        this.channel = channel;
        this.loop = loop;
        this.handler = handler;
        this.refusals = refusals;
        this.encoder = encoder;
        this.buffer = buffer;
        key = channel.register(loop.selector(), SelectionKey.OP_READ, this);
    }

    /** Part of the work, which closes the connection if it fails. */
    private interface Step {
        void take() throws IOException;
    }

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

    /** Continues when the channel is ready. */
    @Override
    public void run() {
        attempt(() -> {
            switch (phase) {
                case RECEIVING -> receive();
                case SENDING -> sendAndProceed();
                default -> discardInput();
            }
        });
    }

    /** {@return for how long the server has been waiting for the client; zero while the client waits for the server} */
    long nanosWaiting(long now) {
        return phase == Phase.DELAYED || phase == Phase.STALLED ? 0 : now - since;
    }

    private void receive() throws IOException {
        boolean wasIdle = reader.isIdle();
        int count = channel.read(buffer.clear());
        isInputEnded |= count < 0;
        if (count > 0) {
            since = wasIdle ? System.nanoTime() : since;
            reader.add(buffer.flip());
        }
        proceed();
    }

    /** Answers the next request if it is complete. Later requests wait until the other connections had a turn. */
    private void proceed() throws IOException {
        if (phase != Phase.RECEIVING) {
            return;
        }
        if (!respondToNext()) {
            receiveMore();
        } else if (phase == Phase.RECEIVING) {
            listen(reader.isIdle() ? SelectionKey.OP_READ : 0);
            if (!reader.isIdle()) {
                loop.execute(() -> attempt(this::proceed));
            }
        }
    }

    private void receiveMore() throws IOException {
        if (isInputEnded) {
            close();
            return;
        }
        listen(SelectionKey.OP_READ);
        if (reader.startsToAwaitContinue() && channel.write(ByteBuffer.wrap(CONTINUE)) < CONTINUE.length) {
            // The buffers of the system are full, because the client does not read its responses.
            close();
        }
    }

    private boolean respondToNext() throws IOException {
        try {
            Optional<RequestReader.Incoming> incoming = reader.next();
            if (incoming.isEmpty()) {
                return false;
            }
            Request request = incoming.get().request();
            keepsAlive = incoming.get().keepsAlive();
            respond(handler.handle(request), !request.method().equals("HEAD"));
        } catch (HttpException e) {
            // It is not known where the next request starts.
            keepsAlive = false;
            respond(refusals.refuse(reader.unfinished(), e), true);
        }
        return true;
    }

    private void respond(Response to, boolean mayHaveBody) throws IOException {
        response = to;
        isReleased = false;
        Duration delay = to.delivery().delay();
        if (delay.isZero()) {
            deliver(to, mayHaveBody);
        } else {
            delay(delay, () -> deliver(to, mayHaveBody));
        }
    }

    private void deliver(Response to, boolean mayHaveBody) throws IOException {
        switch (to.delivery().outcome()) {
            case RESPONSE -> {
                transmission = encoder.encode(to, keepsAlive, mayHaveBody);
                since = System.nanoTime();
                phase = Phase.SENDING;
                send();
            }
            case STALL -> {
                phase = Phase.STALLED;
                // Only to notice when the client closes the connection.
                listen(SelectionKey.OP_READ);
                next = this::close;
                reportSent();
            }
            case DISCONNECT -> close();
            case RESET -> {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0); // The system resets it on closing.
                close();
            }
        }
    }

    private void sendAndProceed() throws IOException {
        if (phase == Phase.SENDING) {
            send();
        }
        proceed();
    }

    /** Sends as much as the channel accepts now. */
    private void send() throws IOException {
        while (phase == Phase.SENDING) {
            Transmission current = Objects.requireNonNull(transmission);
            channel.write(current.piece());
            if (!current.isPieceSent()) {
                listen(SelectionKey.OP_WRITE);
                return;
            }
            if (isReleased || current.pause().isZero()) {
                continueAfterPiece();
            } else {
                delay(current.pause(), this::continueAfterPiece);
            }
        }
    }

    private void continueAfterPiece() throws IOException {
        Transmission current = Objects.requireNonNull(transmission);
        if (!current.isFinished()) {
            current.nextPiece();
            since = current.pause().isZero() ? since : System.nanoTime();
            phase = Phase.SENDING;
            return;
        }
        if (current.isCut()) {
            close();
            return;
        }
        reportSent();
        since = System.nanoTime();
        if (keepsAlive) {
            phase = Phase.RECEIVING;
        } else {
            phase = Phase.DRAINING;
            channel.shutdownOutput();
            listen(SelectionKey.OP_READ);
        }
    }

    private void reportSent() {
        Response sent = response;
        response = null;
        transmission = null;
        if (sent != null) {
            sent.afterSending().run();
        }
    }

    private void discardInput() throws IOException {
        if (channel.read(buffer.clear()) < 0) {
            close();
        }
    }

    private void delay(Duration time, Step then) {
        phase = Phase.DELAYED;
        listen(0);
        next = then;
        timer = loop.schedule(time, this::resume);
    }

    /** Ends a stall now, or all delays of a response that is delayed. */
    void release() {
        isReleased = true;
        resume();
    }

    private void resume() {
        Step due = next;
        if (due != null) {
            cancelDelay();
            attempt(() -> {
                due.take();
                sendAndProceed();
            });
        }
    }

    private void cancelDelay() {
        next = null;
        if (timer != null) {
            loop.cancel(timer);
            timer = null;
        }
    }

    void close() {
        if (phase != Phase.CLOSED) {
            phase = Phase.CLOSED;
            EventLoop.closeQuietly(channel);
            cancelDelay();
            reportSent();
        }
    }

    private void listen(int operations) {
        if (key.interestOps() != operations) {
            key.interestOps(operations);
        }
    }
}
