package io.github.segments4j.sandbox.http;

import io.github.segments4j.sandbox.Faults;
import io.github.segments4j.sandbox.RequestLog;
import io.github.segments4j.sandbox.admin.AccessLog;
import io.github.segments4j.sandbox.admin.Admin;
import io.github.segments4j.sandbox.admin.State;
import io.github.segments4j.sandbox.endpoints.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes requests off the network, on the loopback address only, and hands them to the router. */
public final class SandboxServer implements AutoCloseable, Connection.Service {
    /** One more closes the one whose client has kept it waiting longest; our choice. */
    private static final int MOST_CONNECTIONS = 8_000;

    /** As many may come at once: with the JDK's 50 the others would be a second late. */
    private static final int BACKLOG = 1_000;

    /** How long a client may take to send a request, or to take in a piece of an answer; our choice. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How often clients are looked at within that time: a timer for each would cost more than its request. */
    private static final int LOOKS = 8;

    /** How long to take nobody in when the system has no room. */
    private static final Duration BREATH = Duration.ofMillis(100);

    private final Router router;
    private final Admin admin;
    private final Faults faults;
    private final RequestLog requests;
    private final InstantSource clock;
    private final Duration patience;
    private final int mostConnections;
    private final Optional<AccessLog> accessLog;
    private final EventLoop loop;
    private final ServerSocketChannel listener;
    private final SelectionKey listening;
    private final int port;
    private final ResponseHead heads = new ResponseHead();
    private final ByteBuffer incoming = ByteBuffer.allocateDirect(64 * 1024);

    public SandboxServer(int port, Router router, Admin admin, State state, @Nullable Consumer<String> accessLog) {
        this(port, router, admin, state, accessLog, PATIENCE, MOST_CONNECTIONS);
    }

    public SandboxServer(
            int port,
            Router router,
            Admin admin,
            State state,
            @Nullable Consumer<String> accessLog,
            Duration patience,
            int mostConnections) {
        this.router = router;
        this.admin = admin;
        this.faults = state.faults();
        this.requests = state.requests();
        this.clock = state.clock();
        this.patience = patience;
        this.mostConnections = mostConnections;
        try {
            listener = listener(port);
            this.port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
            loop = new EventLoop();
            listening = listener.register(loop.selector(), SelectionKey.OP_ACCEPT, (Runnable) this::accept);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The sandbox can't listen on port " + port + ": " + e.getMessage()
                            + ". Choose another port; 0 is any free one",
                    e);
        }
        this.accessLog = Optional.ofNullable(accessLog).map(AccessLog::new);
        loop.after(patience.dividedBy(LOOKS), this::look);
        loop.start();
    }

    private static ServerSocketChannel listener(int port) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        ServerSocketChannel listener = ServerSocketChannel.open();
        try {
            listener.bind(new InetSocketAddress(loopback, port), BACKLOG);
            listener.configureBlocking(false);
        } catch (IOException e) {
            listener.close();
            throw e;
        }
        return listener;
    }

    public Router router() {
        return router;
    }

    public int port() {
        return port;
    }

    private void accept() {
        try {
            for (SocketChannel channel = listener.accept(); channel != null; channel = listener.accept()) {
                welcome(channel);
            }
        } catch (IOException e) {
            // Most likely there are too many open files.
            makeRoom();
            listening.interestOps(0);
            loop.after(BREATH, () -> listening.interestOps(SelectionKey.OP_ACCEPT));
        }
    }

    private void welcome(SocketChannel channel) {
        if (loop.selector().keys().size() > mostConnections) {
            makeRoom();
        }
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            var unused = new Connection(channel, loop, this, heads, incoming);
        } catch (IOException e) {
            EventLoop.closeQuietly(channel);
        }
    }

    private List<Connection> connections() {
        return loop.selector().keys().stream()
                .filter(SelectionKey::isValid)
                .map(SelectionKey::attachment)
                .filter(Connection.class::isInstance)
                .map(Connection.class::cast)
                .toList();
    }

    private void makeRoom() {
        long now = System.nanoTime();
        connections().stream()
                .max(Comparator.comparingLong(each -> each.nanosWaiting(now)))
                .ifPresent(Connection::close);
    }

    /** Cuts off the clients that take too long. */
    private void look() {
        long now = System.nanoTime();
        for (Connection each : connections()) {
            if (each.nanosWaiting(now) > patience.toNanos()) {
                each.close();
            }
        }
        loop.after(patience.dividedBy(LOOKS), this::look);
    }

    @Override
    public Connection.Reply answer(RequestReader.Incoming incoming) {
        Instant at = clock.instant();
        long start = System.nanoTime();
        Release release = faults.release();
        Request request = incoming.request();
        Optional<Answer> beside = besideTheApi(request, incoming.isTooLarge());
        if (beside.isPresent()) {
            return new Connection.Reply(beside.get(), release, null);
        }
        Answer answer = incoming.isTooLarge() ? tooLarge() : router.answer(request);
        RequestLog.Entry entry = requests.add(at, request, answer);
        return new Connection.Reply(answer, release, () -> accessLog.ifPresent(log -> log.add(line(entry, start))));
    }

    @Override
    public Connection.Reply refusal(BadRequestException e) {
        return new Connection.Reply(router.refuse(e.status(), String.valueOf(e.getMessage())), faults.release(), null);
    }

    private Optional<Answer> besideTheApi(Request request, boolean isTooLarge) {
        if (!Admin.isAt(request.path())) {
            return router.page(request);
        }
        return Optional.of(isTooLarge ? tooLarge() : admin.answer(request));
    }

    private Answer tooLarge() {
        return router.refuse(413, "The body is longer than " + RequestReader.MOST_BODY_BYTES + " bytes.");
    }

    private static String line(RequestLog.Entry entry, long start) {
        return entry + " " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) + " ms";
    }

    /** No request is answered after it. */
    @Override
    public void close() {
        loop.close();
        accessLog.ifPresent(AccessLog::close);
    }
}
