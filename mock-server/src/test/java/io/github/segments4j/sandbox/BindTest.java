package io.github.segments4j.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who reaches a sandbox at which address, and who may administer it. */
@Timeout(30)
class BindTest {
    @Test
    void atAnotherAddressTheApiAnswersAndTheAdminInterfaceWantsTheToken() throws Exception {
        try (Sandbox sandbox = Sandbox.builder().bind("127.0.0.2").start()) {
            String own = "Host: 127.0.0.2:" + sandbox.port() + "\r\n";
            String token = sandbox.adminToken().orElseThrow();

            assertThat(sandbox.baseUrl()).isEqualTo("http://127.0.0.2:" + sandbox.port() + "/api");
            assertThat(new Browser(sandbox).get("/segments").statusCode()).isEqualTo(200);
            assertThat(get(sandbox, "/_sandbox/health", own))
                    .startsWith("HTTP/1.1 401 ")
                    .contains("WWW-Authenticate: Bearer", "Authorization: Bearer <admin token>", "request_id")
                    .doesNotContain(token);
            assertThat(get(sandbox, "/_sandbox/health", own + bearer(token))).startsWith("HTTP/1.1 200 ");
            assertThatThrownBy(() -> new Socket(Setting.address("127.0.0.1"), sandbox.port()))
                    .isInstanceOf(ConnectException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Authorization: Bearer \r\n",
                "Authorization: Bearer secre\r\n",
                "Authorization: Bearer secrets\r\n",
                "Authorization: Bearer SECRET\r\n",
                "Authorization: Bearer sandbox-access-token\r\n",
                "Authorization: Basic secret\r\n",
                "Authorization: secret\r\n",
                "admin-token: secret\r\n",
                "Cookie: token=secret\r\n"
            })
    void everyPathOfTheAdminInterfaceIsRefusedWithoutTheWholeToken(String headers) throws Exception {
        try (Sandbox sandbox = Sandbox.builder().adminToken("secret").start()) {
            for (String path : List.of("", "health", "config", "faults", "nothing", "health?token=secret")) {
                assertThat(get(sandbox, "/_sandbox/" + path, "Host: localhost\r\n" + headers))
                        .startsWith("HTTP/1.1 401 ");
            }
            assertThat(get(sandbox, "/_sandbox", "Host: localhost\r\n" + headers))
                    .startsWith("HTTP/1.1 401 ");
            assertThat(get(sandbox, "/_sandbox/health", "Host: localhost\r\nAuthorization: bearer  secret \r\n"))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void theTokenIsNewEachTimeAndIsShownNowhereAfterwards() throws Exception {
        List<String> log = new CopyOnWriteArrayList<>();
        try (Sandbox first =
                        Sandbox.builder().bind("127.0.0.2").accessLog(log::add).start();
                Sandbox second = Sandbox.builder().bind("127.0.0.2").start()) {
            String token = first.adminToken().orElseThrow();
            String withToken = "Host: localhost\r\n" + bearer(token);

            assertThat(second.adminToken()).isNotEqualTo(first.adminToken());
            get(first, "/api/segments", withToken);
            assertThat(get(first, "/_sandbox/config", withToken))
                    .contains("rateLimit")
                    .doesNotContain(token);
            assertThat(get(first, "/_sandbox/requests", withToken))
                    .contains("Bearer ***")
                    .doesNotContain(token);
            assertThat(log.toString()).contains("/api/segments").doesNotContain(token);
            first.reset();
            assertThat(first.adminToken()).hasValue(token);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.2, '', 200",
        "localhost, '', 200",
        "sandbox:8080, '', 200",
        "127.0.0.2:8080, http://127.0.0.2:8080, 200",
        "127.0.0.2:8080, http://127.0.0.2:3000, 403",
        "127.0.0.2:8080, http://evil.example, 403",
        "evil.example, '', 421",
        "192.0.2.1, '', 421",
        "0.0.0.0, '', 421",
        "[::], '', 421"
    })
    void foreignHostsAndOriginsAreRefusedEvenWithTheToken(String host, String origin, int status) throws Exception {
        try (Sandbox sandbox = Sandbox.builder()
                .bind("127.0.0.2")
                .allowedHost("sandbox")
                .adminToken("secret")
                .start()) {
            String headers = "Host: " + host + "\r\n" + bearer("secret")
                    + (origin.isEmpty() ? "" : "Origin: " + origin + "\r\n");

            assertThat(get(sandbox, "/_sandbox/health", headers)).startsWith("HTTP/1.1 " + status + " ");
        }
    }

    @Test
    void onAllAddressesItAnswersForEachOfThisMachine() throws Exception {
        try (Sandbox sandbox = Sandbox.builder().bind("0.0.0.0").start()) {
            List<String> addresses = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(InetAddress::getHostAddress)
                    .filter(address -> !address.contains(":"))
                    .toList();

            assertThat(addresses).contains("127.0.0.1").allSatisfy(address -> {
                assertThat(exchange(address, sandbox.port(), "/api/nothing", "Host: " + address + "\r\n"))
                        .startsWith("HTTP/1.1 404 ");
                assertThat(exchange(address, sandbox.port(), "/_sandbox/", "Host: " + address + "\r\n"))
                        .startsWith("HTTP/1.1 401 ");
            });
            assertThat(sandbox.baseUrl()).startsWith("http://127.0.0.1:");
            for (String foreign : List.of("192.0.2.1", "0.0.0.0", "[2001:db8::1]", "evil.example")) {
                assertThat(get(sandbox, "/api/nothing", "Host: " + foreign + "\r\n"))
                        .startsWith("HTTP/1.1 421 ");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "[::1]", "0:0:0:0:0:0:0:1", "::"})
    void anAddressOfIpv6MayBeInBrackets(String address) throws Exception {
        assumeTrue(hasIpv6(), "this machine has no IPv6");
        try (Sandbox sandbox = Sandbox.builder().bind(address).start()) {
            assertThat(sandbox.baseUrl()).matches("http://\\[[0-9:]*:1]:[0-9]+/api");
            assertThat(new Browser(sandbox).get("/segments").statusCode()).isEqualTo(200);
            assertThat(sandbox.adminToken().isPresent()).isEqualTo(address.equals("::"));
            assertThat(exchange("::1", sandbox.port(), "/api/nothing", "Host: [::1]\r\n"))
                    .startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void localhostNeedsNoToken() {
        try (Sandbox sandbox = Sandbox.builder().bind("127.0.0.1").start()) {
            assertThat(sandbox.adminToken()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "example.org",
                "127.0.0.1:80",
                "127.0.0",
                "1",
                "256.0.0.1",
                "010.0.0.1",
                ":::",
                "[::1",
                "::1]",
                "fe80::1%lo",
                "http://127.0.0.1",
                " 127.0.0.1"
            })
    void whatIsNoAddressIsRefused(String address) {
        assertThatThrownBy(() -> Sandbox.builder().bind(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("an IP address of this machine, or 0.0.0.0");
    }

    @Test
    void anAddressOfAnotherMachineIsNamed() {
        assertThatThrownBy(() -> Sandbox.builder().bind("192.0.2.1").start())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("of 192.0.2.1: ")
                .hasMessageContaining("must be one of this machine")
                .hasMessageNotContaining("port;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two words", "é", "line\n"})
    void aTokenThatFitsIntoNoHeaderIsRefusedWithoutShowingIt(String token) {
        assertThatThrownBy(() -> Sandbox.builder().adminToken(token))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The admin token must be one or more visible characters of ASCII, since it is sent in a header");
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token + "\r\n";
    }

    private static boolean hasIpv6() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(Setting.address("::1"), 0));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String get(Sandbox sandbox, String path, String headers) throws IOException {
        String address = sandbox.baseUrl().replaceFirst("http://(.*):.*", "$1");
        return exchange(address, sandbox.port(), path, headers);
    }

    private static String exchange(String address, int port, String path, String headers) throws IOException {
        try (Socket socket = new Socket(Setting.address(address), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
