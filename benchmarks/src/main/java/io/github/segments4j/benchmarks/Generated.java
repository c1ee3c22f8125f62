package io.github.segments4j.benchmarks;

import feign.Feign;
import feign.Request;
import feign.Retryer;
import io.github.segments4j.stock.feign.ListSegmentsResponse;
import io.github.segments4j.stock.feign.SegmentsApi;
import io.github.segments4j.stock.feign.client.ApiClient;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.springframework.http.client.JdkClientHttpRequestFactory;

/** The clients that openapi-generator generates from the same contract: the same names in one package each. */
final class Generated {
    /** The library {@code feign}. */
    static Lister.OfPages feign(Target target, Consumer<Feign.Builder> settings) {
        ApiClient client = new ApiClient("accessToken").setBasePath(target.baseUrl());
        client.setBearerToken(target.accessToken());
        long millis = target.timeout().toMillis();
        Feign.Builder feign = client.getFeignBuilder()
                .retryer(Retryer.NEVER_RETRY)
                .options(new Request.Options(millis, TimeUnit.MILLISECONDS, millis, TimeUnit.MILLISECONDS, false));
        settings.accept(feign);
        SegmentsApi api = client.buildClient(SegmentsApi.class);
        return (size, token) -> {
            ListSegmentsResponse page = api.listSegments(target.tenant(), Target.API_VERSION, null, size, token, null);
            return new Lister.Page(page.getData().size(), page.getNextToken());
        };
    }

    /** The library {@code okhttp-gson}. */
    static Lister.OfPages okHttp(Target target) {
        var client = new io.github.segments4j.stock.okhttp.client.ApiClient();
        client.setBasePath(target.baseUrl());
        client.setBearerToken(target.accessToken());
        client.setReadTimeout((int) target.timeout().toMillis());
        var api = new io.github.segments4j.stock.okhttp.SegmentsApi(client);
        return (size, token) -> {
            var page = api.listSegments(target.tenant(), Target.API_VERSION, null, size, token, null);
            return new Lister.Page(page.getData().size(), page.getNextToken());
        };
    }

    /** The library {@code restclient}, on {@code java.net.http}, Spring's default. */
    static Lister.OfPages restClient(Target target) {
        JdkClientHttpRequestFactory http = new JdkClientHttpRequestFactory();
        http.setReadTimeout(target.timeout());
        var client = new io.github.segments4j.stock.restclient.client.ApiClient(
                io.github.segments4j.stock.restclient.client.ApiClient.buildRestClientBuilder()
                        .requestFactory(http)
                        .build());
        client.setBasePath(target.baseUrl());
        client.setBearerToken(target.accessToken());
        var api = new io.github.segments4j.stock.restclient.SegmentsApi(client);
        return (size, token) -> {
            var page = api.listSegments(target.tenant(), Target.API_VERSION, null, size, token, null);
            return new Lister.Page(page.getData().size(), page.getNextToken());
        };
    }
}
