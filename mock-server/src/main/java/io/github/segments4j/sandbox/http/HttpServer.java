package io.github.segments4j.sandbox.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Listens at one address, or at all of this machine, and passes each request to a handler. */
public final class HttpServer implements AutoCloseable {
    /** With the JDK's default of 50, a burst of connections would wait for a second. */
    private static final int BACKLOG = 1_000;

    /** Our choice: how long a client may take to send a request or to accept a piece of a response. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** How often to look for clients that time out: a timer for each request would cost more than the request. */
    private static final int CHECKS_PER_TIMEOUT = 8;

    private static final Duration ACCEPT_RETRY_DELAY = Duration.ofMillis(100);

    private final ServerSocketChannel listener;
    private final EventLoop loop;
    private final SelectionKey listening;
    private final int port;
    private final Duration timeout;
    private final ResponseEncoder encoder;
    private final AllowedHosts hosts;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);

    private HttpServer(
            ServerSocketChannel listener, EventLoop loop, InstantSource clock, AllowedHosts hosts, Duration timeout)
            throws IOException {
        encoder = new ResponseEncoder(clock);
        this.hosts = hosts;
        this.listener = listener;
        this.loop = loop;
        this.timeout = timeout;
        port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
        listening = listener.register(loop.selector(), SelectionKey.OP_ACCEPT);
    }

    /**
     * Takes a port. No request is answered before {@link #start}.
     *
     * @param address an address of this machine; {@code 0.0.0.0} and {@code ::} are all of them
     * @param port 0 for any free one
     * @param clock for the header {@code Date}
     * @param hosts requests for other hosts are refused
     */
    public static HttpServer bind(InetAddress address, int port, InstantSource clock, AllowedHosts hosts) {
        return bind(address, port, clock, hosts, TIMEOUT);
    }

    static HttpServer bind(InetAddress address, int port, InstantSource clock, AllowedHosts hosts, Duration timeout) {
        // A socket for both families would listen at the addresses of IPv6 as well when it is bound to 0.0.0.0.
        ProtocolFamily family =
                address instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
        try {
            ServerSocketChannel listener = ServerSocketChannel.open(family);
            try {
                listener.bind(new InetSocketAddress(address, port), BACKLOG);
                listener.configureBlocking(false);
                return new HttpServer(listener, new EventLoop(), clock, hosts, timeout);
            } catch (IOException e) {
                listener.close();
                throw e;
            }
        } catch (UnsupportedOperationException e) {
            throw cannotListen(address, port, new IOException("this machine has no " + family, e));
        } catch (IOException e) {
            throw cannotListen(address, port, e);
        }
    }

    private static UncheckedIOException cannotListen(InetAddress address, int port, IOException e) {
        return new UncheckedIOException(
                "The sandbox cannot listen on port " + port + " of " + address.getHostAddress() + ": " + e.getMessage()
                        + (isOfThisMachine(address)
                                ? ". Choose another port; 0 is any free one"
                                : ". The address must be one of this machine"),
                e);
    }

    private static boolean isOfThisMachine(InetAddress address) {
        try {
            return address.isAnyLocalAddress()
                    || address.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return true; // It is not known, and a port in use is more common.
        }
    }

    /** Starts to answer requests. */
    public void start(Handler handler, Refusals refusals) {
        Handler safe = request -> {
            try {
                hosts.check(request);
                // OPTIONS * asks whether the server is there.
                boolean isPing = request.path().equals("*");
                return isPing ? new Response(200, Map.of("Content-Type", "text/plain"), "") : handler.handle(request);
            } catch (HttpException e) {
                return refusals.refuse(request, e);
            } catch (RuntimeException e) {
                return refusals.refuse(request, new HttpException(500, "The sandbox has failed: " + e));
            }
        };
        listening.attach((Runnable) () -> accept(safe, refusals));
        loop.schedule(timeout.dividedBy(CHECKS_PER_TIMEOUT), this::closeSlowClients);
        loop.start();
    }

    public int port() {
        return port;
    }

    /** Ends all delays and stalls of responses now. Any thread may call this. */
    public void releaseDelayed() {
        loop.execute(() -> connections().forEach(Connection::release));
    }

    private void accept(Handler handler, Refusals refusals) {
        try {
            for (SocketChannel channel = listener.accept(); channel != null; channel = listener.accept()) {
                serve(channel, handler, refusals);
            }
        } catch (IOException e) {
            // Most likely the process has too many open files.
            listening.interestOps(0);
            loop.schedule(ACCEPT_RETRY_DELAY, () -> listening.interestOps(SelectionKey.OP_ACCEPT));
        }
    }

    private void serve(SocketChannel channel, Handler handler, Refusals refusals) {
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            var unused = new Connection(channel, loop, handler, refusals, encoder, buffer);
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

    private void closeSlowClients() {
        long now = System.nanoTime();
        for (Connection each : connections()) {
            if (each.nanosWaiting(now) > timeout.toNanos()) {
                each.close();
            }
        }
        loop.schedule(timeout.dividedBy(CHECKS_PER_TIMEOUT), this::closeSlowClients);
    }

    /** Closes all connections and frees the port. No request is answered afterwards. */
    @Override
    public void close() {
        loop.close();
    }
}
