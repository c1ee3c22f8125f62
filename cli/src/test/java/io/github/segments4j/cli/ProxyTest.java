package io.github.segments4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxyTest {
    @TempDir
    Path folder;

    private ServerSocket proxy;
    private Thread serving;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws IOException {
        proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        serving = new Thread(() -> {
            while (!proxy.isClosed()) {
                try (Socket connection = proxy.accept()) {
                    byte[] request = new byte[8192];
                    int length = connection.getInputStream().read(request);
                    asked.add(new String(request, 0, length, StandardCharsets.ISO_8859_1));
                    connection.getOutputStream().write("HTTP/1.1 403 No\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                } catch (IOException e) {
                    return;
                }
            }
        });
        serving.start();
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
        serving.join();
    }

    @Test
    void aProxyThatRefusesIsNamedWithoutItsPassword() throws IOException {
        Run run = count(Map.of(), "--proxy", address("user:a-s3cret@"));

        assertThat(run.code()).isEqualTo(5);
        assertThat(run.err())
                .contains("the proxy 127.0.0.1:" + proxy.getLocalPort() + " answered 403")
                .doesNotContain("s3cret");
        assertThat(asked.toString())
                .contains("CONNECT acme.amperity.com:443", "Proxy-Authorization: Basic dXNlcjphLXMzY3JldA==");
    }

    @Test
    void aVariableNamesTheProxyToo() throws IOException {
        Run run = count(Map.of("HTTPS_PROXY", address("").substring("http://".length())));

        assertThat(run.err()).contains("the proxy 127.0.0.1:" + proxy.getLocalPort() + " answered 403");
    }

    @Test
    void aVariableThatCannotBeUsedIsNamedWithoutItsPassword() throws IOException {
        Run run = count(Map.of("HTTPS_PROXY", "socks5://user:a-s3cret@proxy"));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("HTTPS_PROXY: The address of the proxy can't be used")
                .doesNotContain("s3cret");
    }

    private String address(String login) {
        return "http://" + login + "127.0.0.1:" + proxy.getLocalPort();
    }

    private Run count(Map<String, String> environment, String... flags) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "an-access-token");
        List<String> args =
                new ArrayList<>(List.of("count", "--tenant", "acme", "--access-token-file", token.toString()));
        Stream.of(flags).forEach(args::add);
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Shell shell = new Shell(Stdout.FILE, new ByteArrayOutputStream(), err, false, environment);
        int code = Segments.run(shell, args.toArray(String[]::new));
        return new Run(code, "", err.toString(StandardCharsets.UTF_8));
    }
}
