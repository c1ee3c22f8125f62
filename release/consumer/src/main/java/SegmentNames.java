import io.github.segments4j.SegmentsClient;
import io.github.segments4j.model.Segment;
import java.util.List;

class SegmentNames {
    static List<String> of(SegmentsClient client) {
        return client.list().stream().map(Segment::name).toList();
    }
}
