import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * A sandbox in a container, for tests that must see a server apart from their own JVM. The image "segments" is built from
 * dist/Dockerfile. In Java, {@code @SandboxTest} is simpler and starts faster.
 */
class SandboxContainerTest {
  static final GenericContainer<?> SANDBOX = new GenericContainer<>("segments")
      .withCommand("sandbox", "--bind", "0.0.0.0", "--segments", "250")
      .withEnv("SANDBOX_ADMIN_TOKEN", "only-for-this-test")
      .withExposedPorts(8080)
      .waitingFor(Wait.forHttp("/"));

  @BeforeAll
  static void start() {
    SANDBOX.start();
  }

  @AfterAll
  static void stop() {
    SANDBOX.stop();
  }

  final HttpClient http = HttpClient.newHttpClient();

  @Test
  void aFaultIsSetAndHappens() throws Exception {
    HttpRequest fault = HttpRequest.newBuilder(uri("/_sandbox/faults"))
        .header("Authorization", "Bearer only-for-this-test")
        .POST(HttpRequest.BodyPublishers.ofString("{\"fault\":\"status\",\"status\":503}"))
        .build();
    HttpRequest segments = HttpRequest.newBuilder(uri("/api/segments"))
        .header("Authorization", "Bearer sandbox-access-token")
        .header("amperity-tenant", "acme")
        .header("api-version", "2024-04-01")
        .build();

    assertEquals(201, http.send(fault, BodyHandlers.ofString()).statusCode());
    assertEquals(503, http.send(segments, BodyHandlers.ofString()).statusCode());
    assertEquals(200, http.send(segments, BodyHandlers.ofString()).statusCode());
  }

  /** Docker on another machine has another host: allow it with --allowed-host. */
  static URI uri(String path) {
    return URI.create("http://" + SANDBOX.getHost() + ":" + SANDBOX.getMappedPort(8080) + path);
  }
}
