package io.github.segments4j.benchmarks;

import io.github.segments4j.stock.jdk.ListSegmentsResponse;
import io.github.segments4j.stock.jdk.SegmentsApi;
import io.github.segments4j.stock.jdk.client.ApiClient;
import io.github.segments4j.stock.jdk.client.ApiException;
import org.jspecify.annotations.Nullable;

/** What openapi-generator makes for the JDK's client, its library {@code native}. */
final class StockNativeLister implements Lister {
    private final String tenant;
    private final SegmentsApi api;

    StockNativeLister(Target target) {
        tenant = target.tenant();
        ApiClient client = new ApiClient();
        client.updateBaseUri(target.baseUrl());
        client.setReadTimeout(target.timeout());
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + target.accessToken()));
        api = new SegmentsApi(client);
    }

    @Override
    public Page page(int pageSize, @Nullable String token) throws ApiException {
        ListSegmentsResponse page = api.listSegments(tenant, Target.API_VERSION, null, pageSize, token, null);
        return new Page(page.getData().size(), page.getNextToken());
    }
}
