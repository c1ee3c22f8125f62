package io.github.segments4j;

import static io.github.segments4j.ListingTest.page;
import static io.github.segments4j.RawServer.write;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Six ways not to get an answer, and what each says. */
class ConnectionFailureTest {
    @TempDir
    static Path folder;

    private static SSLContext serverTls;

    private final FakeTime time = new FakeTime();

    @BeforeAll
    static void makeCertificate() throws Exception {
        Path file = folder.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        file.toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, "changeit".toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        serverTls = SSLContext.getInstance("TLS");
        serverTls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    }

    @Test
    void anUnknownHostIsMostLikelyATypingError() {
        SegmentsException error = failure(client("https://acmee.invalid/api"));

        assertThat(error)
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("failed: the host acmee.invalid is unknown")
                .hasMessageEndingWith("Check the tenant and the base URL for a typing error");
        assertThat(error.attempts()).isEqualTo(1);
    }

    @Test
    void aRefusedConnectionIsRetried() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        SegmentsException error = failure(client("http://127.0.0.1:" + port + "/api"));

        assertThat(error)
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("failed: no connection to 127.0.0.1:" + port + ": Connection refused")
                .hasMessageEndingWith("Check the base URL, and whether the server is running");
        assertThat(error.attempts()).isEqualTo(8);
    }

    @Test
    void aCertificateThatIsNotTrustedIsNotRetried() throws Exception {
        try (TlsServer server = new TlsServer(false)) {
            SegmentsException error = failure(client(server.url("localhost")));

            assertThat(error)
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("failed: the certificate of localhost is not trusted: ")
                    .hasMessageContaining("add its own to the trust store of Java");
            assertThat(error.attempts()).isEqualTo(1);
        }
    }

    @Test
    void aCertificateOfAnotherHostIsNotTrusted() throws Exception {
        try (TlsServer server = new TlsServer(false)) {
            SegmentsException error = withTrust(() -> failure(client(server.url("127.0.0.1"))));

            assertThat(error).hasMessageContaining("failed: the certificate of 127.0.0.1 is not trusted: ");
            assertThat(error.attempts()).isEqualTo(1);
        }
    }

    @Test
    void aTrustedCertificateOfTheHostIsAccepted() throws Exception {
        try (TlsServer server = new TlsServer(false)) {
            long count = withTrust(() -> {
                try (SegmentsClient client = client(server.url("localhost")).build()) {
                    return client.list().stream().count();
                }
            });

            assertThat(count).isEqualTo(1);
        }
    }

    @Test
    void aServerThatRequiresAClientCertificateIsNotAskedAgain() throws Exception {
        try (TlsServer server = new TlsServer(true)) {
            SegmentsException error = withTrust(() -> failure(client(server.url("localhost"))));

            assertThat(error)
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("failed: localhost requires a client certificate")
                    .hasMessageContaining("javax.net.ssl.keyStore");
            assertThat(error.attempts()).as(error.getMessage()).isEqualTo(1);
        }
    }

    @Test
    void anHttpsAddressOfAPlainHttpServerIsNotAskedAgain() throws Exception {
        try (ServerSocket speaksPlain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> answerPlain(speaksPlain));
            server.start();

            SegmentsException error = failure(client("https://127.0.0.1:" + speaksPlain.getLocalPort() + "/api"));

            assertThat(error)
                    .hasMessageContaining("failed: no secure connection to 127.0.0.1:")
                    .hasMessageEndingWith("Check that the base URL is that of an https server");
            assertThat(error.attempts()).isEqualTo(1);
        }
    }

    private static void answerPlain(ServerSocket server) {
        try (Socket connection = server.accept()) {
            connection.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(ISO_8859_1));
            connection.getInputStream().readAllBytes();
        } catch (IOException e) {
            // The client has hung up.
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aConnectTimeoutAndAReadTimeoutNameTheirOwnTime(boolean connecting) throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (RawServer silent = new RawServer((request, out) -> never.await())) {
            SegmentsClientBuilder client = connecting
                    ? client("https://segments.invalid/api").proxy(silent.url().replace("/api", ""))
                    : client(silent.url());

            SegmentsException error =
                    failure(client.timeout(Duration.ofMillis(150)).attempts(1));

            assertThat(error)
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining(
                            connecting
                                    ? "failed: no connection to segments.invalid within 0.15 s"
                                    : "failed: no complete answer within 0.15 s");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "407, https://segments.invalid/api, 1, a user and a password",
        "407, http://segments.invalid/api, 1, a user and a password",
        "403, https://segments.invalid/api, 1, lets requests through to segments.invalid",
        "502, https://segments.invalid/api, 2, lets requests through to segments.invalid",
        "503, https://segments.invalid/api, 2, lets requests through to segments.invalid"
    })
    void aProxyThatRefusesIsNamed(int status, String baseUrl, int attempts, String advice) throws Exception {
        try (RawServer proxy = new RawServer((request, out) -> write(out, "HTTP/1.1 " + status + " No\r\n\r\n"))) {
            String address = proxy.url().replace("/api", "").replace("http://", "http://user:a-secret-p%40ss@");

            SegmentsException error = failure(client("http://localhost/api")
                    .plainHttpBaseUrl(baseUrl)
                    .proxy(address)
                    .attempts(2));

            assertThat(error)
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining(
                            "failed: the proxy 127.0.0.1:" + address.replaceFirst(".*:", "") + " answered " + status)
                    .hasMessageContaining(advice);
            assertThat(error.attempts()).isEqualTo(attempts);
            assertThat(SecrecyTest.text(error)).doesNotContain("a-secret", "dXNlcjph");
        }
    }

    @Test
    void aProxyThatCannotBeReachedIsNamed() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        SegmentsException refused =
                failure(client("https://segments.invalid/api").proxy("http://127.0.0.1:" + port));
        SegmentsException unknown =
                failure(client("https://segments.invalid/api").proxy("http://proxy.invalid:1"));

        assertThat(refused)
                .hasMessageContaining("the proxy 127.0.0.1:" + port + " cannot be used: Connection refused")
                .hasMessageEndingWith("Check the address of the proxy, and whether it is running");
        assertThat(refused.attempts()).isEqualTo(8);
        assertThat(unknown).hasMessageContaining("the proxy proxy.invalid:1 cannot be used");
        assertThat(unknown.attempts()).isEqualTo(1);
    }

    @Test
    void plainHttpToThisMachineGoesThroughNoProxy() throws Exception {
        try (RawServer server = new RawServer((request, out) -> write(out, "HTTP/1.1 200 OK\r\n\r\n" + page("", "a")));
                SegmentsClient client =
                        client(server.url()).proxy("http://proxy.invalid:1").build()) {
            assertThat(client.list()).hasSize(1);
        }
    }

    @Test
    void aProxyWithAPasswordIsUsedAndGetsIt() throws Exception {
        try (RawServer proxy = new RawServer((request, out) -> write(
                out,
                request.contains("Proxy-Authorization: Basic dXNlcjphLXBAc3M=") // user:a-p@ss
                        ? "HTTP/1.1 200 OK\r\n\r\n" + page("", "a")
                        : "HTTP/1.1 407 No\r\n\r\n"))) {
            SegmentsClientBuilder builder = new SegmentsClientBuilder(name -> null, time)
                    .tenant("acme")
                    .accessToken("a-secret-token")
                    .plainHttpBaseUrl("http://segments.invalid/api")
                    .proxy(proxy.url().replace("/api", "").replace("http://", "http://user:a-p%40ss@"));
            try (SegmentsClient client = builder.build()) {
                assertThat(client.list()).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy.example:8080",
                "https://proxy.example",
                "socks5://proxy.example",
                "http://user:a secret@proxy.example",
                "http://",
                "http://proxy.example:99999"
            })
    void anAddressOfAProxyThatCannotBeUsedIsRejectedWithoutBeingQuoted(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SegmentsClient.builder().proxy(address))
                .withMessageContaining("http://user:password@host:port")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("a secret", "proxy.example"));
    }

    @Test
    void aProxyIsNotSetBesideAnHttpClient() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client("http://127.0.0.1:1/api")
                        .proxy("http://127.0.0.1:1")
                        .httpClient(HttpClient.newHttpClient())
                        .build())
                .withMessageContaining("setting of the HttpClient");
    }

    private SegmentsClientBuilder client(String baseUrl) {
        return new SegmentsClientBuilder(name -> null, time)
                .tenant("acme")
                .accessToken("a-secret-token")
                .baseUrl(baseUrl);
    }

    private static SegmentsException failure(SegmentsClientBuilder builder) {
        try (SegmentsClient client = builder.build()) {
            return catchThrowableOfType(SegmentsException.class, client::count);
        }
    }

    private interface Work<T> {
        T run() throws Exception;
    }

    /** Runs with the server's certificate in the trust store. */
    private static <T> T withTrust(Work<T> work) throws Exception {
        SSLContext before = SSLContext.getDefault();
        SSLContext trusting = SSLContext.getInstance("TLS");
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("server.p12"))) {
            store.load(in, "changeit".toCharArray());
        }
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("server", store.getCertificate("server"));
        trust.init(certificates);
        trusting.init(null, trust.getTrustManagers(), null);
        SSLContext.setDefault(trusting);
        try {
            return work.run();
        } finally {
            SSLContext.setDefault(before);
        }
    }

    /** A server for https that answers each request with a page of one row. */
    private static final class TlsServer implements AutoCloseable {
        private final SSLServerSocket socket;

        TlsServer(boolean needsClientCertificate) throws IOException {
            socket = (SSLServerSocket)
                    serverTls.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
            socket.setNeedClientAuth(needsClientCertificate);
            Thread thread = new Thread(this::serve, "tls-server");
            thread.setDaemon(true);
            thread.start();
        }

        private void serve() {
            while (!socket.isClosed()) {
                try (Socket connection = socket.accept()) {
                    connection.getInputStream().read(new byte[8192]);
                    write(connection.getOutputStream(), "HTTP/1.1 200 OK\r\n\r\n" + page("", "a"));
                } catch (IOException e) {
                    // The client has hung up, or the test is over.
                }
            }
        }

        String url(String host) {
            return "https://" + host + ":" + socket.getLocalPort() + "/api";
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
