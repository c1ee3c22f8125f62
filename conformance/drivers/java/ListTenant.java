import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.segments4j.AuthenticationException;
import io.github.segments4j.ConnectionException;
import io.github.segments4j.InvalidPageTokenException;
import io.github.segments4j.InvalidRequestException;
import io.github.segments4j.ListOptions;
import io.github.segments4j.PermissionException;
import io.github.segments4j.ProtocolException;
import io.github.segments4j.RateLimitedException;
import io.github.segments4j.RateLimiter;
import io.github.segments4j.SegmentPage;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.SegmentsClientBuilder;
import io.github.segments4j.SegmentsException;
import io.github.segments4j.ServerException;
import io.github.segments4j.model.Segment;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lists a tenant for each line of stdin, and prints its rows and how it ended. */
final class ListTenant {
  /** Escapes what UTF-8 cannot encode: half of a surrogate pair. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final PrintStream OUT =
      new PrintStream(new BufferedOutputStream(System.out), false, StandardCharsets.UTF_8);

  private static final Map<Class<?>, String> KINDS = Map.of(
      AuthenticationException.class, "authentication",
      PermissionException.class, "permission",
      InvalidRequestException.class, "invalid-request",
      InvalidPageTokenException.class, "invalid-request",
      RateLimitedException.class, "rate-limited",
      ServerException.class, "server",
      ConnectionException.class, "connection",
      ProtocolException.class, "protocol");

  private ListTenant() {}

  public static void main(String[] args) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      list(JSON.readTree(line), in);
      OUT.flush();
    }
  }

  private static void list(JsonNode options, BufferedReader in) throws IOException {
    SegmentsClientBuilder builder = SegmentsClient.builder()
        .baseUrl(options.get("baseUrl").asText())
        .tenant(options.get("tenant").asText())
        .rateLimiter(RateLimiter.perSecond((int) Math.max(1, 10 * options.get("share").asDouble())))
        .timeout(Duration.ofMillis(options.get("timeoutMillis").asLong()))
        .deadline(Duration.ofMillis(options.get("deadlineMillis").asLong()));
    if (options.has("attempts")) {
      builder.attempts(options.get("attempts").asInt());
    }
    if (options.has("apiVersion")) {
      builder.apiVersion(options.get("apiVersion").asText());
    }
    if (options.has("clientId")) {
      builder.apiKey(options.get("clientId").asText(), options.get("clientSecret").asText());
    } else {
      builder.accessToken(options.get("accessToken").asText());
    }
    int pauseAfter = options.path("pauseAfter").asInt();
    try (SegmentsClient client = builder.build()) {
      System.err.println(client);
      if (options.path("withTotal").asBoolean()) {
        printWithTotal(client.list(listOptions(options).withTotal()).pages());
        return;
      }
      int rows = 0;
      for (Segment segment : client.list(listOptions(options))) {
        print(segment);
        if (++rows == pauseAfter) {
          print(Map.of("end", "paused"));
          OUT.flush();
          in.readLine();
        }
      }
      print(Map.of("end", "complete"));
    } catch (SegmentsException e) {
      Map<String, Object> end = new LinkedHashMap<>();
      end.put("error", KINDS.get(e.getClass()));
      end.put("status", e.status().orElse(0));
      end.put("attempts", e.attempts());
      end.put("token", e.pageToken().orElse(null));
      end.put("message", e.getMessage());
      print(end);
    }
  }

  private static void printWithTotal(Iterable<SegmentPage> pages) throws IOException {
    Map<String, Object> end = new LinkedHashMap<>();
    end.put("end", "complete");
    for (SegmentPage page : pages) {
      for (Segment segment : page.data()) {
        print(segment);
      }
      page.total().ifPresent(total -> end.put("total", total));
    }
    print(end);
  }

  private static void print(Segment segment) throws IOException {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", segment.id());
    row.put("name", segment.name());
    row.put("status", segment.status().orElse(null));
    print(Map.of("row", row));
  }

  private static ListOptions listOptions(JsonNode options) {
    ListOptions listOptions = ListOptions.defaults();
    if (options.has("pageSize")) {
      listOptions = listOptions.withPageSize(options.get("pageSize").asInt());
    }
    if (options.path("startToken").isTextual()) {
      listOptions = listOptions.withStartingAt(options.get("startToken").asText());
    }
    if (options.has("maxEmptyPages")) {
      listOptions = listOptions.withMaxEmptyPages(options.get("maxEmptyPages").asInt());
    }
    return listOptions;
  }

  private static void print(Map<String, ?> line) throws IOException {
    OUT.println(JSON.writeValueAsString(line));
  }
}
