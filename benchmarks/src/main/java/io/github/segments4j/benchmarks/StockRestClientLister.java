package io.github.segments4j.benchmarks;

import io.github.segments4j.stock.restclient.ListSegmentsResponse;
import io.github.segments4j.stock.restclient.SegmentsApi;
import io.github.segments4j.stock.restclient.client.ApiClient;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** What openapi-generator makes for Spring's RestClient, on the JDK's client as Spring chooses by itself. */
final class StockRestClientLister implements Lister {
    private final String tenant;
    private final SegmentsApi api;

    StockRestClientLister(Target target) {
        tenant = target.tenant();
        JdkClientHttpRequestFactory jdk = new JdkClientHttpRequestFactory();
        jdk.setReadTimeout(target.timeout());
        RestClient.Builder spring = ApiClient.buildRestClientBuilder().requestFactory(jdk);
        ApiClient client = new ApiClient(spring.build());
        client.setBasePath(target.baseUrl());
        client.setBearerToken(target.accessToken());
        api = new SegmentsApi(client);
    }

    @Override
    public Page page(int pageSize, @Nullable String token) {
        ListSegmentsResponse page = api.listSegments(tenant, Target.API_VERSION, null, pageSize, token, null);
        return new Page(page.getData().size(), page.getNextToken());
    }
}
