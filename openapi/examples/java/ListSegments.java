import io.github.segments4j.SegmentsClient;
import io.github.segments4j.model.Segment;

/** Reads AMPERITY_TENANT, AMPERITY_ACCESS_TOKEN and AMPERITY_BASE_URL from the environment. */
final class ListSegments {
  private ListSegments() {}

  public static void main(String[] args) {
    try (SegmentsClient client = SegmentsClient.builder().build()) {
      for (Segment segment : client.list()) {
        System.out.println(segment.id() + " " + segment.name());
      }
    }
  }
}
