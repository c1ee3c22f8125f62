package io.github.segments4j.benchmarks;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.named;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import javax.net.ssl.SSLSession;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.scaffold.subclass.ConstructorStrategy;
import net.bytebuddy.implementation.MethodCall;
import net.bytebuddy.implementation.MethodDelegation;

/** Answers every request at once with the same page, so that only the work of the caller remains. */
public record InMemoryPage(HttpResponse<byte[]> page) {
    private record Head(int statusCode, HttpHeaders headers, HttpClient.Version version)
            implements HttpResponse.ResponseInfo {}

    private record Response<T>(
            HttpRequest request,
            int statusCode,
            HttpHeaders headers,
            T body,
            URI uri,
            HttpClient.Version version,
            Optional<HttpResponse<T>> previousResponse,
            Optional<SSLSession> sslSession)
            implements HttpResponse<T> {}

    private static final class Unbounded implements Flow.Subscription {
        @Override
        public void request(long parts) {}

        @Override
        public void cancel() {}
    }

    /** A client whose {@code send} is the method below. */
    public static HttpClient client(HttpResponse<byte[]> page) throws ReflectiveOperationException {
        return new ByteBuddy()
                .subclass(HttpClient.class, ConstructorStrategy.Default.IMITATE_SUPER_CLASS_OPENING)
                .method(isAbstract())
                .intercept(MethodCall.invokeSelf()
                        .on(HttpClient.newHttpClient(), HttpClient.class)
                        .withAllArguments())
                .method(named("send"))
                .intercept(MethodDelegation.to(new InMemoryPage(page)))
                .make()
                .load(InMemoryPage.class.getClassLoader())
                .getLoaded()
                .getDeclaredConstructor()
                .newInstance();
    }

    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        HttpResponse.BodySubscriber<T> body =
                handler.apply(new Head(page.statusCode(), page.headers(), page.version()));
        body.onSubscribe(new Unbounded());
        body.onNext(List.of(ByteBuffer.wrap(page.body()).asReadOnlyBuffer()));
        body.onComplete();
        return new Response<>(
                request,
                page.statusCode(),
                page.headers(),
                body.getBody().toCompletableFuture().join(),
                request.uri(),
                page.version(),
                Optional.empty(),
                Optional.empty());
    }
}
