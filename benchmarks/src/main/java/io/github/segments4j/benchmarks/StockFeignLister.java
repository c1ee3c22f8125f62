package io.github.segments4j.benchmarks;

import feign.Feign;
import feign.Request;
import feign.Retryer;
import io.github.segments4j.stock.feign.ListSegmentsResponse;
import io.github.segments4j.stock.feign.SegmentsApi;
import io.github.segments4j.stock.feign.client.ApiClient;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What openapi-generator makes for Feign. */
final class StockFeignLister implements Lister {
    private final String tenant;
    private final SegmentsApi api;

    StockFeignLister(Target target) {
        this(target, set -> {});
    }

    StockFeignLister(Target target, Consumer<Feign.Builder> set) {
        tenant = target.tenant();
        ApiClient client = new ApiClient("accessToken").setBasePath(target.baseUrl());
        client.setBearerToken(target.accessToken());
        long millis = target.timeout().toMillis();
        Feign.Builder feign = client.getFeignBuilder()
                .retryer(Retryer.NEVER_RETRY)
                .options(new Request.Options(millis, TimeUnit.MILLISECONDS, millis, TimeUnit.MILLISECONDS, false));
        set.accept(feign);
        api = client.buildClient(SegmentsApi.class);
    }

    @Override
    public Page page(int pageSize, @Nullable String token) {
        ListSegmentsResponse page = api.listSegments(tenant, Target.API_VERSION, null, pageSize, token, null);
        return new Page(page.getData().size(), page.getNextToken());
    }
}
