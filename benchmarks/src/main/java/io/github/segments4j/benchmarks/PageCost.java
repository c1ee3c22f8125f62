package io.github.segments4j.benchmarks;

import feign.Response;
import io.github.segments4j.sandbox.Sandbox;
import java.net.http.HttpResponse;
import java.util.HashMap;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What JMH measures: a listing's first page, out of memory. JMH wants what it sees public. */
@State(Scope.Benchmark)
public class PageCost {
    /** A {@link JavaClient}. */
    @Param("OURS")
    public String client = "";

    /** Rows. */
    @Param("100")
    public int pageSize;

    private Lister lister = (size, token) -> {
        throw new IllegalStateException();
    };

    /** Takes the page from a sandbox, so that it is the other tables' page. */
    @Setup
    public void open() throws Exception {
        try (Sandbox sandbox = Sandbox.builder().segments(2 * pageSize).start()) {
            Target target = new Target(sandbox.baseUrl(), sandbox.tenant(), sandbox.accessToken());
            lister = lister(target, new JdkRequest(target).answer(pageSize, null));
        }
    }

    private Lister lister(Target target, HttpResponse<byte[]> page) {
        InMemoryHttpClient http = new InMemoryHttpClient(page);
        return switch (JavaClient.valueOf(client)) {
            case OURS -> new SegmentsLister(SegmentsLister.builder(target).httpClient(http), 0);
            case STREAMING -> new StreamingLister(new JdkRequest(target, http));
            case DATABIND -> new DatabindLister(new JdkRequest(target, http));
            case FEIGN ->
                new StockFeignLister(
                        target,
                        set -> set.client((request, options) -> Response.builder()
                                .request(request)
                                .status(page.statusCode())
                                .headers(new HashMap<>(page.headers().map()))
                                .body(page.body())
                                .build()));
            default -> throw new IllegalArgumentException(client + " can't do without a network");
        };
    }

    /** The rows go into what is returned or into a list: none of the work can be left out. */
    @Benchmark
    public Object page() throws Exception {
        return lister.page(pageSize, null);
    }
}
