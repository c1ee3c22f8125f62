package io.github.segments4j.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EmbeddedSandboxTest {
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void itAnswersOverTheNetworkWithJsonAndTheVendorsErrors() throws Exception {
    try (Sandbox sandbox = Sandbox.builder().segments(3).start()) {
      HttpResponse<String> page = send(sandbox, "GET", "/segments?limit=2");
      HttpResponse<String> missing = send(sandbox, "GET", "/nothing");
      HttpResponse<String> head = send(sandbox, "HEAD", "/segments");

      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.headers().firstValue("Content-Type")).hasValue("application/json");
      assertThat(page.body()).contains("next_token");
      assertThat(missing.statusCode()).isEqualTo(404);
      assertThat(missing.body()).contains("\"status\":404");
      assertThat(head.statusCode()).isEqualTo(405);
      assertThat(head.body()).isEmpty();
    }
  }

  @Test
  void manyCallersGetWhatOneWould() {
    try (Sandbox sandbox = Sandbox.builder().noRateLimit().start()) {
      List<Integer> statuses = IntStream.range(0, 200)
          .parallel()
          .mapToObj(i -> send(sandbox, "GET", "/segments").statusCode())
          .toList();

      assertThat(statuses).containsOnly(200);
    }
  }

  @Test
  void theLimitIsTheOneThatWasChosen() {
    FakeClock still = new FakeClock();
    try (Sandbox sandbox = Sandbox.builder()
        .rateLimit(Limit.BUCKET)
        .requestsPerSecond(2)
        .clock(still)
        .start()) {
      assertThat(send(sandbox, "GET", "/segments").statusCode()).isEqualTo(200);
      assertThat(send(sandbox, "GET", "/segments").statusCode()).isEqualTo(200);
      assertThat(send(sandbox, "GET", "/segments").body()).contains("the limit is 2 a second");

      still.pass(Duration.ofMillis(500));

      assertThat(send(sandbox, "GET", "/segments").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void closingFreesThePortAndATakenPortIsNamed() {
    Sandbox first = Sandbox.builder().start();
    int port = first.port();
    assertThatThrownBy(() -> Sandbox.builder().port(port).start())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("port " + port);

    first.close();
    first.close();

    Sandbox.builder().port(port).start().close();
  }

  @Test
  void aSettingThatCannotBeRightIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Sandbox.builder().port(65_536));
    assertThatIllegalArgumentException().isThrownBy(() -> Sandbox.builder().port(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> Sandbox.builder().segments(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> Sandbox.builder().tenant("a/b"));
    assertThatIllegalArgumentException().isThrownBy(() -> Sandbox.builder().requestsPerSecond(0));
  }

  @Test
  void aPageInTheMiddleOfAMillionIsThere() {
    try (Sandbox sandbox = Sandbox.builder().segments(1_000_000).start()) {
      assertThat(sandbox.segmentCount()).isEqualTo(1_000_000);
      assertThat(new SeededSegments(1_000_000, 42).get(500_000).name()).endsWith("500001");
      assertThat(send(sandbox, "GET", "/segments?with_total=true&limit=1").body())
          .contains("\"total\":1000000");
    }
  }

  private HttpResponse<String> send(Sandbox sandbox, String method, String path) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + path))
        .method(method, HttpRequest.BodyPublishers.noBody())
        .header("Authorization", "Bearer " + sandbox.accessToken())
        .header("amperity-tenant", sandbox.tenant())
        .header("api-version", "2024-04-01")
        .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
