package io.github.segments4j.benchmarks;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JDK's client, the whole body as bytes, and Jackson's databind: what most would write. */
final class DatabindLister implements Lister {
    private record Row(
            @Nullable String id,
            @Nullable String name,
            @Nullable String status) {}

    private record Body(
            List<Row> data,
            @JsonProperty("next_token") @Nullable String nextToken) {}

    private final ObjectReader reader = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build()
            .readerFor(Body.class);
    private final JdkRequest request;

    DatabindLister(JdkRequest request) {
        this.request = request;
    }

    @Override
    public Page page(int pageSize, @Nullable String token) throws IOException, InterruptedException {
        Body body = reader.readValue(request.page(pageSize, token));
        return new Page(body.data().size(), body.nextToken());
    }
}
