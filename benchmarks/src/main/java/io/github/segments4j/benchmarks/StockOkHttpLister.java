package io.github.segments4j.benchmarks;

import io.github.segments4j.stock.okhttp.ListSegmentsResponse;
import io.github.segments4j.stock.okhttp.SegmentsApi;
import io.github.segments4j.stock.okhttp.client.ApiClient;
import io.github.segments4j.stock.okhttp.client.ApiException;
import org.jspecify.annotations.Nullable;

/** What openapi-generator makes for OkHttp and Gson. */
final class StockOkHttpLister implements Lister {
    private final String tenant;
    private final SegmentsApi api;

    StockOkHttpLister(Target target) {
        tenant = target.tenant();
        ApiClient client = new ApiClient();
        client.setBasePath(target.baseUrl());
        client.setBearerToken(target.accessToken());
        client.setReadTimeout((int) target.timeout().toMillis());
        api = new SegmentsApi(client);
    }

    @Override
    public Page page(int pageSize, @Nullable String token) throws ApiException {
        ListSegmentsResponse page = api.listSegments(tenant, Target.API_VERSION, null, pageSize, token, null);
        return new Page(page.getData().size(), page.getNextToken());
    }
}
