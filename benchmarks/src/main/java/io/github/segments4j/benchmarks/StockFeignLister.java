package io.github.segments4j.benchmarks;

import feign.Request;
import feign.Retryer;
import io.github.segments4j.stock.feign.ListSegmentsResponse;
import io.github.segments4j.stock.feign.SegmentsApi;
import io.github.segments4j.stock.feign.client.ApiClient;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What openapi-generator makes for Feign. */
final class StockFeignLister implements Lister {
    private final String tenant;
    private final SegmentsApi api;

    StockFeignLister(Target target) {
        this(target, Retryer.NEVER_RETRY);
    }

    StockFeignLister(Target target, Retryer retryer) {
        tenant = target.tenant();
        ApiClient client = new ApiClient("accessToken").setBasePath(target.baseUrl());
        client.setBearerToken(target.accessToken());
        long millis = target.timeout().toMillis();
        client.getFeignBuilder()
                .retryer(retryer)
                .options(new Request.Options(millis, TimeUnit.MILLISECONDS, millis, TimeUnit.MILLISECONDS, false));
        api = client.buildClient(SegmentsApi.class);
    }

    @Override
    public Page page(int pageSize, @Nullable String token) {
        ListSegmentsResponse page = api.listSegments(tenant, Target.API_VERSION, null, pageSize, token, null);
        return new Page(page.getData().size(), page.getNextToken());
    }
}
