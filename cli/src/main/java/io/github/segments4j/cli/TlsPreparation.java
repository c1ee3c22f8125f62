package io.github.segments4j.cli;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** Sets up TLS while another thread builds the client. Both take as long, so the first request is sent sooner. */
final class TlsPreparation {
    private TlsPreparation() {}

    /** Starts it, and returns at once. */
    static void start() {
        Thread thread = new Thread(TlsPreparation::run, "segments-tls");
        thread.setDaemon(true);
        thread.start();
    }

    private static void run() {
        try {
            SSLEngine client = SSLContext.getDefault().createSSLEngine();
            client.setUseClientMode(true);
            // The first message of a handshake needs keys, whose arithmetic is slow the first time.
            client.wrap(
                    ByteBuffer.allocate(0),
                    ByteBuffer.allocate(client.getSession().getPacketBufferSize()));
        } catch (GeneralSecurityException | SSLException | RuntimeException e) {
            // The first request finds the same error, and reports it.
        }
    }
}
