package io.github.segments4j.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** A connection to a server. */
final class Connection {
    final Route route;
    final ResponseInput in;
    private final OutputStream out;

    /** Below TLS: closing it ends a read or a write in progress at once, and waits for nobody. */
    private final Socket socket;

    private final Socket top;
    private long idleSince;

    /**
     * Takes a socket that is connected.
     *
     * @param secured the TLS socket over {@code socket}; null for plain http
     */
    Connection(Route route, Socket socket, @Nullable Socket secured) throws IOException {
        this.route = route;
        this.top = secured == null ? socket : secured;
        this.socket = socket;
        this.in = new ResponseInput(top.getInputStream());
        this.out = top.getOutputStream();
    }

    Socket socket() {
        return socket;
    }

    void send(byte[] request) throws IOException {
        in.expectResponse();
        out.write(request);
        out.flush();
    }

    void becomesIdle() {
        idleSince = System.nanoTime();
    }

    /**
     * Whether the server has sent something that nobody asked for. It would be taken for the answer to the next request: a
     * server may say 408 before it closes a connection that is idle.
     */
    boolean hasUnaskedBytes() {
        try {
            return in.isBuffered()
                    || top.getInputStream().available() > 0
                    || socket.getInputStream().available() > 0;
        } catch (IOException e) {
            return true; // It is closed.
        }
    }

    boolean isIdleFor(long nanos) {
        return System.nanoTime() - idleSince > nanos;
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // There is nothing left that could be done about it.
        }
    }
}
